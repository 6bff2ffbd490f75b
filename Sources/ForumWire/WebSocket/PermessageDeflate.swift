/// The parameters of permessage-deflate that both ends agreed on, RFC 7692 §7.1.
public struct PermessageDeflate: Equatable, Sendable {
  /// The server begins each message with an empty window, so a frame can be compressed once for many.
  public var serverNoContextTakeover = false
  /// The client begins each message with an empty window.
  public var clientNoContextTakeover = false
  /// The base-2 logarithm of the server's window, 8 to 15.
  public var serverMaxWindowBits = 15
  /// The base-2 logarithm of the client's window, 8 to 15.
  public var clientMaxWindowBits = 15

  public init() {}

  /// What a server wants of an agreement.
  public struct Policy: Sendable {
    /// Compress each message alone, whatever the client asks.
    public var serverNoContextTakeover = false
    /// Ask the client to compress each message alone: its window need not be kept between messages.
    public var clientNoContextTakeover = false
    /// The largest window of the client that we keep, where it lets us say so.
    public var clientMaxWindowBits = 15
    /// The smallest window we can compress with: zlib cannot do 8 in raw DEFLATE.
    public var smallestServerWindowBits = 9

    public init() {}
  }

  static let name = "permessage-deflate"

  /// The first offer a server can meet, with the value of its `Sec-WebSocket-Extensions`; nil declines them all (§5.1).
  public static func accept(_ offers: [ExtensionOffer], policy: Policy = Policy()) -> (
    agreement: PermessageDeflate, field: String
  )? {
    for offer in offers where offer.name == name {
      if let accepted = accept(offer, policy) { return accepted }
    }
    return nil
  }

  private static func accept(_ offer: ExtensionOffer, _ policy: Policy) -> (PermessageDeflate, String)? {
    guard let asked = Parameters(offer, allowsBareClientBits: true) else { return nil }
    var agreement = PermessageDeflate()
    var field = name
    if asked.serverNoContextTakeover || policy.serverNoContextTakeover {
      agreement.serverNoContextTakeover = true
      field += "; server_no_context_takeover"
    }
    if asked.clientNoContextTakeover || policy.clientNoContextTakeover {
      agreement.clientNoContextTakeover = true
      field += "; client_no_context_takeover"
    }
    if let bits = asked.serverMaxWindowBits {
      if bits < policy.smallestServerWindowBits { return nil }
      agreement.serverMaxWindowBits = bits
      field += "; server_max_window_bits=\(bits)"
    }
    if let bits = asked.clientMaxWindowBits {
      agreement.clientMaxWindowBits = min(bits, policy.clientMaxWindowBits)
      if agreement.clientMaxWindowBits < 15 { field += "; client_max_window_bits=\(agreement.clientMaxWindowBits)" }
    }
    return (agreement, field)
  }

  /// The offer of our own client.
  public static let offer = "permessage-deflate; client_max_window_bits"

  /// What a server answered to `offer`: nil when it declined. An answer we did not offer fails the handshake (§5.1).
  static func agreed(_ answer: [ExtensionOffer]) throws(WebSocket.HandshakeError) -> PermessageDeflate? {
    guard let first = answer.first else { return nil }
    guard answer.count == 1, first.name == name, let given = Parameters(first, allowsBareClientBits: false) else {
      throw .badExtensions
    }
    var agreement = PermessageDeflate()
    agreement.serverNoContextTakeover = given.serverNoContextTakeover
    agreement.clientNoContextTakeover = given.clientNoContextTakeover
    agreement.serverMaxWindowBits = given.serverMaxWindowBits ?? 15
    agreement.clientMaxWindowBits = given.clientMaxWindowBits ?? 15
    // zlib cannot compress raw with a window of 256 bytes.
    if agreement.clientMaxWindowBits < 9 { throw .badExtensions }
    return agreement
  }

  /// The four parameters as written; nil when one is unknown, repeated or has a wrong value (§7).
  private struct Parameters {
    var serverNoContextTakeover = false
    var clientNoContextTakeover = false
    var serverMaxWindowBits: Int?
    var clientMaxWindowBits: Int?

    init?(_ offer: ExtensionOffer, allowsBareClientBits: Bool) {
      var seen: Set<String> = []
      for (name, value) in offer.parameters {
        guard seen.insert(name).inserted else { return nil }
        switch (name, value) {
        case ("server_no_context_takeover", nil): serverNoContextTakeover = true
        case ("client_no_context_takeover", nil): clientNoContextTakeover = true
        case ("server_max_window_bits", let value?):
          guard let bits = Self.bits(value) else { return nil }
          serverMaxWindowBits = bits
        case ("client_max_window_bits", nil) where allowsBareClientBits: clientMaxWindowBits = 15
        case ("client_max_window_bits", let value?):
          guard let bits = Self.bits(value) else { return nil }
          clientMaxWindowBits = bits
        default: return nil
        }
      }
    }

    /// A decimal number from 8 to 15 without leading zeros.
    private static func bits(_ value: String) -> Int? {
      switch value {
      case "8": 8
      case "9": 9
      case "10": 10
      case "11": 11
      case "12": 12
      case "13": 13
      case "14": 14
      case "15": 15
      default: nil
      }
    }
  }
}
