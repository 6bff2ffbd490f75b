import CZlib
import ForumWire

/// Raw INFLATE by zlib with a window of 32 KiB. Used by one thread at a time.
final class Inflater: WebSocket.MessageInflater {
  private let stream: UnsafeMutablePointer<z_stream>

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let result = sfat_inflate_init(stream, -15)
    precondition(result == Z_OK, "inflateInit2: \(result)")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func inflate(_ input: UnsafeRawBufferPointer, into output: inout [UInt8], limit: Int) throws(WebSocket.InflateFailure) {
    var failure: WebSocket.InflateFailure?
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = UInt32(input.count)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32 * 1024) { piece in
      repeat {
        stream.pointee.next_out = piece.baseAddress
        stream.pointee.avail_out = UInt32(piece.count)
        let result = CZlib.inflate(stream, Z_SYNC_FLUSH)
        let count = piece.count - Int(stream.pointee.avail_out)
        if output.count + count > limit {
          failure = .tooLarge
          return
        }
        output.append(contentsOf: piece[..<count])
        switch result {
        case Z_OK: break
        // A last block inside a message: the next one begins behind it (RFC 7692 §7.2.3.4).
        case Z_STREAM_END: inflateReset(stream)
        case Z_BUF_ERROR: return
        default:
          failure = .damaged
          return
        }
      } while stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0
    }
    if let failure { throw failure }
  }

  func reset() { inflateReset(stream) }
}
