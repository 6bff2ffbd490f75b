/// Bytes that arrived and are not yet understood, taken from the front.
///
/// An empty buffer owns no memory. A decoder that takes everything there is gets the buffer's own storage, without a copy.
struct InputBuffer: Sendable {
  private var storage: [UInt8] = []
  private var start = 0
  /// How many bytes from the front are known to hold no line feed.
  private var searched = 0

  var count: Int { storage.count - start }
  var isEmpty: Bool { storage.count == start }
  var first: UInt8? { isEmpty ? nil : storage[start] }

  subscript(offset: Int) -> UInt8 { storage[start + offset] }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if start > 0, start >= storage.count / 2 {
      storage.removeSubrange(0..<start)
      start = 0
    }
    unsafe storage.append(contentsOf: bytes)
  }

  mutating func append(_ bytes: [UInt8]) {
    if storage.isEmpty { storage = bytes } else { unsafe bytes.withUnsafeBytes { unsafe append($0) } }
  }

  mutating func consume(_ count: Int) {
    start += count
    searched = 0
    precondition(start <= storage.count, "more consumed than there is")
    if start == storage.count {
      storage = []
      start = 0
    }
  }

  /// The first `count` bytes, removed.
  mutating func take(_ count: Int) -> [UInt8] {
    searched = 0
    if start == 0, count == storage.count {
      defer { storage = [] }
      return storage
    }
    defer { consume(count) }
    return Array(storage[start..<(start + count)])
  }

  /// Moves the first `count` bytes to the end of `output`.
  mutating func move(_ count: Int, to output: inout [UInt8]) {
    if output.isEmpty {
      output = take(count)
    } else {
      output.append(contentsOf: storage[start..<(start + count)])
      consume(count)
    }
  }

  /// The offset of the next line feed at or after `offset`; what was searched once is not searched again.
  mutating func lineFeed(from offset: Int) -> Int? {
    let from = start + max(offset, searched)
    guard let found = storage.span.firstIndex(of: .lineFeed, from: from) else {
      searched = count
      return nil
    }
    searched = found - start
    return searched
  }

  /// The length of the line at the front without its CR LF, or nil while it is not whole.
  mutating func line(limit: Int, tooLong: ParseError) throws(ParseError) -> Int? {
    guard let end = lineFeed(from: 0) else {
      if count > limit + 1 { throw tooLong }
      return nil
    }
    if end > limit + 1 { throw tooLong }
    guard end > 0, self[end - 1] == .carriageReturn else { throw .bareLineFeed }
    return end - 1
  }
}
