extension WebSocket {
  /// How a peer broke the protocol, and with which code the connection is failed (RFC 6455 §7.1.7).
  public enum Failure: Error, Equatable, Sendable, CaseIterable {
    case reservedBits, reservedOpcode, notMasked, masked, lengthNotMinimal, lengthTooLong
    case controlTooLong, controlFragmented, nothingToContinue, messageNotFinished
    case badClosePayload, badCloseCode, badText, badCompression, messageTooBig

    public var code: CloseCode {
      switch self {
      case .badText, .badCompression: .invalidPayload
      case .messageTooBig: .messageTooBig
      default: .protocolError
      }
    }

    /// A short English phrase for the close frame: at most 123 bytes.
    public var reason: String {
      switch self {
      case .reservedBits: "a reserved bit is set"
      case .reservedOpcode: "reserved opcode"
      case .notMasked: "frames from a client must be masked"
      case .masked: "frames from a server must not be masked"
      case .lengthNotMinimal: "the length is not in its shortest form"
      case .lengthTooLong: "the length's highest bit is set"
      case .controlTooLong: "a control frame is longer than 125 bytes"
      case .controlFragmented: "a control frame is fragmented"
      case .nothingToContinue: "a continuation without a beginning"
      case .messageNotFinished: "a message begins inside another"
      case .badClosePayload: "a close frame of one byte"
      case .badCloseCode: "this close code may not be sent"
      case .badText: "the text is not UTF-8"
      case .badCompression: "the compressed data is damaged"
      case .messageTooBig: "the message is larger than is accepted here"
      }
    }
  }
}
