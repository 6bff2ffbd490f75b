import Foundation
import Testing

@testable import ForumCore

struct ReaderPoolTests {
  @Test func `connections that were cut while idle cost nobody a read`() throws {
    let database = try TestDatabase(.postgres)
    guard case .postgres(let url) = database.location else { throw CancellationError() }
    let name = "cut-" + UUID().uuidString
    let pool = ReaderPool(location: .postgres(url + "&application_name=" + name), count: 3)
    defer { pool.close() }
    func read() throws -> Int64? { try pool.read { try $0.database.integer("SELECT count(*) FROM pg_database WHERE false") } }
    // One inside another, so that each needs a connection of its own.
    try pool.read { _ in try pool.read { _ in _ = try read() } }
    let operators = try database.open()
    defer { operators.close() }
    func count(_ sql: SQL) throws -> Int64? { try operators.rows(sql, [.text(name)]) { $0.int(0) }.first }
    #expect(try count("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE application_name = $1") == 3)
    for _ in 0..<4 { #expect(try read() == 0) }
    #expect(try count("SELECT count(*) FROM pg_stat_activity WHERE application_name = $1") == 1, "the dead ones are gone")
    // Once the body has begun, it is not run again: it may have done something.
    var runs = 0
    #expect(throws: DatabaseError.self) {
      try pool.read { reader in
        runs += 1
        _ = try count("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE application_name = $1")
        _ = try reader.database.integer("SELECT count(*) FROM pg_database WHERE false")
      }
    }
    #expect(runs == 1)
    #expect(try read() == 0)
  }
}
