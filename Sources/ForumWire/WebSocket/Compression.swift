extension WebSocket {
  /// Compresses the messages of one connection: raw DEFLATE (RFC 1951), implemented where zlib is. Lives on its connection's loop.
  public protocol MessageDeflater: AnyObject {
    /// Appends the whole message compressed and flushed to a byte boundary: it ends with 00 00 FF FF (a sync flush).
    func deflate(_ message: UnsafeRawBufferPointer, into output: inout [UInt8])
    /// Forgets the window: the next message stands alone.
    func reset()
  }

  /// Decompresses the messages of one connection. Lives on its connection's loop.
  public protocol MessageInflater: AnyObject {
    /// Appends what `input` inflates to, never letting `output` grow beyond `limit` bytes. A block marked as the last one does not
    /// end the message (RFC 7692 §7.2.3.4): what follows it is inflated on.
    func inflate(_ input: UnsafeRawBufferPointer, into output: inout [UInt8], limit: Int) throws(InflateFailure)
    /// Forgets the window: the next message stands alone.
    func reset()
  }

  /// Why inflating stopped.
  public enum InflateFailure: Error, Sendable {
    /// The bytes are not DEFLATE.
    case damaged
    /// The output would pass the limit: too large, or a bomb.
    case tooLarge
  }

  /// What a session needs to compress: the agreement and the two machines.
  public struct Compression {
    public var agreement: PermessageDeflate
    public var deflater: any MessageDeflater
    public var inflater: any MessageInflater
    /// Messages smaller than this, in bytes, are sent as they are: they would not become smaller by a packet.
    public var smallest: Int

    public init(
      agreement: PermessageDeflate, deflater: any MessageDeflater, inflater: any MessageInflater, smallest: Int = 256
    ) {
      self.agreement = agreement
      self.deflater = deflater
      self.inflater = inflater
      self.smallest = smallest
    }
  }
}
