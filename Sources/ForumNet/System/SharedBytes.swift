/// Immutable bytes that any number of connections, on any loop, send without copying: a frame of a broadcast, a cached page, a file.
///
/// Made once and freed with its last reference. Safe to share because nothing can change it after `init`.
public final class SharedBytes: Sendable {
  /// Address of the first byte as a number, so that the class is Sendable without exception; never null.
  private let address: UInt
  public let count: Int

  public convenience init(_ bytes: [UInt8]) {
    self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
  }

  public convenience init(_ text: String) {
    var text = text
    self.init(count: text.utf8.count) { target in text.withUTF8 { target.copyBytes(from: $0) } }
  }

  /// A copy of bytes that somebody else owns.
  convenience init(_ bytes: UnsafeRawBufferPointer) {
    self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
  }

  /// Two pieces, one behind the other.
  convenience init(_ first: [UInt8], _ second: [UInt8]) {
    self.init(count: first.count + second.count) { target in
      target.copyBytes(from: first)
      UnsafeMutableRawBufferPointer(rebasing: target[first.count...]).copyBytes(from: second)
    }
  }

  /// Bytes written by `fill`, which must write every one of them.
  init(count: Int, fill: (UnsafeMutableRawBufferPointer) -> Void) {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1), alignment: 1)
    fill(UnsafeMutableRawBufferPointer(start: memory, count: count))
    address = UInt(bitPattern: memory)
    self.count = count
  }

  deinit { UnsafeMutableRawPointer(bitPattern: address)?.deallocate() }

  /// The bytes where they lie; valid as long as this object lives.
  var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count) }

  /// A copy of the bytes.
  public var bytes: [UInt8] { Array(buffer) }
}
