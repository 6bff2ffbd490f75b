extension WebSocket {
  /// Why a connection ends, RFC 6455 §7.4 and IANA's registry.
  public struct CloseCode: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public init(_ rawValue: UInt16) { self.rawValue = rawValue }

    public static let normal = CloseCode(1000)
    public static let goingAway = CloseCode(1001)
    public static let protocolError = CloseCode(1002)
    public static let unsupportedData = CloseCode(1003)
    public static let invalidPayload = CloseCode(1007)
    public static let policyViolation = CloseCode(1008)
    public static let messageTooBig = CloseCode(1009)
    public static let missingExtension = CloseCode(1010)
    public static let internalError = CloseCode(1011)
    public static let serviceRestart = CloseCode(1012)
    public static let tryAgainLater = CloseCode(1013)

    /// Whether we may write it: 1005, 1006 and 1015 exist only in programs, the rest of 0–2999 is not given out.
    public var isSendable: Bool { isClientCode || (1012...1014).contains(rawValue) }

    /// Whether the peer of `role` may write it. 1012 to 1014 are a server's words (IANA); RFC 6455 does not know them.
    public func isAllowed(receivedBy role: Role) -> Bool { role == .server ? isClientCode : isSendable }

    private var isClientCode: Bool {
      switch rawValue {
      case 1000...1003, 1007...1011, 3000...4999: true
      default: false
      }
    }
  }
}
