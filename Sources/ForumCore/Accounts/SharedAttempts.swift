import Synchronization

/// Counts attempts for all nodes together: the limits that protect accounts must not grow with the number of nodes. The same
/// algorithm as the limits of one process (generic cell rate), as one statement on a row for each key. Any thread; one at a time, on
/// a connection of its own.
///
/// A row says when its key is as good as new, and goes once it is. Beyond `bound` rows all go: the limits then begin anew.
public final class SharedAttempts: Sendable {
  public static let bound: Int64 = 1_000_000
  /// Seconds between cleanings.
  private static let cleaningSeconds: Int64 = 60

  private struct State: @unchecked Sendable {  // used by whoever holds the lock
    var database: (any Database)?
    var outage = Outage()
    var cleanedAt = Instant(microseconds: 0)
  }

  private let location: DatabaseLocation
  private let state = Mutex(State())

  init(location: DatabaseLocation) { self.location = location }

  /// Counts an attempt. Nil when it is allowed; else the seconds after which it will be, rounded up.
  ///
  /// `key` names who does what and tells nobody else whom: the caller makes it of a secret. `burst` attempts may come at once, then
  /// one in `interval` seconds. Throws a `DatabaseError`.
  public func take(_ key: String, burst: Int64, interval: Int64, now: Instant) throws -> Int? {
    let step = interval * 1_000_000
    return try use(now) { database in
      let free = try database.integer(
        """
        INSERT INTO attempts AS a (key, free) VALUES ($1, CAST($2 AS BIGINT) + CAST($3 AS BIGINT))
        ON CONFLICT (key) DO UPDATE SET free = greatest(a.free, CAST($2 AS BIGINT)) + CAST($3 AS BIGINT)
        WHERE greatest(a.free, CAST($2 AS BIGINT)) + CAST($3 AS BIGINT) - CAST($2 AS BIGINT) <= CAST($4 AS BIGINT)
        RETURNING free
        """, [.text(key), SQLValue(now), .integer(step), .integer(burst * step)])
      guard free == nil else { return nil }
      let stands = try database.integer("SELECT free FROM attempts WHERE key = $1", [.text(key)]) ?? now.microseconds
      return Int(max(1, (stands + step - now.microseconds - burst * step + 999_999) / 1_000_000))
    }
  }

  /// Forgets what was counted: the right password came.
  public func forgive(_ key: String) throws {
    try use(.now) { database in _ = try database.run("DELETE FROM attempts WHERE key = $1", [.text(key)]) }
  }

  func close() {
    state.withLock { state in
      state.database?.close()
      state.database = nil
    }
  }

  private func use<T: Sendable>(_ now: Instant, _ body: (any Database) throws -> T) throws -> T {
    try state.withLock { state in
      while true {
        let kept = state.database
        let database = try kept ?? Self.open(location, &state.outage)
        state.database = database
        do {
          if now > state.cleanedAt.adding(seconds: Self.cleaningSeconds) || now < state.cleanedAt {
            state.cleanedAt = now
            try Self.clean(database, now)
          }
          return try body(database)
        } catch DatabaseError.unavailable(let reason) {
          database.close()
          state.database = nil
          // One that was cut while it lay idle is made anew; at worst the attempt counts twice.
          guard kept != nil else { throw DatabaseError.unavailable(reason) }
        }
      }
    }
  }

  private static func open(_ location: DatabaseLocation, _ outage: inout Outage) throws(DatabaseError) -> any Database {
    guard outage.claimsAttempt() else { throw .unavailable("it was tried a moment ago") }
    do throws(DatabaseError) {
      let database = try location.open(.side)
      outage.ended()
      return database
    } catch {
      outage.failed()
      throw error
    }
  }

  private static func clean(_ database: any Database, _ now: Instant) throws {
    try database.run("DELETE FROM attempts WHERE free <= $1", [SQLValue(now)])
    if try database.integer("SELECT count(*) FROM attempts") ?? 0 > bound { try database.run("DELETE FROM attempts") }
  }
}
