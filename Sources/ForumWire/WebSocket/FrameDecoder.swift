extension WebSocket {
  /// Takes frames apart as their bytes come, RFC 6455 §5.2, and refuses a bad one at its first wrong byte.
  ///
  /// It keeps no payload: each piece is unmasked straight into the caller's buffer, so that a message of any size costs one copy.
  public struct FrameDecoder: Sendable {
    public enum Step: Equatable, Sendable {
      /// All the input is used up.
      case needMore
      /// A frame begins. Then come `payload`, any number of times, and `end`.
      case header(FrameHeader)
      /// Bytes of the payload were appended to the caller's buffer.
      case payload
      case end
    }

    private enum State: Sendable {
      case header
      case payload(FrameHeader, received: Int)
    }

    private let role: Role
    private let allowsCompression: Bool
    private var state = State.header
    private var head = InlineArray<14, UInt8>(repeating: 0)
    private var headCount = 0

    /// `role` is ours: a server wants masked frames, a client unmasked ones (§5.1).
    public init(role: Role, allowsCompression: Bool = false) {
      self.role = role
      self.allowsCompression = allowsCompression
    }

    /// Whether it stands between two frames.
    public var isIdle: Bool { if case .header = state { headCount == 0 } else { false } }

    /// Reads on in `input` from `position`, which moves behind what was understood.
    public mutating func next(
      _ input: UnsafeRawBufferPointer, at position: inout Int, into payload: inout [UInt8]
    ) throws(Failure) -> Step {
      switch state {
      case .header:
        while position < input.count {
          head[headCount] = unsafe input[position]
          headCount += 1
          position += 1
          if let header = try parseHeader() {
            headCount = 0
            state = .payload(header, received: 0)
            return .header(header)
          }
        }
        return .needMore
      case .payload(let header, let received):
        if received == header.length {
          state = .header
          return .end
        }
        let count = min(header.length - received, input.count - position)
        if count == 0 { return .needMore }
        let start = payload.count
        unsafe payload.append(contentsOf: UnsafeRawBufferPointer(rebasing: input[position..<(position + count)]))
        if let key = header.mask, key != 0 {
          unsafe payload.withUnsafeMutableBytes {
            unsafe WebSocket.mask(UnsafeMutableRawBufferPointer(rebasing: $0[start...]), key: key, phase: received)
          }
        }
        position += count
        state = .payload(header, received: received + count)
        return .payload
      }
    }

    /// The header once all its bytes are there; a wrong byte is an error as soon as it stands there.
    private func parseHeader() throws(Failure) -> FrameHeader? {
      guard let opcode = Opcode(rawValue: head[0] & 0x0F) else { throw .reservedOpcode }
      let isFinal = head[0] & 0x80 != 0
      let isCompressed = head[0] & 0x40 != 0
      if head[0] & 0x30 != 0 || isCompressed && (!allowsCompression || opcode.isControl || opcode == .continuation) {
        throw .reservedBits
      }
      if opcode.isControl, !isFinal { throw .controlFragmented }
      guard headCount >= 2 else { return nil }
      let isMasked = head[1] & 0x80 != 0
      if isMasked != (role == .server) { throw role == .server ? .notMasked : .masked }
      let short = Int(head[1] & 0x7F)
      if opcode.isControl, short > 125 { throw .controlTooLong }
      let lengthEnd = short < 126 ? 2 : short == 126 ? 4 : 10
      if lengthEnd == 10, headCount >= 3, head[2] & 0x80 != 0 { throw .lengthTooLong }
      guard headCount >= lengthEnd else { return nil }
      var length = short
      if lengthEnd > 2 {
        length = 0
        for index in 2..<lengthEnd { length = length << 8 | Int(head[index]) }
        if length < (lengthEnd == 4 ? 126 : 0x1_0000) { throw .lengthNotMinimal }
      }
      guard isMasked else {
        return FrameHeader(isFinal: isFinal, isCompressed: isCompressed, opcode: opcode, length: length)
      }
      guard headCount == lengthEnd + 4 else { return nil }
      var mask: UInt32 = 0
      for index in 0..<4 { mask |= UInt32(head[lengthEnd + index]) << UInt32(index * 8) }
      return FrameHeader(isFinal: isFinal, isCompressed: isCompressed, opcode: opcode, length: length, mask: mask)
    }
  }
}
