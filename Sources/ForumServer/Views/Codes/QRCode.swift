/// A QR code (ISO/IEC 18004) of a short text: byte mode, error correction M, versions 1 to 10. Our own, so that a forum is built on the
/// C libraries that it has anyway (docs/decisions/0019).
struct QRCode: Sendable, Equatable {
  /// Modules on a side.
  private(set) var size: Int
  /// Row by row, true is dark.
  private var modules: [Bool]
  /// Modules of the patterns, which neither carry data nor are masked.
  private var isFixed: [Bool]

  /// Bytes that fit into the largest version.
  static let maximumBytes = 213

  subscript(row: Int, column: Int) -> Bool { modules[row * size + column] }

  /// Nil for a text that is too long.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let version = (1...10).first(where: { Version.bits(for: bytes.count, in: $0) <= Version.dataBytes[$0 - 1] * 8 }) else {
      return nil
    }
    size = 17 + 4 * version
    modules = Array(repeating: false, count: size * size)
    isFixed = modules
    drawPatterns(version)
    place(QRCodeWords.interleaved(bytes, version))
    let drawn = self
    // The mask whose result is the least confusing to a reader.
    let best = (0..<8).map { mask in drawn.masked(mask) }.min { $0.penalty < $1.penalty }!
    self = best
  }

  // MARK: - Patterns

  private mutating func set(_ row: Int, _ column: Int, _ isDark: Bool) {
    modules[row * size + column] = isDark
    isFixed[row * size + column] = true
  }

  private mutating func drawPatterns(_ version: Int) {
    for index in 0..<size {
      set(6, index, index.isMultiple(of: 2))
      set(index, 6, index.isMultiple(of: 2))
    }
    for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] { drawFinder(row, column) }
    let centres = Version.alignment[version - 1]
    for row in centres {
      for column in centres where !isFinder(row, column) { drawAlignment(row, column) }
    }
    drawFormat(mask: 0)
    if version >= 7 { drawVersion(version) }
  }

  private func isFinder(_ row: Int, _ column: Int) -> Bool {
    (row == 6 && (column == 6 || column == size - 7)) || (row == size - 7 && column == 6)
  }

  private mutating func drawFinder(_ row: Int, _ column: Int) {
    for down in -4...4 {
      for right in -4...4 where (0..<size).contains(row + down) && (0..<size).contains(column + right) {
        let ring = max(abs(down), abs(right))
        set(row + down, column + right, ring != 2 && ring != 4)
      }
    }
  }

  private mutating func drawAlignment(_ row: Int, _ column: Int) {
    for down in -2...2 {
      for right in -2...2 { set(row + down, column + right, max(abs(down), abs(right)) != 1) }
    }
  }

  /// Level M and the mask, protected by BCH(15,5), beside the finders.
  private mutating func drawFormat(mask: Int) {
    var rest = mask << 10
    for bit in (10..<15).reversed() where rest >> bit & 1 == 1 { rest ^= 0x537 << (bit - 10) }
    let bits = (mask << 10 | rest) ^ 0x5412
    func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
    for index in 0..<6 { set(index, 8, bit(index)) }
    set(7, 8, bit(6))
    set(8, 8, bit(7))
    set(8, 7, bit(8))
    for index in 9..<15 { set(8, 14 - index, bit(index)) }
    for index in 0..<8 { set(8, size - 1 - index, bit(index)) }
    for index in 8..<15 { set(size - 15 + index, 8, bit(index)) }
    set(size - 8, 8, true)
  }

  /// The version, protected by BCH(18,6).
  private mutating func drawVersion(_ version: Int) {
    var rest = version << 12
    for bit in (12..<18).reversed() where rest >> bit & 1 == 1 { rest ^= 0x1F25 << (bit - 12) }
    let bits = version << 12 | rest
    for index in 0..<18 {
      let isDark = bits >> index & 1 == 1
      set(index / 3, size - 11 + index % 3, isDark)
      set(size - 11 + index % 3, index / 3, isDark)
    }
  }

  // MARK: - Data

  /// Up and down in pairs of columns from the right, around the patterns.
  private mutating func place(_ words: [UInt8]) {
    var index = 0
    var right = size - 1
    while right >= 1 {
      if right == 6 { right = 5 }
      for step in 0..<size {
        for column in [right, right - 1] {
          let row = (right + 1) & 2 == 0 ? size - 1 - step : step
          guard !isFixed[row * size + column], index < words.count * 8 else { continue }
          modules[row * size + column] = words[index >> 3] >> UInt8(7 - index & 7) & 1 == 1
          index += 1
        }
      }
      right -= 2
    }
  }

  private func masked(_ mask: Int) -> QRCode {
    var code = self
    for row in 0..<size {
      for column in 0..<size where !isFixed[row * size + column] {
        let flips =
          switch mask {
          case 0: (row + column) % 2 == 0
          case 1: row % 2 == 0
          case 2: column % 3 == 0
          case 3: (row + column) % 3 == 0
          case 4: (row / 2 + column / 3) % 2 == 0
          case 5: row * column % 2 + row * column % 3 == 0
          case 6: (row * column % 2 + row * column % 3) % 2 == 0
          default: ((row + column) % 2 + row * column % 3) % 2 == 0
          }
        if flips { code.modules[row * size + column].toggle() }
      }
    }
    code.drawFormat(mask: mask)
    return code
  }

  /// Runs, squares, shapes like a finder, and the share of dark modules (ISO/IEC 18004, 7.8.3).
  private var penalty: Int {
    var sum = 0
    let finder = [true, false, true, true, true, false, true]
    for line in 0..<size {
      for isRow in [true, false] {
        let cells = (0..<size).map { isRow ? self[line, $0] : self[$0, line] }
        var run = 1
        for index in 1...size {
          if index < size, cells[index] == cells[index - 1] { run += 1; continue }
          if run >= 5 { sum += run - 2 }
          run = 1
        }
        for start in 0...(size - 7) where Array(cells[start..<start + 7]) == finder {
          let before = cells[max(0, start - 4)..<start].allSatisfy { !$0 }
          let after = cells[start + 7..<min(size, start + 11)].allSatisfy { !$0 }
          if before || after { sum += 40 }
        }
      }
    }
    for row in 0..<size - 1 {
      for column in 0..<size - 1 {
        let dark = self[row, column]
        if self[row, column + 1] == dark, self[row + 1, column] == dark, self[row + 1, column + 1] == dark { sum += 3 }
      }
    }
    let share = modules.count { $0 } * 100 / modules.count
    return sum + abs(share - 50) / 5 * 10
  }

  /// What the versions differ in, at level M.
  enum Version {
    static let dataBytes = [16, 28, 44, 64, 86, 108, 124, 154, 182, 216]
    static let correctionBytes = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26]
    static let blocks = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5]
    static let alignment = [
      [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50],
    ]

    /// Bits of a text with its mode and length.
    static func bits(for bytes: Int, in version: Int) -> Int { 4 + (version < 10 ? 8 : 16) + 8 * bytes }
  }
}
