/// An address that somebody else wrote and that may stand in a link: `http`, `https` or `mailto`, and nothing else.
///
/// Only what is well formed by RFC 3986 gets in; bytes that may not stand in an address are percent-encoded. Relative addresses,
/// other schemes, and hosts with a user name before them (they look like another site) are refused.
struct WebAddress: Equatable {
  let text: String

  init?(_ source: String) {
    guard source.utf8.count <= Self.maximumLength, let colon = source.firstIndex(of: ":") else { return nil }
    let rest = source[source.index(after: colon)...]
    switch source[..<colon].lowercased() {
    case "http":
      guard let text = Self.web(rest, scheme: "http:") else { return nil }
      self.text = text
    case "https":
      guard let text = Self.web(rest, scheme: "https:") else { return nil }
      self.text = text
    case "mailto":
      guard let at = rest.firstIndex(of: "@"), at > rest.startIndex, rest.index(after: at) < rest.endIndex else { return nil }
      text = "mailto:" + Self.encoded(rest)
    default: return nil
    }
  }

  /// Browsers and proxies agree on a little more than this.
  static let maximumLength = 2_000

  private static func web(_ rest: Substring, scheme: String) -> String? {
    guard rest.hasPrefix("//") else { return nil }
    let afterSlashes = rest.dropFirst(2)
    let end = afterSlashes.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? afterSlashes.endIndex
    guard let host = host(afterSlashes[..<end]) else { return nil }
    var path = encoded(afterSlashes[end...])
    // A second # may not stand in a fragment.
    if let fragment = path.firstIndex(of: "#") {
      let start = path.index(after: fragment)
      path = path[..<start] + path[start...].split(separator: "#", omittingEmptySubsequences: false).joined(separator: "%23")
    }
    return scheme + "//" + host + path
  }

  /// A host name with letters of any script, and perhaps a port.
  private static func host(_ authority: Substring) -> Substring? {
    let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.first, !name.isEmpty, name.utf8.count <= 253, !name.hasPrefix("."), !name.contains("..") else {
      return nil
    }
    for scalar in name.unicodeScalars {
      guard scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "." else { return nil }
    }
    if parts.count == 2 {
      guard (1...5).contains(parts[1].utf8.count), let port = Int(parts[1]), (1...65_535).contains(port) else { return nil }
    }
    return authority
  }

  private static func encoded(_ part: Substring) -> String {
    var result: [UInt8] = []
    let bytes = Array(part.utf8)
    for (index, byte) in bytes.enumerated() {
      let stands =
        byte == UInt8(ascii: "%")
        ? index + 2 < bytes.count && isHexadecimal(bytes[index + 1]) && isHexadecimal(bytes[index + 2]) : allowed.contains(byte)
      if stands {
        result.append(byte)
      } else {
        let digits = Array("0123456789ABCDEF".utf8)
        result.append(contentsOf: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]])
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?#".utf8)

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): true
    default: false
    }
  }
}
