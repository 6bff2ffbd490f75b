import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Foundation
import Testing

/// Two servers over one PostgreSQL database are one forum.
struct NodesTests {
  private func withNodes(_ body: (TestServer, TestServer) async throws -> Void) async throws {
    let server = try #require(
      ProcessInfo.processInfo.environment["SFAT_TEST_POSTGRES"], "run it under Tests/postgres.sh with …")
    let name = "sfat_" + UUID().uuidString.replacingOccurrences(of: "-", with: "").lowercased()
    let operators = try DatabaseLocation.postgres(server).open(.maintenance)
    defer { operators.close() }
    try operators.script("CREATE DATABASE \(name)")
    let url = server[..<server.lastIndex(of: "/")!] + "/" + name
    try await TestServer.with({ $0.database = String(url) }) { first in
      try await TestServer.with({ $0.database = String(url) }) { second in try await body(first, second) }
    }
    try operators.script("DROP DATABASE \(name) WITH (FORCE)")
  }

  @Test func `who signed in at one node is known to the other, forms and all, and signs out of both`() async throws {
    try await withNodes { first, second in
      let ana = try first.person("Ana")
      let elsewhere = Visitor(second)
      elsewhere.cookies = ana.cookies
      #expect(try elsewhere.page("/profile").status == 200)
      // A form of one node is good at the other.
      let token = try #require(try ana.csrf(on: "/profile"))
      let answer = try elsewhere.post("/sign-out", ["csrf": token], fields: ["Origin": elsewhere.origin])
      #expect(answer.status == 303)
      #expect(try ana.page("/profile").status != 200)
    }
  }

  @Test func `guesses at a password are counted over both`() async throws {
    try await withNodes { first, second in
      _ = try first.person("Ana")
      let guessers = [Visitor(first), Visitor(second)]
      let guess: JSONValue = ["email": "ana@exemplu.ro", "password": "nu aceasta parola"]
      for number in 0..<10 { #expect(try guessers[number % 2].send("/sign-in", guess).status == 401) }
      for guesser in guessers {
        let refused = try guesser.send("/sign-in", guess)
        #expect(refused.status == 429 && (1...60).contains(Int(refused.fields["Retry-After"] ?? "") ?? 0))
      }
    }
  }

  @Test func `what is posted at one node comes to subscribers of the other, once, and its pages follow`() async throws {
    try await withNodes { first, second in
      let person = try await first.forum.person("Ana")
      let thread = try await first.forum.thread(by: person)
      let start = try first.forum.end
      let client = try WebSocketClient(second.url, path: "/live", subprotocols: ["sfat.v1"])
      defer { client.close() }
      func next(_ operation: String) throws -> JSONValue {
        while case .text(let text)? = try client.receive(timeout: 20) {
          let message = try JSONParser.parse(Array(text.utf8))
          if message["op"]?.string == operation { return message }
        }
        throw CancellationError()
      }
      try client.send(#"{"op":"subscribe","topic":"threads/\#(thread)","after":\#(start),"as":"json"}"#)
      _ = try next("subscribed")
      let reader = Visitor(second)
      for number in 1...10 {
        // Kept by the second node before the first one writes.
        _ = try reader.page("/threads/\(thread)")
        _ = try reader.page("/threads/\(thread)")
        let post = try await (number % 2 == 0 ? first : second).forum.post("Mesajul \(number)", in: thread, by: person)
        #expect(try next("event")["position"]?.integer == post.rawValue)
        let end = Date().addingTimeInterval(20)
        while try !reader.page("/threads/\(thread)").text.contains("Mesajul \(number)") {
          try #require(Date() < end, "the kept page does not follow")
        }
      }
    }
  }

  @Test func `readers of both are counted together, and those of a node that ends are not`() async throws {
    try await withNodes { first, second in
      let person = try await first.forum.person("Ana")
      let thread = try await first.forum.thread(by: person)
      func subscribe(_ server: TestServer) throws -> WebSocketClient {
        let client = try WebSocketClient(server.url, path: "/live", subprotocols: ["sfat.v1"])
        try client.send(#"{"op":"subscribe","topic":"threads/\#(thread)","as":"json"}"#)
        return client
      }
      func waits(_ client: WebSocketClient, for readers: Int64) throws {
        while case .text(let text)? = try client.receive(timeout: 30) {
          let message = try JSONParser.parse(Array(text.utf8))
          if message["op"]?.string == "presence", message["readers"]?.integer == readers { return }
        }
        Issue.record("nobody said \(readers)")
      }
      let here = try subscribe(first)
      defer { here.close() }
      let there = try subscribe(second)
      try waits(here, for: 2)
      try waits(there, for: 2)
      let another = try subscribe(second)
      try waits(here, for: 3)
      there.close()
      another.close()
      try waits(here, for: 1)
    }
  }
}
