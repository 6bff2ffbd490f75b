import Foundation
import Synchronization
import Testing

@testable import ForumCore

@Suite struct NodeLinkTests {
  /// What a link heard, in its order.
  private final class Ear: Sendable {
    let heads = Mutex<[Position]>([])
    let messages = AsyncStream<String>.makeStream()
    let risen = AsyncStream<Position>.makeStream()

    var heard: NodeLink.Heard {
      NodeLink.Heard(
        head: { [self] head in
          heads.withLock { $0.append(head) }
          risen.continuation.yield(head)
        },
        message: { [self] _, message in messages.continuation.yield(message) })
    }

    func waits(for head: Position) async { for await position in risen.stream where position >= head { return } }
    func waits(for message: String) async { for await heard in messages.stream where heard == message { return } }
  }

  private func withNodes(_ body: (TestDatabase, String, Ledger) async throws -> Void) async throws {
    let test = try TestDatabase(.postgres)
    try test.migrateLog()
    guard case .postgres(let url) = test.location else { throw CancellationError() }
    let ledger = try Ledger(location: test.location, projector: NoteProjector())
    do {
      try await body(test, url, ledger)
    } catch {
      ledger.close()
      throw error
    }
    ledger.close()
  }

  @Test func `each commit of another process is heard, not only the last one when somebody looks`() async throws {
    try await withNodes { _, url, ledger in
      let ear = Ear()
      let link = try NodeLink(url: url, heard: ear.heard)
      await ear.waits(for: 0)
      for turn in 1...20 { _ = try await ledger.execute(TestCommand.take("\(turn)")) }
      await ear.waits(for: 20)
      link.close()
      // Looking comes every few seconds: it could not have met every one.
      let heads = Set(ear.heads.withLock { $0 })
      #expect(heads.isSuperset(of: 1...20))
    }
  }

  @Test func `what was committed while the connection was lost is heard when it is back`() async throws {
    try await withNodes { test, url, ledger in
      let name = "link-" + UUID().uuidString
      let ear = Ear()
      let link = try NodeLink(url: url + "&application_name=" + name, heard: ear.heard)
      await ear.waits(for: 0)
      let operators = try test.open()
      defer { operators.close() }
      for turn in 1...3 {
        let cut = try operators.rows(
          "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE application_name = $1", [.text(name)]
        ) { $0.int(0) }
        #expect(cut == [1])
        _ = try await ledger.execute(TestCommand.take("\(turn)"))
        await ear.waits(for: Position(turn))
        // What is said now is said on the new connection.
        _ = try await ledger.execute(TestCommand.take("again"))
        link.tell("after \(turn)")
      }
      link.close()
    }
  }

  @Test func `messages reach the other nodes of the same log, and nobody else`() async throws {
    try await withNodes { _, url, _ in
      try await withNodes { _, otherURL, _ in
        let (own, other, foreign) = (Ear(), Ear(), Ear())
        let links = [
          try NodeLink(url: url, heard: own.heard), try NodeLink(url: url, heard: other.heard),
          try NodeLink(url: otherURL, heard: foreign.heard),
        ]
        for ear in [own, other, foreign] { await ear.waits(for: 0) }
        for number in 0..<10 { links[0].tell("message \(number)") }
        await other.waits(for: "message 9")
        // Said after it on the same channel, so heard after it.
        links[1].tell("the end")
        await own.waits(for: "the end")
        for link in links { link.close() }
        own.messages.continuation.finish()
        foreign.messages.continuation.finish()
        for await message in own.messages.stream { Issue.record("it heard itself: \(message)") }
        for await message in foreign.messages.stream { Issue.record("another log heard \(message)") }
      }
    }
  }

  @Test func `a message that waits at the end is still sent`() async throws {
    try await withNodes { _, url, _ in
      let (ear, silent) = (Ear(), Ear())
      let listener = try NodeLink(url: url, heard: ear.heard)
      let speaker = try NodeLink(url: url, heard: silent.heard)
      for ear in [ear, silent] { await ear.waits(for: 0) }
      speaker.tell("farewell")
      speaker.close()
      await ear.waits(for: "farewell")
      listener.close()
    }
  }
}
