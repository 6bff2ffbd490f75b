/// Lays text out in a terminal's columns, and takes from it what could drive the terminal.
enum TextLayout {
  /// A text as it may be shown: controls, escape sequences' beginnings and marks that turn the direction of writing are replaced,
  /// so that what somebody wrote cannot move the cursor, hide itself or pose as another line. Tabs become spaces; line breaks
  /// stay.
  static func harmless(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A: result.append(scalar)
      case 0x09: result.append(contentsOf: "  ".unicodeScalars)
      case 0x0D: break
      case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
        result.append("\u{FFFD}")
      case 0x2028, 0x2029: result.append("\n")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The same on one line, for titles and names.
  static func harmlessLine(_ text: String) -> String { harmless(text).replacing("\n", with: " ") }

  /// How many columns a text fills.
  static func width(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + width($1) }
  }

  /// How many columns one character fills: by its first scalar, as terminals do; combining marks add none.
  static func width(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    // A mark of emoji presentation (VS16) makes a narrow sign wide.
    if character.unicodeScalars.contains("\u{FE0F}") { return 2 }
    return isWide(first) ? 2 : 1
  }

  /// Lines of at most `columns`, broken between words; a word longer than a line is broken where it must. Line breaks stay, and
  /// so does the white space a line begins with.
  static func wrap(_ text: String, to columns: Int) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { wrapLine($0, to: max(1, columns)) }
  }

  /// A text cut to fit, with an ellipsis where something is missing.
  static func cut(_ text: String, to columns: Int) -> String {
    guard width(text) > columns else { return text }
    var result = ""
    var used = 0
    for character in text {
      let next = width(character)
      if used + next > columns - 1 { break }
      result.append(character)
      used += next
    }
    return result + "…"
  }

  /// A text filled with spaces on its right.
  static func pad(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - width(text)))
  }

  private static func wrapLine(_ line: Substring, to columns: Int) -> [String] {
    let indent = String(line.prefix { $0 == " " }.prefix(columns / 2))
    var lines: [String] = []
    var current = indent
    var used = indent.count
    var isEmpty = true
    for word in line.split(separator: " ") {
      let needed = width(String(word))
      if !isEmpty, used + 1 + needed <= columns {
        current += " " + word
        used += 1 + needed
        continue
      }
      if !isEmpty {
        lines.append(current)
        current = indent
        used = indent.count
      }
      for character in word {
        let next = width(character)
        if used + next > columns, used > indent.count {
          lines.append(current)
          current = indent
          used = indent.count
        }
        current.append(character)
        used += next
      }
      isEmpty = false
    }
    lines.append(isEmpty ? "" : current)
    return lines
  }

  /// East Asian wide and full-width characters, and emoji (Unicode Standard Annex 11, in ranges).
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0, 0x23F3, 0x25FD...0x25FE, 0x2614...0x2615,
      0x2648...0x2653, 0x267F, 0x2693, 0x26A1, 0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5, 0x26CE, 0x26D4, 0x26EA,
      0x26F2...0x26F3, 0x26F5, 0x26FA, 0x26FD, 0x2705, 0x270A...0x270B, 0x2728, 0x274C, 0x274E, 0x2753...0x2755, 0x2757,
      0x2795...0x2797, 0x27B0, 0x27BF, 0x2B1B...0x2B1C, 0x2B50, 0x2B55, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF,
      0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x16FE0...0x18CD8, 0x1AFF0...0x1B2FB, 0x1F004, 0x1F0CF, 0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320,
      0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0, 0x1F3F4,
      0x1F3F8...0x1F43E, 0x1F440, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E, 0x1F550...0x1F567, 0x1F57A,
      0x1F595...0x1F596, 0x1F5A4, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6CC, 0x1F6D0...0x1F6D2, 0x1F6D5...0x1F6D7,
      0x1F6DC...0x1F6DF, 0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7EB, 0x1F90C...0x1F93A, 0x1F93C...0x1F945,
      0x1F947...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
