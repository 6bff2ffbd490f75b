import ForumCore
import ForumNet
import ForumWire
private import Glibc

/// Topics over the WebSocket `/live`, resumed after every interruption from where they were: no event is missed and none comes
/// twice. Lives on the main thread and blocks it.
final class LiveFeed {
  /// What is listened to, and how far it came.
  struct Topic {
    let name: String
    /// Events after this are wanted; nil until the server says where the topic stands.
    var position: Int64?
    /// The log that the position belongs to.
    var log: String?
  }

  enum News {
    case connected
    /// The connection was lost; the next attempt is after so many seconds.
    case lost(Failure, seconds: Double)
    /// `raw` is the message as it came.
    case event(topic: String, position: Int64, type: String, data: JSONValue, raw: String)
    case presence(topic: String, readers: Int)
    /// What was missed cannot be told from the log; the topic goes on from now.
    case resync(topic: String)
  }

  /// Silence of the server after which it is asked whether it is there, in seconds; as long again, and it counts as lost.
  static let patience = 25.0

  private let client: ForumClient
  private var topics: [Topic]

  init(_ client: ForumClient, _ topics: [Topic]) {
    self.client = client
    self.topics = topics
  }

  /// Gives news to `handle` until it answers false. Throws when the server refuses, or cannot be reached the first time.
  func run(_ handle: (News) throws -> Bool) throws {
    var attempt = 0
    var hasBeenConnected = false
    while true {
      let failure: Failure
      switch connect() {
      case .success(let socket):
        attempt = 0
        hasBeenConnected = true
        guard try handle(.connected), let lost = try listen(socket, handle) else {
          socket.close()
          return
        }
        failure = lost
      case .failure(let error):
        failure = Failure(error)
        guard hasBeenConnected, failure.code == .unavailable || failure.code == .tryAgain else { throw failure }
      }
      attempt += 1
      let wait = Retry.backOff(attempt)
      guard try handle(.lost(failure, seconds: wait)) else { return }
      usleep(UInt32(wait * 1_000_000))
    }
  }

  private func connect() -> Result<WebSocketClient, ClientError> {
    do throws(ClientError) {
      let socket = try WebSocketClient(
        client.server, path: "/live", fields: client.fields, subprotocols: ["sfat.v1"], deflate: true, trust: client.trust)
      for (index, topic) in topics.enumerated() {
        var message: JSONObject = [
          "op": "subscribe", "id": .string(String(index)), "topic": .string(topic.name), "as": "json",
        ]
        if let position = topic.position { message["after"] = .integer(position) }
        if let log = topic.log { message["log"] = .string(log) }
        try socket.send(String(decoding: JSONValue.object(message).bytes, as: UTF8.self))
      }
      return .success(socket)
    } catch {
      return .failure(error)
    }
  }

  /// Reads until the connection is lost, and says how; nil when `handle` has had enough.
  private func listen(_ socket: WebSocketClient, _ handle: (News) throws -> Bool) throws -> Failure? {
    var isAsked = false
    while true {
      switch receive(socket) {
      case .failure(let error): return Failure(error)
      case .success(.text(let text)):
        isAsked = false
        guard try take(text, handle) else { return nil }
      case .success(.binary): isAsked = false
      case .success(nil):
        if isAsked { return Failure(ClientError.timedOut) }
        isAsked = true
        if let error = send(#"{"op":"ping"}"#, to: socket) { return Failure(error) }
      }
    }
  }

  private func receive(_ socket: WebSocketClient) -> Result<SocketMessage?, ClientError> {
    do throws(ClientError) {
      return .success(try socket.receive(timeout: Self.patience))
    } catch {
      return .failure(error)
    }
  }

  private func send(_ text: String, to socket: WebSocketClient) -> ClientError? {
    do throws(ClientError) {
      try socket.send(text)
      return nil
    } catch {
      return error
    }
  }

  private func take(_ text: String, _ handle: (News) throws -> Bool) throws -> Bool {
    let limits = JSONLimits(size: WebSocketClient.messageLimit, depth: 32, allowsFractions: true)
    guard let message = try? JSONParser.parse(Array(text.utf8), limits: limits) else { return true }
    let topic = message["topic"]?.string ?? ""
    switch message["op"]?.string {
    case "event":
      guard let position = message["position"]?.integer else { return true }
      // A topic resumed by two subscriptions at once would be told twice; once is enough.
      if let known = topics.first(where: { $0.name == topic })?.position, position <= known { return true }
      update(topic, position: position)
      return try handle(
        .event(topic: topic, position: position, type: message["type"]?.string ?? "", data: message["data"] ?? [:], raw: text))
    case "subscribed":
      if topics.first(where: { $0.name == topic })?.position == nil { update(topic, position: message["position"]?.integer) }
      update(topic, log: message["log"]?.string)
    case "position": update(topic, position: message["position"]?.integer)
    case "presence": return try handle(.presence(topic: topic, readers: message["readers"]?.integer.map { Int($0) } ?? 0))
    case "resync":
      update(topic, position: message["position"]?.integer)
      update(topic, log: message["log"]?.string)
      return try handle(.resync(topic: topic))
    case "problem":
      let problem = message["problem"]
      throw Failure(problem: problem, status: problem?["status"]?.integer.map { Int($0) } ?? 400)
    default: break
    }
    return true
  }

  private func update(_ name: String, position: Int64?) {
    guard let position, let index = topics.firstIndex(where: { $0.name == name }) else { return }
    topics[index].position = position
  }

  private func update(_ name: String, log: String?) {
    guard let log, let index = topics.firstIndex(where: { $0.name == name }) else { return }
    topics[index].log = log
  }
}
