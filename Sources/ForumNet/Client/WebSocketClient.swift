import COpenSSL
public import ForumWire

/// A blocking WebSocket client, for the terminal and for tests. Pings are answered while `receive` waits. Used by one thread at a time.
public final class WebSocketClient {
  /// Bytes of the longest message taken.
  public static let messageLimit = 64 << 20

  private let socket: ClientSocket
  private var session: WebSocket.Session
  private var waiting: [WebSocket.Event] = []
  private var ended: ClientError?
  private let timeout: Double
  /// The subprotocol the server chose.
  public let subprotocol: String?
  /// Whether permessage-deflate was agreed on.
  public let deflates: Bool

  /// Connects and shakes hands. `timeout` is for connecting and for each write, in seconds.
  public init(
    _ server: ServerURL, path: String, fields: HTTPFields = HTTPFields(), subprotocols: [String] = [], deflate: Bool = false,
    trust: CertificateTrust = .system, timeout: Double = 30
  ) throws(ClientError) {
    let deadline = ClientSocket.Deadline(seconds: timeout)
    self.timeout = timeout
    socket = try ClientSocket(to: server, trust: trust, deadline: deadline)
    var nonce = [UInt8](repeating: 0, count: 16)
    precondition(RAND_bytes(&nonce, 16) == 1, "no random bytes")
    var sent = fields
    sent.set("Host", server.authority)
    for (name, value) in WebSocket.Handshake.requestFields(nonce: nonce, subprotocols: subprotocols, deflate: deflate) {
      sent.set(name, value)
    }
    try socket.write(RequestEncoder.head(method: "GET", target: server.prefix + path, fields: sent), deadline)
    let (answer, early) = try Self.readAnswer(socket, deadline)
    let grant: WebSocket.Handshake.Grant
    do throws(WebSocket.HandshakeError) {
      grant = try WebSocket.Handshake.check(
        answer, nonce: nonce, subprotocols: subprotocols, deflate: deflate, sha1: Digest.sha1)
    } catch {
      throw .badHandshake(error)
    }
    subprotocol = grant.subprotocol
    deflates = grant.deflate != nil
    session = WebSocket.Session(
      role: .client, maximumMessage: Self.messageLimit,
      compression: grant.deflate.map {
        WebSocket.Compression(agreement: $0, deflater: Deflater(windowBits: $0.clientMaxWindowBits), inflater: Inflater())
      },
      makeMask: {
        var mask: UInt32 = 0
        withUnsafeMutableBytes(of: &mask) { bytes in
          let target = bytes.bindMemory(to: UInt8.self).baseAddress
          precondition(RAND_bytes(target, 4) == 1, "no random bytes")
        }
        return mask
      })
    waiting = session.receive(early)
  }

  private static func readAnswer(
    _ socket: ClientSocket, _ deadline: ClientSocket.Deadline
  ) throws(ClientError) -> (ResponseHead, early: [UInt8]) {
    var decoder = ResponseDecoder()
    decoder.expect("GET")
    var refusal: ResponseHead?
    var body: [UInt8] = []
    while true {
      let step: ResponseDecoder.Step
      do throws(ParseError) {
        step = try decoder.next()
      } catch {
        throw .badAnswer(error)
      }
      switch step {
      case .informational: continue
      case .head(let head):
        if head.status == 101 { return (head, decoder.takePending()) }
        refusal = head
      case .body(let piece): body += piece
      case .end: throw .refused(status: refusal?.status ?? 0, body: body)
      case .needMore:
        let bytes = try socket.read(deadline)
        if bytes.isEmpty {
          if let refusal { throw .refused(status: refusal.status, body: body) }
          throw .disconnected
        }
        decoder.append(bytes)
      }
    }
  }

  public func send(_ text: String) throws(ClientError) { try send(.text, Array(text.utf8)) }
  public func send(_ bytes: [UInt8]) throws(ClientError) { try send(.binary, bytes) }

  private func send(_ opcode: WebSocket.Opcode, _ bytes: [UInt8]) throws(ClientError) {
    if let ended { throw ended }
    try socket.write(session.encode(opcode, bytes), ClientSocket.Deadline(seconds: timeout))
  }

  /// Sends bytes as they are: for tests of what a server does with frames no session would make.
  func sendRaw(_ bytes: [UInt8]) throws(ClientError) { try socket.write(bytes, ClientSocket.Deadline(seconds: timeout)) }

  /// The next message; nil when none came within so many seconds. Throws `closed` when the connection was closed, `disconnected` when
  /// it was lost.
  public func receive(timeout seconds: Double) throws(ClientError) -> SocketMessage? {
    let deadline = ClientSocket.Deadline(seconds: seconds)
    while true {
      if let message = try nextWaiting() { return message }
      if let ended { throw ended }
      do throws(ClientError) {
        let bytes = try socket.read(deadline)
        if bytes.isEmpty {
          ended = .disconnected
        } else {
          waiting = session.receive(bytes)
        }
      } catch {
        if error == .timedOut { return nil }
        ended = error
      }
    }
  }

  private func nextWaiting() throws(ClientError) -> SocketMessage? {
    while !waiting.isEmpty {
      switch waiting.removeFirst() {
      case .message(.text, let bytes): return .text(String(decoding: bytes, as: UTF8.self))
      case .message(_, let bytes): return .binary(bytes)
      case .send(let bytes): try socket.write(bytes, ClientSocket.Deadline(seconds: timeout))
      case .closed(let code, let reason): ended = .closed(code: code?.rawValue, reason: reason)
      case .ping, .pong: break
      }
    }
    return nil
  }

  /// Closes: sends the close frame and waits for the server's, at most five seconds. Messages that still come are dropped.
  public func close(code: UInt16 = 1000, reason: String = "") {
    guard ended == nil else { return }
    do throws(ClientError) {
      try socket.write(session.close(WebSocket.CloseCode(code), reason: reason), ClientSocket.Deadline(seconds: 5))
      while try receive(timeout: 5) != nil {}
    } catch {
      ended = error
    }
  }
}
