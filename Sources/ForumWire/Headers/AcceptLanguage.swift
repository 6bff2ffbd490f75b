/// Which languages a reader prefers, RFC 9110 §12.5.4, matched by the lookup of RFC 4647 §3.4.
public struct AcceptLanguage: Sendable {
  /// Beyond so many ranges, the rest is not read.
  public static let maximumCount = 64

  /// The ranges in small letters with their qualities in thousandths; an element that is not well formed is left out.
  public private(set) var ranges: [(tag: String, quality: Int)] = []

  /// The value of the Accept-Language field; nil or nothing accepts everything.
  public init(_ value: String?) {
    guard let value else { return }
    for element in FieldList.elements(value).prefix(Self.maximumCount) {
      var cursor = FieldCursor(element)
      cursor.skipBlanks()
      guard let tag = cursor.take({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "*") }) else {
        continue
      }
      var quality: Int? = 1000
      if cursor.skip(UInt8(ascii: ";")) {
        guard cursor.token()?.lowercased() == "q", cursor.skip(UInt8(ascii: "=")), let weight = cursor.token() else { continue }
        quality = Quality.parse(weight)
      }
      cursor.skipBlanks()
      guard cursor.isAtEnd, let quality else { continue }
      ranges.append((tag.lowercased(), quality))
    }
  }

  /// The index of the language, given as tags in small letters (`ro`), that the reader prefers; of equals the one asked for
  /// first. nil: none is wanted, or nothing was said: use the default.
  public func best(of offers: [String]) -> Int? {
    var best: (index: Int, quality: Int, rank: Int)?
    for (index, offer) in offers.enumerated() {
      guard let (quality, rank) = match(offer), quality > 0 else { continue }
      if let best, best.quality > quality || best.quality == quality && best.rank <= rank { continue }
      best = (index, quality, rank)
    }
    return best?.index
  }

  /// The range as such counts before longer ones that shorten to it (`ro-MD` to `ro`), and these before `*`.
  private func match(_ offer: String) -> (quality: Int, rank: Int)? {
    var longer: (quality: Int, rank: Int)?
    var wildcard: (quality: Int, rank: Int)?
    for (rank, range) in ranges.enumerated() {
      if range.tag == offer { return (range.quality, rank) }
      if range.tag == "*" {
        wildcard = wildcard ?? (range.quality, rank)
      } else if range.tag.hasPrefix(offer + "-"), range.quality > longer?.quality ?? -1 {
        longer = (range.quality, rank)
      }
    }
    return longer ?? wildcard
  }
}
