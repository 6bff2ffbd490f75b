/// The codewords of a QR code: the text with its length, padded, cut into blocks, each with Reed–Solomon codewords over GF(256).
enum QRCodeWords {
  /// Data and correction, interleaved block by block (ISO/IEC 18004, 7.6).
  static func interleaved(_ bytes: [UInt8], _ version: Int) -> [UInt8] {
    let data = words(bytes, version)
    let count = QRCode.Version.blocks[version - 1]
    let short = data.count / count
    var (blocks, place) = ([[UInt8]](), 0)
    for block in 0..<count {
      // The last ones are one longer where it does not come out even.
      let length = short + (block >= count - data.count % count ? 1 : 0)
      blocks.append(Array(data[place..<place + length]))
      place += length
    }
    let divisor = generator(QRCode.Version.correctionBytes[version - 1])
    let corrections = blocks.map { remainder(of: $0, by: divisor) }
    var result: [UInt8] = []
    for index in 0...short { for block in blocks where index < block.count { result.append(block[index]) } }
    for index in divisor.indices { for correction in corrections { result.append(correction[index]) } }
    return result
  }

  private static func words(_ bytes: [UInt8], _ version: Int) -> [UInt8] {
    var bits: [Bool] = []
    func append(_ value: Int, _ count: Int) { for bit in (0..<count).reversed() { bits.append(value >> bit & 1 == 1) } }
    append(0b0100, 4)
    append(bytes.count, version < 10 ? 8 : 16)
    for byte in bytes { append(Int(byte), 8) }
    let capacity = QRCode.Version.dataBytes[version - 1] * 8
    append(0, min(4, capacity - bits.count))
    append(0, (8 - bits.count % 8) % 8)
    var words = stride(from: 0, to: bits.count, by: 8).map { start in
      bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
    }
    while words.count < capacity / 8 {
      words.append(words.count.isMultiple(of: 2) == (bits.count / 8).isMultiple(of: 2) ? 0xEC : 0x11)
    }
    return words
  }

  /// The product of (x − 2^i), the highest power left out.
  private static func generator(_ degree: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: degree - 1) + [1]
    var root: UInt8 = 1
    for _ in 0..<degree {
      for index in 0..<degree {
        result[index] = multiply(result[index], root)
        if index + 1 < degree { result[index] ^= result[index + 1] }
      }
      root = multiply(root, 2)
    }
    return result
  }

  private static func remainder(of data: [UInt8], by divisor: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: divisor.count)
    for byte in data {
      let factor = byte ^ result.removeFirst()
      result.append(0)
      for index in divisor.indices { result[index] ^= multiply(divisor[index], factor) }
    }
    return result
  }

  /// In GF(256) modulo x⁸ + x⁴ + x³ + x² + 1.
  private static func multiply(_ left: UInt8, _ right: UInt8) -> UInt8 {
    var result = 0
    for bit in (0..<8).reversed() {
      result = result << 1 ^ (result >> 7) * 0x11D
      result ^= (Int(right) >> bit & 1) * Int(left)
    }
    return UInt8(result)
  }
}
