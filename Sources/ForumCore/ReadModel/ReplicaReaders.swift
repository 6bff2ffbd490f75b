import Synchronization

/// Reading from streaming replicas of a PostgreSQL database, in turn, whatever they have already. Any thread.
///
/// A replica that has not come as far as a reader must see, or that cannot be reached, is left alone for `pause` and the reading is done
/// where the log is written: nobody ever sees less than without replicas.
final class ReplicaReaders: Sendable {
  /// Milliseconds that a replica is left alone for after it was behind or away.
  static let pause = Duration.milliseconds(50)

  private let replicas: [Replica]
  private let turn = Atomic<Int>(0)
  private let served = Atomic<Int64>(0)
  private let passed = Atomic<Int64>(0)

  private final class Replica: Sendable {
    let pool: ReaderPool
    let restsUntil = Mutex(ContinuousClock.now)

    init(_ pool: ReaderPool) { self.pool = pool }
  }

  /// The replica has not come far enough, or is one of another log.
  private struct Behind: Error {}

  /// `count` connections to each.
  init(_ locations: [DatabaseLocation], count: Int) {
    replicas = locations.map { Replica(ReaderPool(location: $0, count: count, use: .replica)) }
  }

  var isEmpty: Bool { replicas.isEmpty }

  /// Transactions that a replica served, and those that had to be done elsewhere.
  var counts: (served: Int64, passed: Int64) { (served.load(ordering: .relaxed), passed.load(ordering: .relaxed)) }

  /// What `body` makes of a replica that has the log with this id up to `position`; nil where none can be asked now. An error of `body`
  /// itself is thrown.
  func read<T>(log: String, from position: Position, _ body: (Reader) throws -> T) throws -> T? {
    guard !replicas.isEmpty else { return nil }
    let number = turn.wrappingAdd(1, ordering: .relaxed).newValue & .max
    let replica = replicas[number % replicas.count]
    guard replica.restsUntil.withLock({ $0 <= .now }) else { return pass() }
    do {
      let value = try replica.pool.read { reader in
        let place = try reader.place
        guard place.log == log, place.position >= position else { throw Behind() }
        return try body(reader)
      }
      served.add(1, ordering: .relaxed)
      return value
    } catch is Behind {
    } catch is DatabaseError {
      // Away, or a query that its replaying has cancelled: the same again elsewhere.
    }
    replica.restsUntil.withLock { $0 = .now + Self.pause }
    return pass()
  }

  private func pass<T>() -> T? {
    passed.add(1, ordering: .relaxed)
    return nil
  }

  func close() {
    for replica in replicas { replica.pool.close() }
  }
}
