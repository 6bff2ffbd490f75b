/// Base32 the other way round, as apps read it.
enum Base32Text {
  static func bytes(_ text: some StringProtocol) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var (bytes, bits, count) = ([UInt8](), 0, 0)
    for letter in text {
      bits = (bits << 5 | alphabet.firstIndex(of: letter)!) & 0xFFF
      count += 5
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(bits >> count & 0xFF))
      }
    }
    return bytes
  }
}
