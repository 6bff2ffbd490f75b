/// A code that people read from paper and type: twelve characters in three groups, `K7QM-3DXF-9TWA`; 60 random bits. Without the
/// letters I, L, O and U, which are taken for others (Crockford's base 32); how it is typed does not matter.
public struct PaperCode: Sendable, Equatable, CustomStringConvertible {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
  private static let length = 12

  /// The characters, without the hyphens.
  public let text: String

  /// A new one.
  public init() { self.init(bytes: RandomBytes.make(Self.length)) }

  /// The one that random bytes, twelve at least, come to.
  public init(bytes: [UInt8]) {
    text = String(decoding: bytes.prefix(Self.length).map { Self.alphabet[Int($0 & 31)] }, as: UTF8.self)
  }

  /// One as somebody typed it; nil for what cannot be one.
  public init?(_ typed: String) {
    var characters: [UInt8] = []
    for character in typed.uppercased().utf8 {
      switch character {
      case UInt8(ascii: "-"), UInt8(ascii: " "): continue
      case UInt8(ascii: "O"): characters.append(UInt8(ascii: "0"))
      case UInt8(ascii: "I"), UInt8(ascii: "L"): characters.append(UInt8(ascii: "1"))
      default:
        guard Self.alphabet.contains(character) else { return nil }
        characters.append(character)
      }
    }
    guard characters.count == Self.length else { return nil }
    text = String(decoding: characters, as: UTF8.self)
  }

  public var description: String {
    let letters = Array(text)
    return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }
      .joined(separator: "-")
  }

  /// SHA-256: what is stored and looked up. 60 bits cannot be tried one by one against a server that counts attempts.
  public var hash: [UInt8] { SHA256.hash(Array(("sfat paper code\n" + text).utf8)) }
}
