import ForumWire

/// Frames encoded once, to be sent to many.
public enum WebSocketFrames {
  /// A text message in one frame, not compressed.
  public static func text(_ text: String) -> SharedBytes { SharedBytes(WebSocket.FrameEncoder.text(text)) }

  /// A text message in one frame, compressed on its own: for the connections of which `Loop.deflates` is true.
  public static func compressedText(_ text: String) -> SharedBytes {
    let deflater = Deflater(windowBits: 9)
    var compressed: [UInt8] = []
    Array(text.utf8).withUnsafeBytes { deflater.deflate($0, into: &compressed) }
    compressed.removeLast(4)
    return SharedBytes(WebSocket.FrameEncoder.encode(.text, compressed, isCompressed: true))
  }
}
