/// One connection to a database. Used by one thread at a time; not Sendable. Everything is synchronous: an event loop never
/// holds one.
///
/// Statements are prepared once a connection and kept. A `Row` is good only inside the closure it is given to.
public protocol Database: AnyObject {
  var engine: Engine { get }

  /// Runs a statement to its end and answers how many rows it changed.
  @discardableResult
  func run(_ sql: SQL, _ values: [SQLValue]) throws(DatabaseError) -> Int

  /// Runs a statement once for each row of values, in their order, and answers how many rows each changed. Inside a transaction on
  /// PostgreSQL it takes one round trip.
  func run(_ sql: SQL, forEach rows: [[SQLValue]]) throws(DatabaseError) -> [Int]

  /// Runs a statement whose answer nobody waits for. Inside a transaction on PostgreSQL it goes out with the next statement that is
  /// waited for, which saves a round trip, and an error of its own is thrown by that one, by `settle` or by `commit`. Who is told of one
  /// gives the transaction up.
  func send(_ sql: SQL, _ values: [SQLValue]) throws(DatabaseError)

  /// Waits until everything sent has been carried out.
  func settle() throws(DatabaseError)

  /// Gives each row of the result to `body` until it answers false.
  func each(_ sql: SQL, _ values: [SQLValue], _ body: (Row) throws -> Bool) throws

  /// Runs a text of several statements without parameters: migrations.
  func script(_ text: String) throws(DatabaseError)

  /// Opens a transaction. `.read` sees one state of the whole database until its end; `.write` takes the writer's place
  /// at once on SQLite, and on PostgreSQL sees what others commit meanwhile (`READ COMMITTED`).
  func begin(_ kind: TransactionKind) throws(DatabaseError)
  /// When this throws `.unavailable`, nobody knows whether it happened.
  func commit() throws(DatabaseError)
  /// Makes durable what `commit` has not; nil where a commit is durable when it returns. Another one after `reopen`.
  var flusher: (any Flusher)? { get }
  /// Never throws: a connection that cannot roll back is lost, and with it the transaction.
  func rollback()
  var isInTransaction: Bool { get }

  /// Throws the connection away and makes it anew: after a failed commit nothing it remembers is trusted.
  func reopen() throws(DatabaseError)
  func close()
}

/// What a transaction is for.
public enum TransactionKind: Sendable {
  case read, write
}

extension Database {
  public func run(_ sql: SQL, forEach rows: [[SQLValue]]) throws(DatabaseError) -> [Int] {
    var counts: [Int] = []
    for values in rows { counts.append(try run(sql, values)) }
    return counts
  }

  public func send(_ sql: SQL, _ values: [SQLValue]) throws(DatabaseError) { try run(sql, values) }
  public func settle() throws(DatabaseError) {}
  public var flusher: (any Flusher)? { nil }

  @discardableResult
  public func run(_ sql: SQL) throws(DatabaseError) -> Int { try run(sql, []) }

  /// Every row of the result, turned into a value.
  public func rows<T>(_ sql: SQL, _ values: [SQLValue] = [], _ value: (Row) throws -> T) throws -> [T] {
    var result: [T] = []
    try each(sql, values) { row in
      result.append(try value(row))
      return true
    }
    return result
  }

  /// The first row of the result, turned into a value; nil where there is none.
  public func row<T>(_ sql: SQL, _ values: [SQLValue] = [], _ value: (Row) throws -> T) throws -> T? {
    var result: T?
    try each(sql, values) { row in
      result = try value(row)
      return false
    }
    return result
  }

  /// The integer in the first column of the first row; nil where there is no row or it is NULL.
  public func integer(_ sql: SQL, _ values: [SQLValue] = []) throws -> Int64? {
    try row(sql, values) { $0.intOrNil(0) } ?? nil
  }

  /// The text in the first column of the first row; nil where there is no row or it is NULL.
  public func text(_ sql: SQL, _ values: [SQLValue] = []) throws -> String? {
    try row(sql, values) { $0.textOrNil(0) } ?? nil
  }

  /// Runs `body` in one transaction: committed when it returns, rolled back when it throws.
  @discardableResult
  public func transaction<T>(_ kind: TransactionKind, _ body: () throws -> T) throws -> T {
    try begin(kind)
    do {
      let value = try body()
      try commit()
      return value
    } catch {
      rollback()
      throw error
    }
  }
}
