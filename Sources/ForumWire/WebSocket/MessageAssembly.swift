extension WebSocket {
  /// Puts a message together from its fragments: unmasks, inflates and proves UTF-8 as the bytes come, each byte once.
  struct MessageAssembly {
    /// The first frame's opcode; nil between messages.
    private var opcode: Opcode?
    private var isCompressed = false
    private var bytes: [UInt8] = []
    private var validator = UTF8Validator()
    /// Payload bytes announced so far, before decompression.
    private var announced = 0

    /// Whether no message has begun.
    var isEmpty: Bool { opcode == nil }

    /// A data frame begins: the order of fragments (§5.4) and the size are checked before any payload is taken.
    mutating func begin(_ header: FrameHeader, limit: Int) throws(Failure) {
      if header.opcode == .continuation {
        if opcode == nil { throw .nothingToContinue }
      } else {
        if opcode != nil { throw .messageNotFinished }
        opcode = header.opcode
        isCompressed = header.isCompressed
      }
      // What cannot be made smaller grows a little when compressed; it is never kept compressed.
      let bound = isCompressed ? limit + limit / 8 + 64 : limit
      guard header.length <= bound - announced else { throw .messageTooBig }
      announced += header.length
    }

    /// Takes payload of the frame under way.
    mutating func receive(
      _ input: UnsafeRawBufferPointer, _ position: inout Int, decoder: inout FrameDecoder, compression: Compression?, limit: Int
    ) throws(Failure) -> FrameDecoder.Step {
      let start = bytes.count
      let step: FrameDecoder.Step
      if isCompressed, let inflater = compression?.inflater {
        var piece: [UInt8] = []
        step = try unsafe decoder.next(input, at: &position, into: &piece)
        try inflate(piece, inflater, limit)
      } else {
        step = try unsafe decoder.next(input, at: &position, into: &bytes)
      }
      try validate(from: start)
      return step
    }

    private mutating func inflate(_ piece: [UInt8], _ inflater: any MessageInflater, _ limit: Int) throws(Failure) {
      if piece.isEmpty { return }
      var failure: InflateFailure?
      unsafe piece.withUnsafeBytes { input in
        do throws(InflateFailure) {
          try unsafe inflater.inflate(input, into: &bytes, limit: limit)
        } catch {
          failure = error
        }
      }
      if let failure { throw failure == .tooLarge ? .messageTooBig : .badCompression }
    }

    private mutating func validate(from start: Int) throws(Failure) {
      guard opcode == .text, start < bytes.count else { return }
      var validator = validator
      guard validator.append(bytes.span, from: start) else { throw .badText }
      self.validator = validator
    }

    /// The last frame ended: the whole message, and everything ready for the next.
    mutating func finish(inflater: (any MessageInflater)?, resets: Bool, limit: Int) throws(Failure) -> (
      opcode: Opcode, bytes: [UInt8]
    ) {
      if isCompressed, let inflater {
        let start = bytes.count
        // The sender cut this tail off (RFC 7692 §7.2.2).
        try inflate([0, 0, 0xFF, 0xFF], inflater, limit)
        try validate(from: start)
        if resets { inflater.reset() }
      }
      guard let opcode, validator.isComplete else { throw .badText }
      let whole = bytes
      self = MessageAssembly()
      return (opcode, whole)
    }
  }
}
