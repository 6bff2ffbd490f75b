extension WebSocket {
  /// The opening handshake, RFC 6455 §4, for both ends. SHA-1 comes in as a closure: hashing lives elsewhere.
  public enum Handshake {
    /// What a client asks for.
    public struct Offer: Sendable {
      public var key: String
      /// The subprotocols in the client's order of preference.
      public var subprotocols: [String]
      public var extensions: [ExtensionOffer]
      /// The page's origin; browsers always send it (§10.2). Whether it is ours is the caller's check.
      public var origin: String?
    }

    /// What a server granted.
    public struct Grant: Sendable {
      public var subprotocol: String?
      public var deflate: PermessageDeflate?
    }

    /// The fields of an answer that refuses a version or a plain request.
    public static let refusalFields: HTTPFields = [
      "Sec-WebSocket-Version": "13", "Upgrade": "websocket", "Connection": "Upgrade",
    ]

    /// Checks a request by §4.2.1. Host was checked with the head.
    public static func check(_ head: RequestHead) throws(HandshakeError) -> Offer {
      guard head.wantsWebSocket, head.bodyLength == .none else { throw .notAnUpgrade }
      let versions = head.fields.all("Sec-WebSocket-Version")
      guard versions == ["13"] else { throw .badVersion }
      let keys = head.fields.all("Sec-WebSocket-Key")
      guard keys.count == 1, let key = keys.first, Base64.decode(key)?.count == 16 else { throw .badKey }
      guard let extensions = ExtensionOffer.parse(head.fields.all("Sec-WebSocket-Extensions")) else { throw .badExtensions }
      guard let subprotocols = tokens(head.fields.all("Sec-WebSocket-Protocol")), Set(subprotocols).count == subprotocols.count
      else { throw .badSubprotocol }
      return Offer(key: key, subprotocols: subprotocols, extensions: extensions, origin: head.fields["Origin"])
    }

    /// The 101 answer, §4.2.2. `extensions` is the field `PermessageDeflate.accept` gave.
    public static func answer(
      _ offer: Offer, subprotocol: String? = nil, extensions: String? = nil, sha1: ([UInt8]) -> [UInt8]
    ) -> ResponseHead {
      var fields: HTTPFields = [
        "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": accept(offer.key, sha1: sha1),
      ]
      if let subprotocol {
        precondition(offer.subprotocols.contains(subprotocol), "a subprotocol must have been offered")
        fields.add("Sec-WebSocket-Protocol", subprotocol)
      }
      if let extensions { fields.add("Sec-WebSocket-Extensions", extensions) }
      return ResponseHead(status: 101, fields: fields)
    }

    /// The value that proves a server understood the key, §4.2.2 step 5.
    public static func accept(_ key: String, sha1: ([UInt8]) -> [UInt8]) -> String {
      Base64.encode(sha1(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
    }

    /// The fields of a client's request; `nonce` is 16 random bytes. Host and anything else is the caller's.
    public static func requestFields(nonce: [UInt8], subprotocols: [String] = [], deflate: Bool = false) -> HTTPFields {
      precondition(nonce.count == 16, "a nonce has 16 bytes")
      var fields: HTTPFields = [
        "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": Base64.encode(nonce),
      ]
      if !subprotocols.isEmpty { fields.add("Sec-WebSocket-Protocol", subprotocols.joined(separator: ", ")) }
      if deflate { fields.add("Sec-WebSocket-Extensions", PermessageDeflate.offer) }
      return fields
    }

    /// Checks a server's answer by §4.1.
    public static func check(
      _ answer: ResponseHead, nonce: [UInt8], subprotocols: [String] = [], deflate: Bool = false, sha1: ([UInt8]) -> [UInt8]
    ) throws(HandshakeError) -> Grant {
      guard answer.status == 101, has("upgrade", in: answer.fields.all("Connection")),
        answer.fields.all("Upgrade").map({ $0.lowercased() }) == ["websocket"]
      else { throw .refused }
      guard answer.fields.all("Sec-WebSocket-Accept") == [accept(Base64.encode(nonce), sha1: sha1)] else { throw .badAccept }
      let granted = answer.fields.all("Sec-WebSocket-Protocol")
      guard granted.count <= 1, granted.allSatisfy(subprotocols.contains) else { throw .badSubprotocol }
      guard let extensions = ExtensionOffer.parse(answer.fields.all("Sec-WebSocket-Extensions")), deflate || extensions.isEmpty
      else { throw .badExtensions }
      return Grant(subprotocol: granted.first, deflate: try PermessageDeflate.agreed(extensions))
    }

    private static func has(_ option: String, in values: [String]) -> Bool {
      tokens(values)?.contains { $0.lowercased() == option } ?? false
    }

    /// The tokens of comma-separated lists; nil when something else stands there.
    private static func tokens(_ values: [String]) -> [String]? {
      var tokens: [String] = []
      for value in values {
        var cursor = FieldCursor(value)
        repeat {
          cursor.skipBlanks()
          if let token = cursor.token() { tokens.append(token) }
        } while cursor.skip(UInt8(ascii: ","))
        guard cursor.isAtEnd else { return nil }
      }
      return tokens
    }
  }
}
