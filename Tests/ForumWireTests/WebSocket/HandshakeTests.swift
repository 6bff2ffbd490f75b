import ForumWire
import Testing

@Suite struct HandshakeTests {
  /// SHA-1 of the one input of RFC 6455 §1.3; for any other input a value that differs with it.
  private static func sha1(_ input: [UInt8]) -> [UInt8] {
    input == bytes("dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
      ? hex("b37a4f2cc0624f1690f64606cf385945b2bec4ea") : Array(input.prefix(20))
  }

  private func head(_ changes: [(String, String?)] = [], method: String = "GET", version: String = "HTTP/1.1") throws
    -> RequestHead
  {
    var fields: HTTPFields = [
      "Host": "a.example", "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Origin": "https://a.example",
    ]
    for (name, value) in changes { fields[name] = value }
    let text = "\(method) /live \(version)\r\n" + fields.map { "\($0.name): \($0.value)\r\n" }.joined() + "\r\n"
    var decoder = RequestDecoder()
    decoder.append(bytes(text))
    guard case .head(let head) = try decoder.next() else { throw ParseError.truncated }
    return head
  }

  @Test func `the RFC's example is accepted with the RFC's value`() throws {
    let offer = try WebSocket.Handshake.check(
      try head([("Sec-WebSocket-Protocol", "chat, sfat.v1"), ("Sec-WebSocket-Extensions", "permessage-deflate")]))
    #expect(offer.subprotocols == ["chat", "sfat.v1"])
    #expect(offer.origin == "https://a.example")
    let deflate = try #require(PermessageDeflate.accept(offer.extensions))
    let answer = WebSocket.Handshake.answer(offer, subprotocol: "sfat.v1", extensions: deflate.field, sha1: Self.sha1)
    #expect(answer.status == 101)
    #expect(answer.fields["Sec-WebSocket-Accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    #expect(answer.fields["Sec-WebSocket-Protocol"] == "sfat.v1")
    #expect(answer.fields["Sec-WebSocket-Extensions"] == "permessage-deflate")
  }

  @Test(
    arguments: [
      ("Sec-WebSocket-Version", "12", WebSocket.HandshakeError.badVersion), ("Sec-WebSocket-Version", nil, .badVersion),
      ("Sec-WebSocket-Version", "13, 12", .badVersion),
      ("Sec-WebSocket-Key", nil, .badKey), ("Sec-WebSocket-Key", "", .badKey), ("Sec-WebSocket-Key", "c2hvcnQ=", .badKey),
      ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ", .badKey), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZR==", .badKey),
      ("Upgrade", nil, .notAnUpgrade), ("Upgrade", "h2c", .notAnUpgrade), ("Connection", "keep-alive", .notAnUpgrade),
      ("Sec-WebSocket-Extensions", "a;;b", .badExtensions), ("Sec-WebSocket-Protocol", "a b", .badSubprotocol),
      ("Sec-WebSocket-Protocol", "a, a", .badSubprotocol), ("Content-Length", "5", .notAnUpgrade),
    ] as [(String, String?, WebSocket.HandshakeError)])
  func `a request that is not a good handshake is refused`(_ name: String, _ value: String?, _ error: WebSocket.HandshakeError)
    throws
  {
    let request = try head([(name, value)])
    #expect(throws: error) { try WebSocket.Handshake.check(request) }
    #expect(error.status == (error == .notAnUpgrade || error == .badVersion ? 426 : 400))
  }

  @Test func `only GET over HTTP 1_1 upgrades`() throws {
    let post = try head(method: "POST")
    #expect(throws: WebSocket.HandshakeError.notAnUpgrade) { try WebSocket.Handshake.check(post) }
    let old = try head(version: "HTTP/1.0")
    #expect(throws: WebSocket.HandshakeError.notAnUpgrade) { try WebSocket.Handshake.check(old) }
    #expect(WebSocket.Handshake.refusalFields["Sec-WebSocket-Version"] == "13")
  }

  @Test func `client and server shake hands`() throws {
    let nonce = bytes("the sample nonce")
    var fields = WebSocket.Handshake.requestFields(nonce: nonce, subprotocols: ["sfat.v1"], deflate: true)
    fields.add("Host", "a.example")
    var decoder = RequestDecoder()
    decoder.append(RequestEncoder.head(method: "GET", target: "/live", fields: fields))
    guard case .head(let request) = try decoder.next() else {
      Issue.record("no head")
      return
    }
    let offer = try WebSocket.Handshake.check(request)
    var policy = PermessageDeflate.Policy()
    policy.serverNoContextTakeover = true
    let deflate = try #require(PermessageDeflate.accept(offer.extensions, policy: policy))
    let answer = WebSocket.Handshake.answer(offer, subprotocol: "sfat.v1", extensions: deflate.field, sha1: Self.sha1)
    let grant = try WebSocket.Handshake.check(answer, nonce: nonce, subprotocols: ["sfat.v1"], deflate: true, sha1: Self.sha1)
    #expect(grant.subprotocol == "sfat.v1")
    #expect(grant.deflate == deflate.agreement)
  }

  @Test(
    arguments: [
      ("Upgrade", nil, WebSocket.HandshakeError.refused), ("Connection", nil, .refused), ("Upgrade", "websocket, h2c", .refused),
      ("Sec-WebSocket-Accept", nil, .badAccept), ("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOp=", .badAccept),
      ("Sec-WebSocket-Protocol", "other", .badSubprotocol), ("Sec-WebSocket-Extensions", "x-other", .badExtensions),
      ("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits", .badExtensions),
      ("Sec-WebSocket-Extensions", "permessage-deflate, permessage-deflate", .badExtensions),
    ] as [(String, String?, WebSocket.HandshakeError)])
  func `a client takes only the answer it asked for`(_ name: String, _ value: String?, _ error: WebSocket.HandshakeError) {
    var answer = ResponseHead(
      status: 101,
      fields: ["Upgrade": "WebSocket", "Connection": "upgrade", "Sec-WebSocket-Accept": "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="])
    let nonce = bytes("the sample nonce")
    #expect(throws: Never.self) { try WebSocket.Handshake.check(answer, nonce: nonce, sha1: Self.sha1) }
    answer.fields[name] = value
    #expect(throws: error) {
      try WebSocket.Handshake.check(answer, nonce: nonce, subprotocols: ["sfat.v1"], deflate: true, sha1: Self.sha1)
    }
  }

  @Test func `an answer that is not 101 is a refusal`() {
    #expect(throws: WebSocket.HandshakeError.refused) {
      try WebSocket.Handshake.check(ResponseHead(status: 200), nonce: bytes("the sample nonce"), sha1: Self.sha1)
    }
  }
}
