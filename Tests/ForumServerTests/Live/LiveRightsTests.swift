import ForumCore
import ForumNet
import Testing

@testable import ForumServer

/// Who may hear what, and what happens when that changes.
@Suite(.serialized)
struct LiveRightsTests {
  @Test func `topics are refused to who may not hear them, and the rest goes on`() async throws {
    try await LiveServer.run(TestFolder()) { server in
      let person = try await server.forum.person("Ana")
      let thread = try await server.forum.thread(by: person)
      server.readers["ana"] = LiveReader(participant: person, role: .participant)
      let guest: [Int64?] = try await onThread {
        let listener = try Listener(server)
        return try ["moderation", "me", "threads/999999", "organisations/1", "spaces/none", "elsewhere", "threads/01"].map {
          try listener.subscribe($0, after: 0)
          return try listener.next("problem", "subscribed")?.status
        }
      }
      #expect(guest == [401, 401, 404, 404, 404, 404, 404])
      let known: [String?] = try await onThread {
        let listener = try Listener(server, as: "ana")
        return try ["moderation", "me", "threads/\(thread)"].map {
          try listener.subscribe($0, after: 0)
          let answer = try listener.next("problem", "subscribed")
          return answer?.status.map(String.init) ?? answer?.op
        }
      }
      #expect(known == ["403", "subscribed", "subscribed"])
    }
  }

  @Test func `who becomes moderator is told to fetch anew, and who is no longer one loses the topic`() async throws {
    try await LiveServer.run(TestFolder()) { server in
      let person = try await server.forum.person("Ana")
      let thread = try await server.forum.thread(by: person)
      server.readers["ana"] = LiveReader(participant: person, role: .participant)
      let listener = try await onThread { try Box(Listener(server, as: "ana")) }
      try await onThread {
        try listener.value.subscribe("threads/\(thread)", after: 0, as: "html")
        try listener.value.subscribe("me", after: 0)
      }
      _ = try await onThread { try listener.value.next("subscribed") }
      try await server.forum.execute(.grantRole(person, .moderator), by: .system)
      let resync = try await onThread { try listener.value.next("resync") }
      #expect(resync?.op == "resync")
      try await onThread {
        while let message = try listener.value.next("resync", within: 0.3) { #expect(message.op == "resync") }
        try listener.value.subscribe("moderation")
      }
      #expect(try await onThread { try listener.value.next("subscribed", "problem")?.op } == "subscribed")
      try await server.forum.execute(.grantRole(person, .participant), by: .system)
      let ended = try await onThread { try listener.value.next("problem").map { [$0.topic ?? "", String($0.status ?? 0)] } }
      #expect(ended == ["moderation", "403"])
      let post = try await server.forum.post("încă aici", in: thread, by: person)
      let got = try await onThread { try listener.value.positions(until: post.rawValue).last }
      #expect(got == post.rawValue)
    }
  }

  @Test func `an ended session closes its sockets, and no others`() async throws {
    var limits = LiveLimits()
    limits.credentialInterval = 0.2
    try await LiveServer.run(TestFolder(), limits: limits) { server in
      let person = try await server.forum.person("Ana")
      let hashes: [[UInt8]] = (1...3).map { [UInt8](repeating: $0, count: 32) }
      for (index, hash) in hashes.enumerated() {
        try await server.forum.execute(.startSession(NewSession(hash: hash, participant: person)), by: .system)
        server.readers["s\(index)"] = LiveReader(participant: person, role: .participant, credential: .session(hash: hash))
      }
      let listeners = try await onThread { try (0..<3).map { Box(try Listener(server, as: "s\($0)")) } }
      try await onThread { for listener in listeners { try listener.value.say(#"{"op":"ping","id":7}"#) } }
      for listener in listeners { #expect(try await onThread { try listener.value.next("pong")?.json["id"]?.string } == "7") }
      // One is ended here and said so; one by another process, which nobody tells us of.
      server.live.sessionEnded(hash: hashes[0])
      #expect(await closeCode(listeners[0]) == 4401)
      try await server.forum.execute(.endSession(hash: hashes[1]), by: .system)
      #expect(await closeCode(listeners[1]) == 4401)
      try await onThread { try listeners[2].value.say(#"{"op":"ping"}"#) }
      #expect(try await onThread { try listeners[2].value.next("pong")?.op } == "pong")
    }
  }

  @Test func `an old event of a hidden post shows a marked place`() async throws {
    try await LiveServer.run(TestFolder()) { server in
      let person = try await server.forum.person("Ana")
      let moderator = try await server.forum.person("Mara")
      try await server.forum.execute(.grantRole(moderator, .moderator), by: .system)
      let thread = try await server.forum.thread(by: person)
      let post = try await server.forum.post("date personale", in: thread, by: person)
      try await server.forum.execute(.hidePost(post, reason: "Date personale."), by: .signedIn(moderator))
      let events = try await onThread {
        let listener = try Listener(server)
        try listener.subscribe("threads/\(thread)", after: post.rawValue - 1)
        return try (0..<2).map { _ in try listener.next("event")?.json }
      }
      #expect(events.map { $0?["type"]?.string } == ["post.published", "post.hidden"])
      for event in events {
        #expect(event?["data"]?["state"]?.string == "hidden")
        #expect(event?["data"]?["body"] == .null)
      }
    }
  }
}

/// The code a connection is closed with; nil when it is not.
func closeCode(_ listener: Box<Listener>) async -> UInt16? {
  await onThread {
    do {
      while try listener.value.next(5) != nil {}
    } catch ClientError.closed(let code, _) {
      return code
    } catch {}
    return nil
  }
}
