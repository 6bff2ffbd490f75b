public import ForumWire

/// A whole answer, as a client got it.
public struct ClientResponse: Sendable {
  public let status: Int
  public let fields: HTTPFields
  public let body: [UInt8]

  public var text: String { String(decoding: body, as: UTF8.self) }
}

/// A blocking HTTP/1.1 client of one server, for the terminal and for tests. It keeps its connection between requests, follows no
/// redirects and keeps no cookies. Used by one thread at a time.
public final class HTTPClient {
  /// Bytes of the longest answer taken.
  public static let answerLimit = 256 << 20

  public let server: ServerURL
  private let trust: CertificateTrust
  /// Seconds for one request, from connecting to the answer's last byte.
  public var timeout: Double
  private var socket: ClientSocket?

  public init(_ server: ServerURL, trust: CertificateTrust = .system, timeout: Double = 30) {
    self.server = server
    self.trust = trust
    self.timeout = timeout
  }

  /// Sends a request and waits for the whole answer. `path` is percent-encoded, begins with `/` and may have a query; `Host` and the
  /// body's length are added. A request that a kept connection lost is sent once more when that is safe: the method is idempotent, or
  /// an `Idempotency-Key` makes it so.
  public func request(
    _ method: String, _ path: String, fields: HTTPFields = HTTPFields(), body: [UInt8] = []
  ) throws(ClientError) -> ClientResponse {
    let isSafeToRepeat =
      ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"].contains(method) || fields.contains("Idempotency-Key")
    let deadline = ClientSocket.Deadline(seconds: timeout)
    if let kept = socket {
      do throws(ClientError) {
        return try exchange(kept, method, path, fields, body, deadline)
      } catch {
        socket = nil
        guard error == .disconnected, isSafeToRepeat else { throw error }
      }
    }
    let fresh = try ClientSocket(to: server, trust: trust, deadline: deadline)
    return try exchange(fresh, method, path, fields, body, deadline)
  }

  private func exchange(
    _ connection: ClientSocket, _ method: String, _ path: String, _ fields: HTTPFields, _ body: [UInt8],
    _ deadline: ClientSocket.Deadline
  ) throws(ClientError) -> ClientResponse {
    socket = nil
    var sent = fields
    sent.set("Host", server.authority)
    let hasBody = !body.isEmpty || ["POST", "PUT", "PATCH"].contains(method)
    let head = RequestEncoder.head(
      method: method, target: server.prefix + path, fields: sent, length: hasBody ? .length(body.count) : .none)
    try connection.write(head + body, deadline)
    var decoder = ResponseDecoder()
    decoder.expect(method)
    var answer: ResponseHead?
    var received: [UInt8] = []
    while true {
      let step: ResponseDecoder.Step
      do throws(ParseError) {
        step = try decoder.next(bodyLimit: Self.answerLimit)
      } catch {
        throw .badAnswer(error)
      }
      switch step {
      case .informational: continue
      case .head(let head): answer = head
      case .body(let piece): if received.isEmpty { received = piece } else { received += piece }
      case .end:
        guard let answer else { throw .disconnected }
        if decoder.keepAlive { socket = connection }
        return ClientResponse(status: answer.status, fields: answer.fields, body: received)
      case .needMore:
        let bytes = try connection.read(deadline)
        if !bytes.isEmpty {
          decoder.append(bytes)
          continue
        }
        // Only the end of the connection ends an answer without a length.
        guard let answer, case .end? = try? decoder.finish() else { throw .disconnected }
        return ClientResponse(status: answer.status, fields: answer.fields, body: received)
      }
    }
  }
}
