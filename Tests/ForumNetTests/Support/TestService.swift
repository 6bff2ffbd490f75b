import Dispatch
import ForumNet
import ForumWire
import Synchronization

/// What the tests' server serves: a little of everything.
final class TestService: Service {
  static let page = SharedBytes([UInt8](repeating: UInt8(ascii: "x"), count: 20_000))
  static let bodyLimit = 1 << 20

  let echo = EchoEndpoint()
  let feed: FeedEndpoint
  let slowRequests = Atomic(0)
  /// What `/hold` waits at, keeping its worker.
  let gate = DispatchSemaphore(value: 0)

  init(log: TestLog, workers: WorkerPool) { feed = FeedEndpoint(log: log, workers: workers) }

  func bodyLimit(for head: RequestHead) -> Int { head.path == "/small" ? 1000 : Self.bodyLimit }

  func immediate(_ request: Request) -> Answer? {
    switch request.head.path {
    case "/now": .response(.text(200, "now"))
    case "/page": .response(Response(status: 200, fields: ["Content-Type": "text/plain"], body: .shared(Self.page)))
    case "/at-once": .webSocket(WebSocketAcceptance(endpoint: echo))
    default: nil
    }
  }

  func respond(to request: Request) async -> Answer {
    switch request.head.path {
    case "/echo", "/small":
      return .response(Response(status: 200, fields: ["Content-Type": "application/octet-stream"], body: .bytes(request.body)))
    case "/empty": return .response(Response(status: 204))
    case "/same": return .response(Response(status: 304, fields: ["ETag": "\"1\""], body: .bytes([1, 2, 3])))
    case "/slow":
      slowRequests.add(1, ordering: .relaxed)
      try? await Task.sleep(for: .milliseconds(Int(request.head.query ?? "") ?? 100))
      return .response(.text(200, "slow " + (request.head.query ?? "")))
    case "/hold":
      hold()
      return .response(.text(200, "held"))
    case "/socket":
      return .webSocket(WebSocketAcceptance(deflate: true, maximumMessage: 20 << 20, endpoint: echo))
    case "/short":
      return .webSocket(WebSocketAcceptance(subprotocol: "test.v1", maximumMessage: 100, endpoint: echo))
    case "/feed":
      return .webSocket(WebSocketAcceptance(endpoint: feed, context: Int64(request.head.query ?? "") ?? 0))
    case "/events":
      return .eventStream(
        EventStreamAcceptance(fields: ["X-Test": "1"], endpoint: feed, context: Int64(request.head.query ?? "") ?? 0))
    default: return .response(.text(404, "nothing here"))
    }
  }

  private func hold() { gate.wait() }

  func response(to error: ParseError, of head: RequestHead?) -> Response { .text(error.status, error.reason) }
}

/// Sends every message back; keeps count of what it was told.
final class EchoEndpoint: SocketEndpoint {
  let opened = Atomic(0)
  let closed = Atomic(0)

  func opened(_ id: ConnectionID, context: any Sendable, on loop: Loop) { opened.add(1, ordering: .relaxed) }

  func received(_ message: SocketMessage, from id: ConnectionID, on loop: Loop) {
    switch message {
    case .text("please close"): loop.close(id, code: 4001, reason: "as asked")
    default: loop.send(message, to: id)
    }
  }

  func closed(_ id: ConnectionID, on loop: Loop) { closed.add(1, ordering: .relaxed) }
  func fellBehind(_ id: ConnectionID, ring: RingKey, after position: Int64, on loop: Loop) {}
}
