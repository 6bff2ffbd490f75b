import ForumWire
import Synchronization

/// Frames encoded once, to be sent to many. Any thread.
public enum WebSocketFrames {
  /// The base-2 logarithm of the window that shared frames are compressed with: nearly all of them are smaller, and clients that ask
  /// for a limit ask for no less (RFC 7692 §7.1.2.1).
  static let windowBits = 12
  /// A shorter text is sent as it is: it would not become smaller by enough to pay for inflating it.
  public static let smallestCompressed = 256

  private static let deflaters = Mutex<[Deflater]>([])

  /// A text message in one frame, not compressed.
  public static func text(_ text: [UInt8]) -> SharedBytes { SharedBytes(WebSocket.FrameEncoder.encode(.text, text)) }
  public static func text(_ text: String) -> SharedBytes { self.text(Array(text.utf8)) }

  /// A text message in one frame, compressed on its own where that pays: for connections of which `Loop.takesCompressedFrames` is true.
  public static func compressedText(_ text: [UInt8]) -> SharedBytes {
    guard text.count >= smallestCompressed else { return self.text(text) }
    let deflater = deflaters.withLock { $0.popLast() } ?? Deflater(windowBits: windowBits)
    var compressed: [UInt8] = []
    compressed.reserveCapacity(text.count / 2)
    text.withUnsafeBytes { deflater.deflate($0, into: &compressed) }
    deflater.reset()
    deflaters.withLock { $0.append(deflater) }
    // The end of a sync flush, which the receiver adds again (RFC 7692 §7.2.1).
    compressed.removeLast(4)
    guard compressed.count < text.count else { return self.text(text) }
    return SharedBytes(WebSocket.FrameEncoder.encode(.text, compressed, isCompressed: true))
  }
}
