import CZlib

/// Whole bodies in the gzip coding (RFC 1952), for what is sent often: static files and cached pages.
public enum Gzip {
  /// `level` from 1, quick, to 9, small.
  public static func compress(_ bytes: [UInt8], level: Int32) -> [UInt8] {
    var stream = z_stream()
    // 15 bits of window, and 16 more ask for gzip's header and checksum.
    precondition(sfat_deflate_init(&stream, level, 15 + 16, 8) == Z_OK, "zlib has no memory")
    defer { deflateEnd(&stream) }
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      bytes.withUnsafeBufferPointer { input in
        // zlib reads through a pointer that it declares as writable, and never writes.
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(bound)
        precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END, "a whole body fits its bound")
      }
      count = bound - Int(stream.avail_out)
    }
  }
}
