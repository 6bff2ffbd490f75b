import Testing

@testable import ForumCore

/// On a real PostgreSQL server, which stands for its own replica here; `Tests/Nodes` has a real one.
@Suite struct ReplicaReadersTests {
  private struct Refused: Error {}

  @Test func `a replica serves what it has, and nothing beyond, and no other log`() async throws {
    try await TestForum.with(.postgres) { test in
      let replicas = ReplicaReaders([test.forum.location], count: 2)
      defer { replicas.close() }
      let (log, head) = try test.forum.read { try $0.place }
      #expect(try replicas.read(log: log, from: head) { try $0.position } == head)
      #expect(try replicas.read(log: log, from: head + 1) { try $0.position } == nil)
      try await Task.sleep(for: ReplicaReaders.pause * 2)
      #expect(try replicas.read(log: "another", from: 0) { try $0.position } == nil)
      #expect(replicas.counts.served == 1)
      #expect(replicas.counts.passed == 2)
    }
  }

  @Test func `an error of what is read is nobody else's to try again`() async throws {
    try await TestForum.with(.postgres) { test in
      let replicas = ReplicaReaders([test.forum.location], count: 2)
      defer { replicas.close() }
      let log = try test.forum.read { try $0.logID }
      #expect(throws: Refused.self) { try replicas.read(log: log, from: 0) { _ -> Int in throw Refused() } }
      #expect(replicas.counts.passed == 0)
    }
  }

  @Test func `a replica that is away is passed over`() throws {
    let replicas = ReplicaReaders([.postgres("postgres://sfat@127.0.0.1:1/away")], count: 2)
    defer { replicas.close() }
    #expect(try replicas.read(log: "x", from: 0) { try $0.position } == nil)
    #expect(replicas.counts.passed == 1)
  }

  @Test func `without replicas nothing is counted`() throws {
    let replicas = ReplicaReaders([], count: 2)
    #expect(replicas.isEmpty)
    #expect(try replicas.read(log: "x", from: 0) { try $0.position } == nil)
    #expect(replicas.counts.passed == 0)
  }
}
