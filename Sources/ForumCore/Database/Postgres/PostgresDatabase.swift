import CPostgres
import Glibc

/// A connection to PostgreSQL through libpq. Statements are prepared at first use and kept; results come in binary form.
///
/// A lost connection is made anew at the next statement outside a transaction; inside one everything throws until the
/// rollback, so that nobody takes half a transaction for a whole one. A server that holds the connection and says nothing (stopped,
/// waiting for a stalled disk) is given up after `patience`: TCP alone would wait for ever.
final class PostgresDatabase: Database {
  /// Seconds for one statement of the ledger or a reader: more than `statement_timeout`, so that a server that can still speak has
  /// the first word.
  static let statementPatience = 40.0
  /// The same for work beside the log.
  static let sidePatience = 10.0

  let engine = Engine.postgres
  private let url: String
  private let use: ConnectionUse
  /// Seconds to wait for an answer; nil: as long as it takes.
  let patience: Double?
  private(set) var connection: OpaquePointer?
  private var statements: [SQL.Text: String] = [:]
  private var parameters = PostgresParameters()
  private(set) var isInTransaction = false
  /// Statements that were sent and whose answers have not been read: their texts, in order. While there are any, the connection is in
  /// libpq's pipeline mode.
  var unanswered: [SQL.Text] = []
  var unansweredBytes = 0

  convenience init(url: String, use: ConnectionUse) throws(DatabaseError) {
    let patience: Double? =
      switch use {
      case .writer, .reader, .replica: Self.statementPatience
      case .side: Self.sidePatience
      case .maintenance: nil
      }
    try self.init(url: url, use: use, patience: patience)
  }

  init(url: String, use: ConnectionUse, patience: Double?) throws(DatabaseError) {
    self.url = url
    self.use = use
    self.patience = patience
    try open()
  }

  deinit { close() }

  // MARK: Statements

  func run(_ sql: SQL, _ values: [SQLValue]) throws(DatabaseError) -> Int {
    let result = try execute(sql, values)
    defer { PQclear(result) }
    return Self.changedRows(result)
  }

  func each(_ sql: SQL, _ values: [SQLValue], _ body: (Row) throws -> Bool) throws {
    let result = try execute(sql, values)
    defer { PQclear(result) }
    for index in 0..<PQntuples(result) {
      guard try body(Row(source: .postgres(PostgresRow(result: result, index: index)))) else { return }
    }
  }

  func script(_ text: String) throws(DatabaseError) {
    try ready()
    try settle()
    PQclear(try checked(try answer(PQsendQuery(connection, text)), while: "migration"))
  }

  private func execute(_ sql: SQL, _ values: [SQLValue]) throws(DatabaseError) -> OpaquePointer {
    try ready()
    let name = try prepared(sql.postgres)
    if !fits(values) { try settle() }
    if !unanswered.isEmpty {
      try pipe(sql.postgres, prepared: name, values)
      return try answersOfPipeline()
    }
    return try checked(try answer(send(prepared: name, values)), while: sql.postgres)
  }

  /// Libpq copies the values.
  func send(prepared name: String, _ values: [SQLValue]) -> Int32 {
    parameters.with(values) { count, pointers, lengths, formats in
      PQsendQueryPrepared(connection, name, count, pointers, lengths, formats, 1)
    }
  }

  func prepared(_ text: SQL.Text) throws(DatabaseError) -> String {
    if let name = statements[text] { return name }
    try settle()
    let name = "s\(statements.count)"
    PQclear(try checked(try answer(PQsendPrepare(connection, name, text.string, 0, nil)), while: text, isPreparing: true))
    statements[text] = name
    return name
  }

  // MARK: Transactions

  func begin(_ kind: TransactionKind) throws(DatabaseError) {
    precondition(!isInTransaction, "a transaction is open already")
    try ready()
    switch kind {
    case .read: try command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", answers: "BEGIN")
    case .write: try command("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", answers: "BEGIN")
    }
    isInTransaction = true
  }

  func commit() throws(DatabaseError) {
    try settle()
    // A failed transaction answers COMMIT with ROLLBACK and no error.
    try command("COMMIT", answers: "COMMIT")
    isInTransaction = false
  }

  func rollback() {
    guard isInTransaction else { return }
    isInTransaction = false
    // Whatever is still under way is undone with the rest.
    try? settle()
    if (try? command("ROLLBACK", answers: "ROLLBACK")) == nil { disconnect() }
  }

  private func command(_ text: String, answers tag: String) throws(DatabaseError) {
    guard connection != nil else { throw .unavailable("the connection is closed") }
    let result = try checked(try answer(PQsendQuery(connection, text)), while: text)
    defer { PQclear(result) }
    let answer = String(cString: PQcmdStatus(result))
    guard answer == tag else { throw .other(code: "25P02", "\(text) was answered \(answer)") }
  }

  // MARK: The connection

  func reopen() throws(DatabaseError) {
    close()
    try open()
  }

  func close() {
    disconnect()
    isInTransaction = false
  }

  func disconnect() {
    PQfinish(connection)
    connection = nil
    statements = [:]
    unanswered = []
    unansweredBytes = 0
  }

  /// Makes a lost connection anew, where nothing hangs on the old one.
  func ready() throws(DatabaseError) {
    if connection != nil, PQstatus(connection) == CONNECTION_OK { return }
    guard !isInTransaction else { throw .unavailable("the connection was lost inside a transaction") }
    disconnect()
    try open()
  }

  private func open() throws(DatabaseError) {
    // The later of two equal keywords wins, so that the address may change all but the encoding. Of several hosts the one that
    // takes writes is meant: a replica may be behind, and what a reader has seen must not go away again.
    let settings = [
      ("application_name", "sfat"), ("target_session_attrs", use == .replica ? "any" : "read-write"), ("connect_timeout", "5"),
      ("tcp_user_timeout", "10000"), ("keepalives_idle", "10"),
      ("keepalives_interval", "5"), ("dbname", url), ("client_encoding", "UTF8"),
    ]
    connection = Self.withStrings(settings.map(\.0)) { keywords in
      Self.withStrings(settings.map(\.1)) { values in PQconnectdbParams(keywords, values, 1) }
    }
    guard let connection, PQstatus(connection) == CONNECTION_OK else {
      let failure = DatabaseError.unavailable(Self.firstLine(PQerrorMessage(connection)))
      disconnect()
      throw failure
    }
    // Notices would go to standard error.
    PQsetNoticeProcessor(connection, { _, _ in }, nil)
    do {
      switch use {
      case .writer:
        try script(
          """
          SET idle_in_transaction_session_timeout = '2s'; SET lock_timeout = '5s'; SET statement_timeout = '30s';
          SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3;
          SET synchronous_commit = on
          """)
      case .reader, .replica: try script("SET default_transaction_read_only = on; SET statement_timeout = '30s'")
      case .side: try script("SET lock_timeout = '2s'; SET statement_timeout = '5s'; SET synchronous_commit = off")
      case .maintenance: try script("SET lock_timeout = '60s'; SET synchronous_commit = on")
      }
    } catch {
      disconnect()
      throw error
    }
  }

  private static func withStrings<T>(_ strings: [String], _ body: ([UnsafePointer<CChar>?]) -> T) -> T {
    let copies = strings.map { text in
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: text.utf8.count + 1)
      text.withCString { copy.update(from: $0, count: text.utf8.count + 1) }
      return copy
    }
    defer { for copy in copies { copy.deallocate() } }
    return body(copies.map { UnsafePointer($0) } + [nil])
  }

  // MARK: Errors

  private func checked(_ result: OpaquePointer?, while text: SQL.Text, isPreparing: Bool = false) throws(DatabaseError)
    -> OpaquePointer
  {
    if let result, Self.isGood(result) { return result }
    throw failure(result, statement: text.string, isPreparing: isPreparing)
  }

  private func checked(_ result: OpaquePointer?, while text: String) throws(DatabaseError) -> OpaquePointer {
    if let result, Self.isGood(result) { return result }
    throw failure(result, statement: text, isPreparing: true)
  }

  static func isGood(_ result: OpaquePointer) -> Bool {
    let status = PQresultStatus(result)
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK
  }

  /// The server's message is told only of statements without values; otherwise it may repeat one.
  func failure(_ result: OpaquePointer?, statement: String, isPreparing: Bool) -> DatabaseError {
    defer { PQclear(result) }
    func field(_ code: UnicodeScalar) -> String? { PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) } }
    guard let state = field("C") else { return .unavailable(Self.firstLine(PQerrorMessage(connection))) }
    return switch state {
    case "53100": .diskFull
    case "40001", "40P01", "55P03", "57014": .busy
    case "XX001", "XX002": .corrupt("SQLSTATE \(state)")
    case "25006", "25P03": .unavailable("SQLSTATE \(state)")
    case _ where state.hasPrefix("23"): .constraint(field("n") ?? state)
    case "P0001": .constraint(field("M") ?? state)
    case _ where ["08", "53", "57"].contains(state.prefix(2)): .unavailable("SQLSTATE \(state)")
    default: .other(code: state, isPreparing ? "\(field("M") ?? ""): \(statement)" : statement)
    }
  }

  private static func firstLine(_ message: UnsafePointer<CChar>?) -> String {
    guard let message else { return "no connection" }
    return String(cString: message).split(separator: "\n").first.map(String.init) ?? "the connection was lost"
  }
}
