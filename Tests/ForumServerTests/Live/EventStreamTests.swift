import ForumCore
import ForumNet
import ForumWire
import Foundation
import Glibc
import Testing

@testable import ForumServer

/// The same topics as Server-Sent Events.
@Suite(.serialized)
struct EventStreamTests {
  @Test func `a stream begins after its position and resumes after the last id`() async throws {
    try await LiveServer.run(TestFolder()) { server in
      let person = try await server.forum.person("Ana")
      let thread = try await server.forum.thread(by: person)
      let topic = "threads/\(thread)"
      let after = try server.forum.end
      for number in 0..<100 { try await server.forum.post("mesaj \(number)", in: thread, by: person) }
      let expected = try server.forum.positions(topic, after: after)
      let first = try await onThread {
        let stream = try RawStream(server.url, "/live/events?topic=\(topic)&after=\(after)")
        return try stream.events(40)
      }
      #expect(first.map(\.id) == Array(expected.prefix(40)))
      #expect(first.allSatisfy { $0.name == nil && $0.data["op"] == "event" })
      let resumed = try await onThread { [last = first[39].id!] in
        Box(try RawStream(server.url, "/live/events?topic=\(topic)&after=\(after)", lastEventID: String(last)))
      }
      try await server.forum.post("și încă unul", in: thread, by: person)
      let rest = try await onThread { try resumed.value.events(61) }
      #expect(rest.map(\.id) == (try server.forum.positions(topic, after: expected[39])))
    }
  }

  @Test func `presence has no id, and what may not be heard is refused before the stream`() async throws {
    var limits = LiveLimits()
    limits.presenceInterval = 0.1
    try await LiveServer.run(TestFolder(), limits: limits) { server in
      let person = try await server.forum.person("Ana")
      let thread = try await server.forum.thread(by: person)
      let (head, presence) = try await onThread {
        let stream = try RawStream(server.url, "/live/events?topic=threads/\(thread)")
        return (stream.head, try stream.next("presence"))
      }
      #expect(head.hasPrefix("HTTP/1.1 200") && head.lowercased().contains("text/event-stream"))
      #expect(presence?.id == nil)
      #expect(presence?.data["readers"] == 1)
      for (path, status) in [
        ("?topic=moderation", 401), ("?topic=threads/99999", 404), ("", 400), ("?topic=threads/\(thread)&after=x", 400),
        ("?topic=threads/\(thread)&as=pdf", 400),
      ] {
        let answer = try await onThread { try HTTPClient(server.url).request("GET", "/live/events" + path).status }
        #expect(answer == status, "\(path)")
      }
    }
  }
}

/// An event stream, read from a socket of its own. Blocks.
final class RawStream {
  struct Event {
    var name: String?
    var id: Position?
    var data: JSONValue
  }

  let head: String
  private let input: FileHandle
  private var buffer = ""

  init(_ url: ServerURL, _ target: String, lastEventID: String? = nil) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = url.port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
    #expect(connected == 0)
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    input = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var request = "GET \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n"
    if let lastEventID { request += "Last-Event-ID: \(lastEventID)\r\n" }
    try input.write(contentsOf: Data((request + "\r\n").utf8))
    var head = ""
    while !head.contains("\r\n\r\n") {
      guard let byte = try input.read(upToCount: 1), !byte.isEmpty else { break }
      head += String(decoding: byte, as: UTF8.self)
    }
    self.head = head
  }

  /// The next event; comments and `retry` are passed over.
  func next() throws -> Event? {
    while true {
      while !buffer.contains("\n\n") {
        var chunk = [UInt8](repeating: 0, count: 16_384)
        let count = read(input.fileDescriptor, &chunk, chunk.count)
        if count <= 0 { return nil }
        pending += chunk[..<count]
        buffer += takeText()
      }
      let end = buffer.range(of: "\n\n")!
      let block = buffer[..<end.lowerBound]
      buffer = String(buffer[end.upperBound...])
      var event = Event(data: .null)
      for line in block.split(separator: "\n") {
        if line.hasPrefix("event: ") { event.name = String(line.dropFirst(7)) }
        if line.hasPrefix("id: ") { event.id = Position(line.dropFirst(4)) }
        if line.hasPrefix("data: ") { event.data = try JSONParser.parse(Array(line.dropFirst(6).utf8)) }
      }
      if event.data != .null { return event }
    }
  }

  private var pending: [UInt8] = []

  /// What is whole of the pending bytes as text: a character may be cut at the end.
  private func takeText() -> String {
    let last = pending.lastIndex { $0 == UInt8(ascii: "\n") }.map { $0 + 1 } ?? 0
    defer { pending.removeFirst(last) }
    return String(decoding: pending[..<last], as: UTF8.self)
  }

  func next(_ name: String) throws -> Event? {
    while let event = try next() { if event.name == name { return event } }
    return nil
  }

  /// So many events of the log.
  func events(_ count: Int) throws -> [Event] {
    var events: [Event] = []
    while events.count < count, let event = try next() { if event.name == nil { events.append(event) } }
    return events
  }
}
