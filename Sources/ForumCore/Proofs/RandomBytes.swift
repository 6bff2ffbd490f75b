import COpenSSL

/// Bytes nobody can guess, from OpenSSL's generator.
public enum RandomBytes {
  public static func make(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      precondition(RAND_bytes(buffer.baseAddress, Int32(count)) == 1, "the system gives no random bytes")
      filled = count
    }
  }
}
