final class SQLiteDatabase: Database {
  let engine = Engine.sqlite
  init(path: String, use: ConnectionUse) throws(DatabaseError) { fatalError("not yet") }
  func run(_ sql: SQL, _ values: [SQLValue]) throws(DatabaseError) -> Int { fatalError("not yet") }
  func each(_ sql: SQL, _ values: [SQLValue], _ body: (Row) throws -> Bool) throws { fatalError("not yet") }
  func script(_ text: String) throws(DatabaseError) { fatalError("not yet") }
  func begin(_ kind: TransactionKind) throws(DatabaseError) { fatalError("not yet") }
  func commit() throws(DatabaseError) { fatalError("not yet") }
  func rollback() { fatalError("not yet") }
  var isInTransaction: Bool { fatalError("not yet") }
  func reopen() throws(DatabaseError) { fatalError("not yet") }
  func close() { fatalError("not yet") }
}
