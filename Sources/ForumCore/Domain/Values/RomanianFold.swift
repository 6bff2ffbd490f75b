import Foundation

/// Romanian folding and order, without ICU, the same on both databases.
///
/// The fold is for finding: lower case, no diacritics (comma-below, cedilla or none are one), words apart by one space. The
/// sort key is for lists: ă and â are letters after a, î after i, ș after s, ț after t; cedilla forms sort with comma-below.
public enum RomanianFold {
  /// `Cluj-Napoca` → `cluj napoca`.
  public static func fold(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var isApart = false
    for scalar in text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
      let category = scalar.properties.generalCategory
      if category == .nonspacingMark { continue }
      if scalar.properties.isAlphabetic || category == .decimalNumber {
        if isApart && !result.isEmpty { result.append(" ") }
        isApart = false
        if let plain = undecomposed[scalar] { result.append(plain) } else { result.unicodeScalars.append(scalar) }
      } else {
        isApart = true
      }
    }
    return result
  }

  /// Bytes whose order is the order of a Romanian list: first without regard to case, then by the exact text.
  public static func sortKey(_ text: String) -> [UInt8] {
    var key: [UInt8] = []
    let composed = text.precomposedStringWithCanonicalMapping
    for scalar in composed.lowercased().unicodeScalars {
      if let letter = letters[scalar] {
        key.append(letter)
      } else if scalar.properties.isAlphabetic {
        // Foreign letters: by their base letter where they have one, after all others where not.
        let base = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.first!
        if let letter = letters[base] {
          key.append(letter)
        } else if let plain = undecomposed[base] {
          key.append(contentsOf: plain.unicodeScalars.compactMap { letters[$0] })
        } else {
          key.append(0xF0)
          key.append(contentsOf: Array(String(base).utf8))
        }
      } else if scalar.properties.generalCategory == .decimalNumber {
        key.append(0x10 + UInt8(scalar.properties.numericValue ?? 0))
      } else if scalar.properties.isWhitespace {
        key.append(0x02)
      } else {
        key.append(0x03)
      }
    }
    key.append(0x00)
    key.append(contentsOf: Array(composed.utf8))
    return key
  }

  /// Letters that have no decomposition.
  private static let undecomposed: [Unicode.Scalar: String] = [
    "đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "þ": "th", "ð": "d",
  ]

  /// The Romanian alphabet, from 0x30, with the cedilla forms beside their letters.
  private static let letters: [Unicode.Scalar: UInt8] = {
    var order: [Unicode.Scalar: UInt8] = [:]
    for (index, scalar) in "aăâbcdefghiîjklmnopqrsștțuvwxyz".unicodeScalars.enumerated() { order[scalar] = 0x30 + UInt8(index) }
    order["ş"] = order["ș"]
    order["ţ"] = order["ț"]
    return order
  }()
}
