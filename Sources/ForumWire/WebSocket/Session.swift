extension WebSocket {
  /// What a session says after it was given bytes, in the order in which to act.
  public enum Event: Equatable, Sendable {
    /// A whole message: `.text`, proven UTF-8, or `.binary`.
    case message(Opcode, [UInt8])
    /// A ping came; its pong is in a `send` beside it.
    case ping([UInt8])
    case pong([UInt8])
    /// Bytes to send to the peer.
    case send([UInt8])
    /// It is over: send what is to be sent, then close the connection. The code and reason are the peer's, or ours when the peer
    /// broke the protocol; no code when the peer gave none (RFC 6455 §7.1.5). Nothing comes after it.
    case closed(CloseCode?, reason: String)

    /// Whether it is the last one.
    public var isEnd: Bool { if case .closed = self { true } else { false } }
  }

  /// The life of one connection after the handshake, RFC 6455 §5 to §7: fragments, control frames between them, the closing
  /// handshake, limits. Lives on its connection's loop. Bytes in, events out; it does no I/O and knows no time.
  public struct Session {
    private let role: Role
    /// The largest message taken, in bytes, after decompression; a larger one is refused at its length with 1009.
    private let maximumMessage: Int
    private let compression: Compression?
    private let makeMask: () -> UInt32
    /// Whether our close frame was the first.
    private var isClosing = false
    /// Whether the peer's close or a fault has come: nothing is read after it.
    private var hasEnded = false
    private var decoder: FrameDecoder
    private var frame: FrameHeader?
    private var message = MessageAssembly()
    private var control: [UInt8] = []

    /// `makeMask` gives a client's masking keys; it must not be guessable (§5.3).
    public init(
      role: Role, maximumMessage: Int, compression: Compression? = nil,
      makeMask: @escaping () -> UInt32 = { UInt32.random(in: .min ... .max) }
    ) {
      self.role = role
      self.maximumMessage = maximumMessage
      self.compression = compression
      self.makeMask = makeMask
      decoder = FrameDecoder(role: role, allowsCompression: compression != nil)
    }

    /// Whether messages may still be sent.
    public var isOpen: Bool { !isClosing && !hasEnded }

    /// Whether it is as it was at the beginning: open, and no message, frame or header is half received. Such a session may be
    /// forgotten and made anew, unless a context is kept between messages.
    public var isAtRest: Bool { isOpen && frame == nil && decoder.isIdle && message.isEmpty }

    public mutating func receive(_ bytes: [UInt8]) -> [Event] { unsafe bytes.withUnsafeBytes { unsafe receive($0) } }

    /// Takes bytes as they came and says what they mean.
    ///
    /// Messages may stand before a close or a fault in the same bytes. What is encoded while they are acted on, in their order, goes
    /// out before the close frame among the events; after `closed` nothing may be sent.
    public mutating func receive(_ bytes: UnsafeRawBufferPointer) -> [Event] {
      var events: [Event] = []
      var position = 0
      do throws(Failure) {
        while !hasEnded, try unsafe step(bytes, &position, &events) {}
      } catch {
        fail(error, &events)
      }
      return events
    }

    /// Reads one step on; false when the bytes are used up.
    private mutating func step(
      _ bytes: UnsafeRawBufferPointer, _ position: inout Int, _ events: inout [Event]
    ) throws(Failure) -> Bool {
      if let frame, !frame.opcode.isControl {
        let step = try unsafe message.receive(
          bytes, &position, decoder: &decoder, compression: compression, limit: maximumMessage)
        return try finish(step, frame, &events)
      }
      let step = try unsafe decoder.next(bytes, at: &position, into: &control)
      guard case .header(let header) = step else { return try finish(step, frame, &events) }
      frame = header
      if !header.opcode.isControl { try message.begin(header, limit: maximumMessage) }
      return true
    }

    private mutating func finish(
      _ step: FrameDecoder.Step, _ frame: FrameHeader?, _ events: inout [Event]
    ) throws(Failure) -> Bool {
      if step == .needMore { return false }
      guard step == .end, let frame else { return true }
      self.frame = nil
      if frame.opcode.isControl {
        let payload = control
        control = []
        try receiveControl(frame.opcode, payload, &events)
      } else if frame.isFinal {
        let whole = try message.finish(inflater: compression?.inflater, resets: peerResets, limit: maximumMessage)
        if !isClosing { events.append(.message(whole.opcode, whole.bytes)) }
      }
      return true
    }

    private mutating func receiveControl(_ opcode: Opcode, _ payload: [UInt8], _ events: inout [Event]) throws(Failure) {
      switch opcode {
      case .ping:
        events.append(.ping(payload))
        if !isClosing { events.append(.send(FrameEncoder.encode(.pong, payload, mask: mask()))) }
      case .pong: events.append(.pong(payload))
      default:
        let (code, reason) = try closePayload(payload)
        if !isClosing { events.append(.send(FrameEncoder.close(code, mask: mask()))) }
        hasEnded = true
        events.append(.closed(code, reason: reason))
      }
    }

    /// A close frame's payload: nothing, or a code and a reason in UTF-8 (§5.5.1).
    private func closePayload(_ payload: [UInt8]) throws(Failure) -> (CloseCode?, String) {
      if payload.isEmpty { return (nil, "") }
      guard payload.count >= 2 else { throw .badClosePayload }
      let code = CloseCode(UInt16(payload[0]) << 8 | UInt16(payload[1]))
      guard code.isAllowed(receivedBy: role) else { throw .badCloseCode }
      let reason = Array(payload[2...])
      guard UTF8Validator.isValid(reason) else { throw .badText }
      return (code, String(decoding: reason, as: UTF8.self))
    }

    private mutating func fail(_ failure: Failure, _ events: inout [Event]) {
      if !isClosing {
        events.append(.send(FrameEncoder.close(failure.code, reason: failure.reason, mask: mask())))
      }
      hasEnded = true
      message = MessageAssembly()
      events.append(.closed(failure.code, reason: failure.reason))
    }

    private func mask() -> UInt32? { role == .client ? makeMask() : nil }
    private var peerResets: Bool {
      guard let agreement = compression?.agreement else { return false }
      return role == .server ? agreement.clientNoContextTakeover : agreement.serverNoContextTakeover
    }
    private var weReset: Bool {
      guard let agreement = compression?.agreement else { return false }
      return role == .server ? agreement.serverNoContextTakeover : agreement.clientNoContextTakeover
    }

    /// The bytes that send a message: one frame, compressed where that was agreed and pays. Empty once we have begun to close.
    public mutating func encode(_ opcode: Opcode, _ payload: [UInt8]) -> [UInt8] {
      precondition(opcode == .text || opcode == .binary, "messages are text or binary")
      guard !isClosing else { return [] }
      guard let compression, payload.count >= max(compression.smallest, 1) else {
        return FrameEncoder.encode(opcode, payload, mask: mask())
      }
      var compressed: [UInt8] = []
      unsafe payload.withUnsafeBytes { unsafe compression.deflater.deflate($0, into: &compressed) }
      precondition(compressed.suffix(4) == [0, 0, 0xFF, 0xFF], "a deflater ends with a sync flush")
      compressed.removeLast(4)
      if weReset { compression.deflater.reset() }
      return FrameEncoder.encode(opcode, compressed, isCompressed: true, mask: mask())
    }

    /// The bytes of a ping; empty once we have begun to close.
    public func ping(_ payload: [UInt8] = []) -> [UInt8] {
      isClosing ? [] : FrameEncoder.encode(.ping, payload, mask: mask())
    }

    /// Begins the closing handshake: the bytes to send, empty if it has begun already. Then wait for `closed`, not for ever.
    public mutating func close(_ code: CloseCode = .normal, reason: String = "") -> [UInt8] {
      guard isOpen else { return [] }
      isClosing = true
      return FrameEncoder.close(code, reason: reason, mask: mask())
    }
  }
}
