/// What a client can read, RFC 9110 §12.5.1: media ranges with qualities.
public struct Accept: Sendable {
  /// Beyond so many ranges, the rest is not read.
  public static let maximumCount = 64

  /// The ranges with their qualities in thousandths; an element that is not well formed is left out.
  public private(set) var ranges: [(range: MediaType, quality: Int)] = []

  /// The value of the Accept field; nil or nothing accepts everything.
  public init(_ value: String?) {
    guard let value else { return }
    for element in FieldList.elements(value).prefix(Self.maximumCount) {
      guard var range = MediaType(element), range.type != "*" || range.subtype == "*" else { continue }
      let weight = range.parameters.firstIndex { $0.name == "q" }
      let quality = weight.map { Quality.parse(range.parameters[$0].value) } ?? 1000
      guard let quality else { continue }
      // What stood behind q were extensions of Accept, not of the type.
      if let weight { range.parameters.removeSubrange(weight...) }
      ranges.append((range, quality))
    }
  }

  /// The quality of a type, in thousandths: that of the most specific range that covers it; 0 when none does.
  public func quality(of offer: MediaType) -> Int {
    if ranges.isEmpty { return 1000 }
    var best = (specificity: -1, quality: 0)
    for (range, quality) in ranges {
      guard let specificity = Self.specificity(range, offer), specificity > best.specificity else { continue }
      best = (specificity, quality)
    }
    return best.quality
  }

  /// The index of the offer the client likes best; of equals the first, so offer the favourite first. nil: nothing fits (406).
  public func best(of offers: [String]) -> Int? {
    var best: (index: Int, quality: Int)?
    for (index, offer) in offers.enumerated() {
      guard let type = MediaType(offer) else { preconditionFailure("an offer must be a media type") }
      let quality = quality(of: type)
      if quality > best?.quality ?? 0 { best = (index, quality) }
    }
    return best?.index
  }

  private static func specificity(_ range: MediaType, _ offer: MediaType) -> Int? {
    if range.type == "*" { return 0 }
    guard range.type == offer.type else { return nil }
    if range.subtype == "*" { return 1 }
    guard range.subtype == offer.subtype, range.parameters.allSatisfy(offer.parameters.contains) else { return nil }
    return 2 + range.parameters.count
  }
}
