/// One element of `Sec-WebSocket-Extensions`, RFC 6455 §9.1: `token *( ";" token [ "=" ( token / quoted-string ) ] )`.
public struct ExtensionOffer: Sendable {
  public var name: String
  public var parameters: [(name: String, value: String?)]

  /// Parses the values of all `Sec-WebSocket-Extensions` fields; nil when one is not well formed.
  public static func parse(_ values: [String]) -> [ExtensionOffer]? {
    var offers: [ExtensionOffer] = []
    for value in values {
      var cursor = FieldCursor(value)
      repeat {
        cursor.skipBlanks()
        if cursor.isAtEnd || cursor.next == UInt8(ascii: ",") { continue }
        guard let name = cursor.token() else { return nil }
        var offer = ExtensionOffer(name: name, parameters: [])
        while cursor.skip(UInt8(ascii: ";")) {
          guard let name = cursor.token() else { return nil }
          guard cursor.skip(UInt8(ascii: "=")) else {
            offer.parameters.append((name, nil))
            continue
          }
          guard let value = cursor.tokenOrQuoted(), !value.isEmpty, value.utf8.allSatisfy(\.isToken) else { return nil }
          offer.parameters.append((name, value))
        }
        offers.append(offer)
      } while cursor.skip(UInt8(ascii: ","))
      guard cursor.isAtEnd else { return nil }
    }
    return offers
  }
}
