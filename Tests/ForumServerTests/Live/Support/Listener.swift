import ForumCore
import ForumNet
import ForumWire
import Foundation

/// A client of `/live`. Blocks; used by one thread.
final class Listener {
  private let client: WebSocketClient
  /// The protocol's word, position and all of the last messages.
  struct Message {
    let json: JSONValue
    var op: String { json["op"]?.string ?? "" }
    var position: Position? { json["position"]?.integer }
    var topic: String? { json["topic"]?.string }
    var status: Int64? { json["problem"]?["status"]?.integer }
  }

  init(_ server: LiveServer, as reader: String? = nil, subprotocols: [String] = ["sfat.v1"], deflate: Bool = false) throws {
    var fields = HTTPFields()
    if let reader { fields.add("X-Reader", reader) }
    client = try WebSocketClient(server.url, path: "/live", fields: fields, subprotocols: subprotocols, deflate: deflate)
  }

  /// Whether permessage-deflate was agreed on.
  var deflates: Bool { client.deflates }

  func say(_ text: String) throws { try client.send(text) }

  func subscribe(_ topic: String, after: Position? = nil, as format: String = "json", log: String? = nil) throws {
    var wish: JSONObject = ["op": "subscribe", "id": "s", "topic": .string(topic), "as": .string(format), "lang": "ro"]
    if let after { wish["after"] = .integer(after) }
    if let log { wish["log"] = .string(log) }
    try client.send(String(decoding: JSONValue.object(wish).bytes, as: UTF8.self))
  }

  /// The next message of any kind; nil when none comes in time.
  func next(_ seconds: Double = 10) throws -> Message? {
    guard case .text(let text)? = try client.receive(timeout: seconds) else { return nil }
    return Message(json: try JSONParser.parse(Array(text.utf8)))
  }

  /// The next message with one of these words; others are passed over.
  func next(_ op: String..., within seconds: Double = 10) throws -> Message? {
    let end = Date().addingTimeInterval(seconds)
    while true {
      guard let message = try next(max(0.01, end.timeIntervalSinceNow)) else { return nil }
      if op.contains(message.op) { return message }
    }
  }

  /// Positions of the topic's events until one of them, or until nothing comes any more.
  func positions(until last: Position, within seconds: Double = 20) throws -> [Position] {
    var positions: [Position] = []
    while positions.last ?? 0 < last, let message = try next("event", within: seconds), let position = message.position {
      positions.append(position)
    }
    return positions
  }

  func close() { client.close() }
}

/// What people do in these tests.
extension Forum {
  func person(_ name: String) async throws -> ParticipantID {
    let registration = Registration(
      name: name, email: "\(UUID().uuidString)@exemplu.ro", passwordHash: "$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA",
      language: "ro")
    return ParticipantID(try await execute(.registerParticipant(registration), by: .visitor).positions[0])
  }

  func thread(by person: ParticipantID, title: String = "Transport școlar") async throws -> ThreadID {
    let thread = NewThread(
      space: "education", kind: .discussion, territory: "RO", title: title, body: "Cum facem?", language: "ro")
    return ThreadID(try await execute(.openThread(thread), by: .signedIn(person)).positions[0])
  }

  @discardableResult
  func post(_ body: String, in thread: ThreadID, by person: ParticipantID) async throws -> PostID {
    let receipt = try await execute(
      .publishPost(thread: thread, parent: nil, body: body, language: "ro"), by: .signedIn(person))
    return PostID(receipt.position)
  }

  /// Every position of a topic after one: what a subscriber must get.
  func positions(_ topic: String, after: Position = 0) throws -> [Position] {
    try read { try $0.events(topic: topic, after: after, limit: 100_000).map(\.position) }
  }

  var end: Position { get throws { try read { try $0.position } } }
}
