import Synchronization
import Testing

@testable import ForumCore

@Suite struct DurableHeadTests {
  private let durable = DurableHead()
  private let resumed = Resumed()

  private final class Resumed: Sendable {
    let names = Mutex<[String]>([])
    var all: [String] { names.withLock { $0 } }
  }

  private func wait(_ name: String, upTo position: Position = .max) {
    let resumed = resumed
    durable.whenDurable(upTo: position) { resumed.names.withLock { $0.append(name) } }
  }

  @Test func `nobody waits while nothing is under way`() {
    durable.advance(to: 5, from: -1)
    wait("at once")
    #expect(resumed.all == ["at once"])
  }

  @Test func `what is visible is waited for until it is durable, and no more`() {
    durable.advance(to: 5, from: -1)
    durable.reveal(upTo: 7)
    wait("all")
    wait("old", upTo: 5)
    wait("part", upTo: 6)
    #expect(resumed.all == ["old"])
    #expect(durable.head == 5)
    durable.reveal(upTo: 9)
    wait("later")
    durable.advance(to: 7, from: 5)
    #expect(resumed.all == ["old", "all", "part"])
    durable.advance(to: 9, from: 7)
    #expect(resumed.all == ["old", "all", "part", "later"])
  }

  @Test func `what was taken back is waited for no longer`() {
    durable.advance(to: 5, from: -1)
    durable.reveal(upTo: 7)
    wait("seven")
    durable.reveal(upTo: 9)
    wait("nine")
    durable.retract(to: 7)
    #expect(resumed.all == [])
    durable.advance(to: 7, from: 5)
    #expect(resumed.all == ["seven", "nine"])
  }

  @Test func `who waits for what nobody can say goes on`() {
    durable.advance(to: 5, from: -1)
    durable.reveal(upTo: 7)
    wait("seven")
    durable.giveUp()
    wait("after")
    #expect(resumed.all == ["seven", "after"])
    #expect(durable.head == 5)
  }

  @Test func `observers hear of each head before those who wait go on`() {
    let resumed = resumed
    durable.observe { head in resumed.names.withLock { $0.append("head \(head)") } }
    durable.reveal(upTo: 3)
    wait("waiting")
    durable.advance(to: 3, from: -1)
    durable.heard(of: 2)
    #expect(resumed.all == ["head 3", "waiting"])
  }
}
