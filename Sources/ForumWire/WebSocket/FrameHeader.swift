extension WebSocket {
  /// A frame without its payload, RFC 6455 §5.2.
  public struct FrameHeader: Equatable, Sendable {
    /// FIN: the last frame of its message.
    public var isFinal: Bool
    /// RSV1: the message this frame begins is compressed (RFC 7692 §6).
    public var isCompressed: Bool
    public var opcode: Opcode
    /// The payload's length in bytes.
    public var length: Int
    /// The masking key, its first byte on the wire in the lowest place; nil when the frame is not masked.
    public var mask: UInt32?

    public init(isFinal: Bool = true, isCompressed: Bool = false, opcode: Opcode, length: Int, mask: UInt32? = nil) {
      self.isFinal = isFinal
      self.isCompressed = isCompressed
      self.opcode = opcode
      self.length = length
      self.mask = mask
    }
  }
}
