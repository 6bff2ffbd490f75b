import CLinux
import Glibc

/// What waits to be written to one connection: references to shared bytes, never copies. Lives on one loop.
///
/// A connection has one only while something waits; loops keep a few empty ones for reuse.
final class OutQueue {
  /// How many pieces one `writev` carries at most.
  static let vectorsPerWrite = 64

  private var pieces: [SharedBytes] = []
  private var first = 0
  /// How much of the first piece is already gone.
  private var offset = 0
  /// Bytes that wait.
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  /// Adds bytes at the end.
  func append(_ bytes: SharedBytes) {
    guard bytes.count > 0 else { return }
    pieces.append(bytes)
    count += bytes.count
  }

  /// Fills `vectors` with what comes first; gives how many were filled.
  func fill(_ vectors: UnsafeMutablePointer<iovec>) -> Int {
    let filled = min(pieces.count - first, Self.vectorsPerWrite)
    for i in 0..<filled {
      let buffer = pieces[first + i].buffer
      let skipped = i == 0 ? offset : 0
      vectors[i] = iovec(
        iov_base: UnsafeMutableRawPointer(mutating: buffer.baseAddress?.advanced(by: skipped)), iov_len: buffer.count - skipped)
    }
    return filled
  }

  /// Copies what comes first into `target`, as much as fits: TLS records want their bytes in one place.
  func copy(into target: UnsafeMutableRawBufferPointer) -> Int {
    var copied = 0
    var index = first
    while index < pieces.count, copied < target.count {
      let buffer = pieces[index].buffer
      let skipped = index == first ? offset : 0
      let part = UnsafeRawBufferPointer(rebasing: buffer[skipped..<min(buffer.count, skipped + target.count - copied)])
      UnsafeMutableRawBufferPointer(rebasing: target[copied...]).copyMemory(from: part)
      copied += part.count
      index += 1
    }
    return copied
  }

  /// Forgets the first `written` bytes.
  func consume(_ written: Int) {
    precondition(written <= count, "more written than there was")
    count -= written
    var left = written + offset
    while first < pieces.count, left >= pieces[first].count {
      left -= pieces[first].count
      first += 1
    }
    offset = left
    if isEmpty {
      clear()
    } else if first >= 256, first > pieces.count / 2 {
      pieces.removeFirst(first)
      first = 0
    }
  }

  func clear() {
    pieces.removeAll(keepingCapacity: pieces.count <= 256)
    first = 0
    offset = 0
    count = 0
  }
}
