import ForumWire

/// What a session made of its input, however it was split.
func events(
  _ pieces: [[UInt8]], role: WebSocket.Role = .server, maximumMessage: Int = 1 << 20, deflates: Bool = false
) -> [WebSocket.Event] {
  var session = WebSocket.Session(
    role: role, maximumMessage: maximumMessage,
    compression: deflates
      ? WebSocket.Compression(agreement: PermessageDeflate(), deflater: StoringDeflater(), inflater: SmallInflater()) : nil,
    makeMask: { 0x0403_0201 })
  return pieces.flatMap { session.receive($0) }
}

/// A frame as a client sends it.
func masked(
  _ opcode: WebSocket.Opcode, _ payload: [UInt8], isFinal: Bool = true, isCompressed: Bool = false, mask: UInt32 = 0x3DFA_2137
) -> [UInt8] {
  WebSocket.FrameEncoder.encode(opcode, payload, isFinal: isFinal, isCompressed: isCompressed, mask: mask)
}

func masked(_ opcode: WebSocket.Opcode, _ text: String, isFinal: Bool = true) -> [UInt8] {
  masked(opcode, bytes(text), isFinal: isFinal)
}

/// The close frame of a code, as a client sends it, with raw bytes as the reason.
func closing(_ code: UInt16, _ reason: [UInt8] = []) -> [UInt8] {
  masked(.close, [UInt8(code >> 8), UInt8(code & 0xFF)] + reason)
}

/// The events of a connection failed for `failure`.
func failed(_ failure: WebSocket.Failure) -> [WebSocket.Event] {
  [
    .send(WebSocket.FrameEncoder.close(failure.code, reason: failure.reason)),
    .closed(failure.code, reason: failure.reason),
  ]
}
