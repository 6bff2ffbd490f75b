import ForumCore
import ForumNet
import ForumWire

/// Where requests become lasting connections: who asks and from where is checked here, the rest is the live service's.
extension Application {
  func listen(_ exchange: Exchange) throws(Problem) -> Answer {
    try requireOurOrigin(exchange)
    // A WebSocket is opened by GET alone (RFC 6455, 4.1); HEAD is told what GET without an upgrade is.
    guard exchange.method == "GET", exchange.request.head.wantsWebSocket else { throw Problem(.upgradeRequired) }
    return try live.webSocket(exchange.request, reader: reader(exchange), locale: exchange.locale)
  }

  func listenToEvents(_ exchange: Exchange) throws(Problem) -> Answer {
    try requireOurOrigin(exchange)
    do {
      return try live.eventStream(
        exchange.request, query: exchange.query ?? .empty, reader: reader(exchange), locale: exchange.locale)
    } catch let problem as Problem {
      throw problem
    } catch let error as DatabaseError {
      throw Problem(error)
    } catch {
      throw Problem(.internalError)
    }
  }

  /// RFC 6455, 10.2: a browser says where the page came from that opens the connection; it must be ours, exactly.
  private func requireOurOrigin(_ exchange: Exchange) throws(Problem) {
    if CrossSiteGuard.isForeign(exchange.request.head.fields, ours: exchange.origin) { throw Problem(.originForeign) }
  }

  private func reader(_ exchange: Exchange) -> LiveReader {
    let credential: LiveReader.Credential? =
      switch exchange.identity {
      case .guest: nil
      case .session(let hash, _): .session(hash: hash)
      case .bearer(_, let hash): .token(hash: hash)
      }
    var reader = LiveReader(participant: exchange.participant, role: exchange.identity.role, credential: credential)
    switch exchange.identity {
    case .guest: break
    case .session(_, let session): reader.limit = session.limit
    case .bearer(let token, _): reader.limit = token.limit
    }
    return reader
  }

  /// The echo of the test mode: any origin, no sign-in.
  func echo(_ exchange: Exchange) -> Answer {
    let request = exchange.request
    if request.head.wantsWebSocket {
      return .webSocket(
        WebSocketAcceptance(deflate: true, maximumMessage: Self.echoBound, endpoint: EchoEndpoint.shared))
    }
    guard request.head.method == "POST" else { return .response(finish(tell(Problem(.upgradeRequired), exchange), exchange)) }
    var reply = Reply(200, type: request.head.fields["Content-Type"] ?? "application/octet-stream", body: request.body)
    reply.fields.add("Cache-Control", "no-store")
    return .response(finish(reply, exchange))
  }
}

/// Sends every message back as it came.
private final class EchoEndpoint: SocketEndpoint {
  static let shared = EchoEndpoint()

  func opened(_ id: ConnectionID, context: any Sendable, on loop: Loop) {}
  func received(_ message: SocketMessage, from id: ConnectionID, on loop: Loop) { loop.send(message, to: id) }
  func closed(_ id: ConnectionID, on loop: Loop) {}
  func fellBehind(_ id: ConnectionID, ring: RingKey, after position: Int64, on loop: Loop) {}
}
