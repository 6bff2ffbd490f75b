import ForumWire
import Testing

@Suite struct FrameTests {
  // The examples of RFC 6455 §5.7.
  @Test func `the RFC's examples are written byte for byte`() {
    let mask: UInt32 = 0x3D21_FA37
    #expect(WebSocket.FrameEncoder.text("Hello") == hex("810548656c6c6f"))
    #expect(WebSocket.FrameEncoder.encode(.text, bytes("Hello"), mask: mask) == hex("818537fa213d7f9f4d5158"))
    #expect(WebSocket.FrameEncoder.encode(.text, bytes("Hel"), isFinal: false) == hex("010348656c"))
    #expect(WebSocket.FrameEncoder.encode(.continuation, bytes("lo")) == hex("80026c6f"))
    #expect(WebSocket.FrameEncoder.encode(.ping, bytes("Hello")) == hex("890548656c6c6f"))
    #expect(WebSocket.FrameEncoder.encode(.pong, bytes("Hello"), mask: mask) == hex("8a8537fa213d7f9f4d5158"))
    #expect(WebSocket.FrameEncoder.encode(.binary, [UInt8](repeating: 1, count: 256)).prefix(4) == hex("827e0100")[...])
    #expect(
      WebSocket.FrameEncoder.encode(.binary, [UInt8](repeating: 1, count: 65_536)).prefix(10) == hex("827f0000000000010000")[...])
  }

  @Test func `the RFC's examples are read`() {
    #expect(events([hex("818537fa213d7f9f4d5158")]) == [.message(.text, bytes("Hello"))])
    #expect(events([hex("8a8537fa213d7f9f4d5158")]) == [.pong(bytes("Hello"))])
    #expect(events([hex("810548656c6c6f")], role: .client) == [.message(.text, bytes("Hello"))])
    #expect(events([hex("010348656c 80026c6f")], role: .client) == [.message(.text, bytes("Hello"))])
  }

  @Test(arguments: [0, 1, 2, 124, 125, 126, 127, 128, 65_534, 65_535, 65_536, 65_537])
  func `every length is read as it was written, by either side`(_ length: Int) {
    let payload = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(events([masked(.binary, payload)]) == [.message(.binary, payload)])
    #expect(events([WebSocket.FrameEncoder.encode(.binary, payload)], role: .client) == [.message(.binary, payload)])
  }

  @Test func `unmasking does not depend on where the pieces end`() {
    let payload = (0..<67).map { UInt8($0) }
    let frame = masked(.binary, payload, mask: 0xA1B2_C3D4)
    for pieces in everySplit(frame) { #expect(events(pieces) == [.message(.binary, payload)]) }
    for size in 1...20 {
      let pieces = stride(from: 0, to: frame.count, by: size).map { Array(frame[$0..<min($0 + size, frame.count)]) }
      #expect(events(pieces) == [.message(.binary, payload)])
    }
  }

  @Test func `a close frame's reason is cut at a character`() {
    let frame = WebSocket.FrameEncoder.close(.normal, reason: String(repeating: "ș", count: 100))
    #expect(frame.count == 2 + 2 + 122)
    #expect(frame[1] == 124)
    #expect(events([frame], role: .client).last == .closed(.normal, reason: String(repeating: "ș", count: 61)))
  }

  @Test func `close codes are those of RFC 6455 §7_4`() {
    let good: Set<UInt16> = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999]
    for code in [0, 1, 999, 1004, 1005, 1006, 1012, 1013, 1014, 1015, 1016, 1100, 2000, 2999, 5000, 65_535] + good {
      #expect(WebSocket.CloseCode(code).isAllowed(receivedBy: .server) == good.contains(code), "\(code)")
    }
    #expect(WebSocket.CloseCode.tryAgainLater.isAllowed(receivedBy: .client))
    #expect(!WebSocket.CloseCode(1006).isSendable)
  }
}
