extension WebSocket {
  /// Writes frames, RFC 6455 §5.2, always with the shortest form of the length.
  public enum FrameEncoder {
    /// A whole frame. A server gives no mask; a client must (§5.1).
    public static func encode(
      _ opcode: Opcode, _ payload: some Collection<UInt8>, isFinal: Bool = true, isCompressed: Bool = false, mask: UInt32? = nil
    ) -> [UInt8] {
      var output: [UInt8] = []
      output.reserveCapacity(payload.count + 14)
      append(opcode, payload, isFinal: isFinal, isCompressed: isCompressed, mask: mask, to: &output)
      return output
    }

    /// A whole text frame of an unmasked text: what a server sends to many.
    public static func text(_ text: String) -> [UInt8] { encode(.text, text.utf8) }

    /// Appends a whole frame.
    public static func append(
      _ opcode: Opcode, _ payload: some Collection<UInt8>, isFinal: Bool = true, isCompressed: Bool = false,
      mask: UInt32? = nil, to output: inout [UInt8]
    ) {
      append(
        FrameHeader(isFinal: isFinal, isCompressed: isCompressed, opcode: opcode, length: payload.count, mask: mask),
        to: &output)
      let start = output.count
      output.append(contentsOf: payload)
      if let mask {
        unsafe output.withUnsafeMutableBytes {
          unsafe WebSocket.mask(UnsafeMutableRawBufferPointer(rebasing: $0[start...]), key: mask, phase: 0)
        }
      }
    }

    /// Appends a frame's header.
    public static func append(_ header: FrameHeader, to output: inout [UInt8]) {
      precondition(!header.opcode.isControl || header.length <= 125 && header.isFinal, "a control frame is short and whole")
      output.append((header.isFinal ? 0x80 : 0) | (header.isCompressed ? 0x40 : 0) | header.opcode.rawValue)
      let maskBit: UInt8 = header.mask == nil ? 0 : 0x80
      switch header.length {
      case ..<126: output.append(maskBit | UInt8(header.length))
      case ..<0x1_0000:
        output.append(maskBit | 126)
        append(UInt64(header.length), bytes: 2, to: &output)
      default:
        output.append(maskBit | 127)
        append(UInt64(header.length), bytes: 8, to: &output)
      }
      guard let mask = header.mask else { return }
      for index in 0..<4 { output.append(UInt8(truncatingIfNeeded: mask >> UInt32(index * 8))) }
    }

    private static func append(_ number: UInt64, bytes: Int, to output: inout [UInt8]) {
      for index in (0..<bytes).reversed() { output.append(UInt8(truncatingIfNeeded: number >> UInt64(index * 8))) }
    }

    /// A close frame. The reason is cut at a character so that the frame fits; no code means an empty frame.
    public static func close(_ code: CloseCode?, reason: String = "", mask: UInt32? = nil) -> [UInt8] {
      guard let code else { return encode(.close, [], mask: mask) }
      precondition(code.isSendable, "this close code may not be sent")
      var payload: [UInt8] = [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)]
      for character in reason {
        guard payload.count + character.utf8.count <= 125 else { break }
        payload.append(contentsOf: character.utf8)
      }
      return encode(.close, payload, mask: mask)
    }
  }
}
