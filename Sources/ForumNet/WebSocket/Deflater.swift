import CZlib
import ForumWire

/// Raw DEFLATE (RFC 1951) by zlib, with a sync flush after each message (RFC 7692 §7.2.1). Used by one thread at a time.
final class Deflater: WebSocket.MessageDeflater, @unchecked Sendable {  // who holds it alone uses it
  private let stream: UnsafeMutablePointer<z_stream>

  /// A window of two to the `windowBits` bytes, 9 to 15. Memory: about 2^(windowBits + 2) + 2^(memory level + 9) bytes.
  init(windowBits: Int) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let result = sfat_deflate_init(stream, Z_DEFAULT_COMPRESSION, Int32(-windowBits), 8)
    precondition(result == Z_OK, "deflateInit2: \(result)")
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  func deflate(_ message: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    stream.pointee.next_in = UnsafeMutablePointer(mutating: message.bindMemory(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = UInt32(message.count)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32 * 1024) { piece in
      repeat {
        stream.pointee.next_out = piece.baseAddress
        stream.pointee.avail_out = UInt32(piece.count)
        // Z_BUF_ERROR says that nothing was left to do, after an output that exactly fitted.
        let result = CZlib.deflate(stream, Z_SYNC_FLUSH)
        precondition(result == Z_OK || result == Z_BUF_ERROR, "deflate: \(result)")
        output.append(contentsOf: piece[..<(piece.count - Int(stream.pointee.avail_out))])
      } while stream.pointee.avail_out == 0
    }
  }

  func reset() { deflateReset(stream) }
}
