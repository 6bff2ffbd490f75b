import ForumCore
import ForumNet
import ForumWire
import Testing

@testable import ForumServer

/// The protocol as `docs/protocol.md` says it.
@Suite(.serialized)
struct LiveProtocolTests {
  @Test func `resync comes when a position means nothing, and not otherwise`() async throws {
    try await LiveServer.run(TestFolder()) { server in
      let person = try await server.forum.person("Ana")
      let thread = try await server.forum.thread(by: person)
      let topic = "threads/\(thread)"
      let (log, head) = try server.forum.read { (try $0.logID, try $0.position) }
      func answers(after: Position?, log: String?) async throws -> [String] {
        try await onThread {
          let listener = try Listener(server)
          try listener.subscribe(topic, after: after, log: log)
          var words: [String] = []
          while let message = try listener.next(0.4) { if message.op != "presence" { words.append(message.op) } }
          return words
        }
      }
      #expect(try await answers(after: head + 1000, log: log) == ["subscribed", "resync"])
      #expect(try await answers(after: 0, log: "another") == ["subscribed", "resync"])
      #expect(try await answers(after: head, log: log) == ["subscribed"])
      #expect(try await answers(after: nil, log: nil) == ["subscribed"])
      let all = try server.forum.positions(topic)
      #expect(try await answers(after: 0, log: log) == ["subscribed"] + all.map { _ in "event" })
    }
  }

  @Test func `after resync the events that follow come`() async throws {
    try await LiveServer.run(TestFolder()) { server in
      let person = try await server.forum.person("Ana")
      let thread = try await server.forum.thread(by: person)
      let listener = try await onThread { try Box(Listener(server)) }
      try await onThread { try listener.value.subscribe("threads/\(thread)", after: 0, log: "another") }
      let position = try await onThread { try listener.value.next("resync")?.position }
      #expect(position == (try server.forum.end))
      let post = try await server.forum.post("după", in: thread, by: person)
      #expect(try await onThread { try listener.value.positions(until: post.rawValue) } == [post.rawValue])
    }
  }

  @Test func `a post comes as the page shows it, and as programs read it`() async throws {
    try await LiveServer.run(TestFolder()) { server in
      let person = try await server.forum.person("Ana")
      let thread = try await server.forum.thread(by: person)
      let listener = try await onThread { try (Box(Listener(server)), Box(Listener(server))) }
      let after = try server.forum.end
      try await onThread {
        try listener.0.value.subscribe("threads/\(thread)", after: after, as: "html")
        try listener.1.value.subscribe("threads/\(thread)", after: after)
      }
      let post = try await server.forum.post("**Bună** ziua", in: thread, by: person)
      let html = try #require(try await onThread { try listener.0.value.next("event")?.json })
      #expect(html["type"] == "post.published")
      #expect(html["data"]?["id"]?.integer == post.rawValue)
      let page = try #require(html["html"]?.string)
      #expect(page.contains("id=\"item-\(post)\"") && page.contains("<strong>Bună</strong>"))
      #expect(!page.contains("csrf"))
      let json = try #require(try await onThread { try listener.1.value.next("event")?.json })
      #expect(json["data"]?["body"] == "**Bună** ziua")
      #expect(json["data"]?["author"]?["name"] == "Ana")
      #expect(json["html"] == nil)
    }
  }

  @Test func `who agreed on compression gets the same, compressed`() async throws {
    try await LiveServer.run(TestFolder()) { server in
      let person = try await server.forum.person("Ana")
      let thread = try await server.forum.thread(by: person)
      let (plain, deflating) = try await onThread { (Box(try Listener(server)), Box(try Listener(server, deflate: true))) }
      #expect(!plain.value.deflates && deflating.value.deflates)
      for listener in [plain, deflating] { try await onThread { try listener.value.subscribe("threads/\(thread)", as: "html") } }
      for listener in [plain, deflating] { _ = try await onThread { try listener.value.next("subscribed") } }
      let before = server.server.counters.bytesSent.value
      try await server.forum.post(String(repeating: "Un mesaj mai lung. ", count: 50), in: thread, by: person)
      let first = try #require(try await onThread { try plain.value.next("event")?.json })
      let second = try #require(try await onThread { try deflating.value.next("event")?.json })
      #expect(first == second)
      let sent = server.server.counters.bytesSent.value - before
      let whole = WebSocketFrames.text(first.bytes).count
      #expect(sent < whole + whole / 2, "one of the two frames is far smaller: \(sent) bytes for two of \(whole)")
    }
  }

  @Test func `subscriptions to a ring that is here begin at the head, whoever came before`() async throws {
    try await LiveServer.run(TestFolder(), loops: 1) { server in
      let person = try await server.forum.person("Ana")
      let thread = try await server.forum.thread(by: person)
      for number in 0..<8 {
        try await server.forum.post("mesaj \(number)", in: thread, by: person)
        let head = try server.forum.end
        let listener = try await onThread { try Box(Listener(server)) }
        try await onThread { try listener.value.subscribe("threads/\(thread)") }
        #expect(try await onThread { try listener.value.next("subscribed")?.position } == head)
        try await server.forum.post("după \(number)", in: thread, by: person)
        #expect(try await onThread { try listener.value.next("event")?.position } == (try server.forum.end))
        if number % 2 == 1 { await onThread { listener.value.close() } }
      }
    }
  }

  @Test func `readers are counted, and quiet topics hear how far the log is`() async throws {
    var limits = LiveLimits()
    limits.positionInterval = 0.3
    limits.presenceInterval = 0.1
    try await LiveServer.run(TestFolder(), limits: limits) { server in
      let person = try await server.forum.person("Ana")
      let thread = try await server.forum.thread(by: person)
      let other = try await server.forum.thread(by: person, title: "Altul")
      server.readers["ana"] = LiveReader(participant: person, role: .participant)
      let first = try await onThread { try Box(Listener(server)) }
      try await onThread { try first.value.subscribe("threads/\(thread)", after: server.forum.end) }
      // Two tabs of one person are one reader.
      let tabs = try await onThread { try (0..<2).map { _ in Box(try Listener(server, as: "ana")) } }
      try await onThread { for tab in tabs { try tab.value.subscribe("threads/\(thread)", after: 0) } }
      #expect(try await readers(first, become: 2))
      await onThread { tabs[0].value.close() }
      await onThread { tabs[1].value.close() }
      #expect(try await readers(first, become: 1))
      try await server.forum.post("în alt subiect", in: other, by: person)
      let position = try await onThread { try first.value.next("position")?.position }
      #expect(position == (try server.forum.end))
    }
  }

  private func readers(_ listener: Box<Listener>, become number: Int64) async throws -> Bool {
    try await onThread {
      while let message = try listener.value.next("presence", within: 5) {
        if message.json["readers"]?.integer == number { return true }
      }
      return false
    }
  }

  @Test func `what cannot be read is refused with its mark, and the connection goes on`() async throws {
    try await LiveServer.run(TestFolder()) { server in
      let answers: [[String]] = try await onThread {
        let listener = try Listener(server)
        return try [
          "not json", #"["op"]"#, #"{"op":"dance","id":"1"}"#, #"{"op":"subscribe","id":"2"}"#,
          #"{"op":"subscribe","id":"3","topic":"threads/1","after":-1}"#,
          #"{"op":"subscribe","id":"4","topic":"threads/1","as":"pdf"}"#,
          #"{"op":"subscribe","id":"5","topic":"threads/1","after":1.5}"#, #"{"op":"ping","id":"6"}"#,
        ].map {
          try listener.say($0)
          let answer = try listener.next("problem", "pong")
          return [answer?.json["id"]?.string ?? "-", answer?.json["problem"]?["code"]?.string ?? answer?.op ?? "nothing"]
        }
      }
      #expect(
        answers == [
          ["-", "body-invalid"], ["-", "body-invalid"], ["1", "field-invalid"], ["2", "field-invalid"], ["3", "field-invalid"],
          ["4", "field-invalid"], ["5", "field-invalid"], ["6", "pong"],
        ])
    }
  }

  @Test func `limits are kept`() async throws {
    var limits = LiveLimits()
    limits.topics = 3
    limits.operationBurst = 20
    limits.operationsPerSecond = 0
    try await LiveServer.run(TestFolder(), limits: limits) { server in
      let person = try await server.forum.person("Ana")
      var threads: [ThreadID] = []
      for number in 0..<4 { threads.append(try await server.forum.thread(by: person, title: "Subiectul \(number)")) }
      let words: [String?] = try await onThread { [threads] in
        let listener = try Listener(server)
        return try threads.map {
          try listener.subscribe("threads/\($0)")
          let answer = try listener.next("subscribed", "problem")
          return answer?.json["problem"]?["code"]?.string ?? answer?.op
        }
      }
      #expect(words == ["subscribed", "subscribed", "subscribed", "too-many-topics"])
      let flood = try await onThread { try Box(Listener(server)) }
      _ = await onThread { for _ in 0..<30 { try? flood.value.say(#"{"op":"ping"}"#) } }
      #expect(await closeCode(flood) == 1008)
      let long = try await onThread { try Box(Listener(server)) }
      try await onThread { try long.value.say(#"{"op":"ping","id":""# + String(repeating: "x", count: 5_000) + "\"}") }
      #expect(await closeCode(long) == 1009)
    }
  }

  @Test func `the subprotocol is ours or none`() async throws {
    try await LiveServer.run(TestFolder()) { server in
      for (offered, isTaken) in [(["sfat.v1"], true), ([], true), (["chat", "sfat.v1"], true), (["chat"], false)] {
        let isOpen = await onThread { (try? Listener(server, subprotocols: offered)) != nil }
        #expect(isOpen == isTaken)
      }
    }
  }
}
