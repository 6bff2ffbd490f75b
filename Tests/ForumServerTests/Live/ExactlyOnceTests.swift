import ForumCore
import ForumNet
import Testing

@testable import ForumServer

/// Every event after a position, once and in order: before, during and after subscribing, whoever is slow, whatever restarts.
@Suite(.serialized)
struct ExactlyOnceTests {
  @Test func `whenever one subscribes while others post, every event comes once and in order`() async throws {
    let folder = try TestFolder()
    try await LiveServer.run(folder) { server in
      let forum = server.forum
      let person = try await forum.person("Ana")
      let thread = try await forum.thread(by: person)
      let topic = "threads/\(thread)"
      let posters = (0..<4).map { number in
        Task {
          for index in 0..<60 { try await forum.post("mesaj \(number).\(index)", in: thread, by: person) }
        }
      }
      // Each joins at another moment, from another position, as another audience of the same frames.
      let listeners = (0..<16).map { number in
        Task {
          try await Task.sleep(for: .milliseconds(number * 15))
          let head = try forum.end
          let after = [0, head, max(0, head - 3), head / 2][number % 4]
          let listener = try await onThread { try Box(Listener(server, deflate: number % 2 == 0)) }
          try await onThread { try listener.value.subscribe(topic, after: after, as: number % 3 == 0 ? "html" : "json") }
          return (listener, after)
        }
      }
      for poster in posters { try await poster.value }
      let last = try #require(try forum.positions(topic).last)
      for task in listeners {
        let (listener, after) = try await task.value
        let got = try await onThread { try listener.value.positions(until: last) }
        #expect(got == (try forum.positions(topic, after: after)))
        let more = try await onThread { try listener.value.next("event", within: 0.1)?.position }
        #expect(more == nil)
      }
    }
  }

  @Test func `a subscription resumes where it was after the server was restarted, however much was missed`() async throws {
    let folder = try TestFolder()
    var person = ParticipantID(0)
    var thread = ThreadID(0)
    var seen: Position = 0
    try await LiveServer.run(folder) { server in
      person = try await server.forum.person("Ana")
      thread = try await server.forum.thread(by: person)
      seen = try server.forum.end
    }
    try await LiveServer.run(folder) { server in
      for number in 0..<300 { try await server.forum.post("lipsă \(number)", in: thread, by: person) }
    }
    try await LiveServer.run(folder) { [thread, person, seen] server in
      let listener = try await onThread { try Box(Listener(server)) }
      try await onThread { try listener.value.subscribe("threads/\(thread)", after: seen) }
      for number in 0..<20 { try await server.forum.post("acum \(number)", in: thread, by: person) }
      let expected = try server.forum.positions("threads/\(thread)", after: seen)
      #expect(expected.count == 320)
      let got = try await onThread { try listener.value.positions(until: expected.last ?? 0) }
      #expect(got == expected)
    }
  }

  @Test func `a reader who takes nothing for a while misses nothing, and nobody waits for it`() async throws {
    let folder = try TestFolder()
    let small: (inout ServerOptions) -> Void = {
      $0.ringFrames = 16
      $0.ringBytes = 200_000
      $0.outQueueBytes = 400_000
      // Under a sanitizer the posts take longer than a reader may be silent.
      $0.pingInterval = 600
    }
    try await LiveServer.run(folder, loops: 1, small) { server in
      let person = try await server.forum.person("Ana")
      let thread = try await server.forum.thread(by: person)
      let after = try server.forum.end
      let (slow, quick) = try await onThread { (Box(try Listener(server)), Box(try Listener(server))) }
      try await onThread {
        try slow.value.subscribe("threads/\(thread)", after: after)
        try quick.value.subscribe("threads/\(thread)", after: after)
      }
      let text = String(repeating: "Un text destul de lung, ca să se umple ce așteaptă. ", count: 300)
      for _ in 0..<600 { try await server.forum.post(text, in: thread, by: person) }
      let expected = try server.forum.positions("threads/\(thread)", after: after)
      let first = try await onThread { try quick.value.positions(until: expected.last ?? 0) }
      #expect(first == expected)
      let late = try await onThread { try slow.value.positions(until: expected.last ?? 0) }
      #expect(late == expected)
    }
  }

  @Test func `what another process writes into the same folder comes too`() async throws {
    let folder = try TestFolder()
    try await LiveServer.run(folder) { server in
      let person = try await server.forum.person("Ana")
      let thread = try await server.forum.thread(by: person)
      let after = try server.forum.end
      let other = try await Forum.open(.folder(folder.path), assets: AssetLocation.find())
      let listener = try await onThread { try Box(Listener(server)) }
      try await onThread {
        try listener.value.subscribe("threads/\(thread)", after: after)
        _ = try listener.value.next("subscribed")
      }
      for number in 0..<5 {
        try await other.post("de alături \(number)", in: thread, by: person)
        try await server.forum.post("de aici \(number)", in: thread, by: person)
      }
      try await other.post("ultimul, de alături", in: thread, by: person)
      let expected = try server.forum.positions("threads/\(thread)", after: after)
      #expect(expected.count == 11)
      let got = try await onThread { try listener.value.positions(until: expected.last ?? 0, within: 5) }
      #expect(got == expected)
      await other.close()
    }
  }

  @Test func `one connection listens to many topics, each complete`() async throws {
    let folder = try TestFolder()
    try await LiveServer.run(folder) { server in
      let person = try await server.forum.person("Ana")
      var threads: [ThreadID] = []
      for number in 0..<8 { threads.append(try await server.forum.thread(by: person, title: "Subiectul \(number)")) }
      for number in 0..<400 { try await server.forum.post("mesaj \(number)", in: threads[number % 8], by: person) }
      let topics = threads.map { "threads/\($0)" } + ["spaces/education"]
      let listener = try await onThread { try Box(Listener(server)) }
      try await onThread { for topic in topics { try listener.value.subscribe(topic, after: 0) } }
      for number in 0..<16 { try await server.forum.post("încă \(number)", in: threads[number % 8], by: person) }
      var expected: [String: [Position]] = [:]
      for topic in topics { expected[topic] = try server.forum.positions(topic) }
      let total = expected.values.reduce(0) { $0 + $1.count }
      let got = try await onThread {
        var got: [String: [Position]] = [:]
        var count = 0
        while count < total, let message = try listener.value.next("event"), let topic = message.topic,
          let position = message.position
        {
          got[topic, default: []].append(position)
          count += 1
        }
        return got
      }
      #expect(got == expected)
    }
  }
}

/// Carries a thread-bound object from one test thread to the next, never two at once.
final class Box<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}
