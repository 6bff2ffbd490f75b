import ForumCore
private import Foundation

/// Domains of institutions and organisations that the operator knows: a mailbox there speaks for who owns the domain.
struct ListedDomains: Sendable, Equatable {
  private var domains: Set<String> = []

  init() {}

  /// One a line, in lower case or not; empty lines and those that begin with `#` say nothing.
  init(_ text: String) throws(ConfigurationError) {
    for line in text.split(whereSeparator: \.isNewline) {
      let domain = line.trimmingPrefix { $0.isWhitespace }.prefix { !$0.isWhitespace }.lowercased()
      guard !domain.isEmpty, !domain.hasPrefix("#") else { continue }
      guard domain.contains("."), !domain.hasPrefix("."), domain.utf8.allSatisfy(Self.isAllowed) else {
        throw ConfigurationError("--listed-domains holds “\(domain.prefix(80))”, which is no domain such as primaria.example.")
      }
      domains.insert(domain)
    }
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): true
    default: false
    }
  }

  /// Read once, at the start.
  init(file path: String) throws(ConfigurationError) {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw ConfigurationError("--listed-domains names \(path), which cannot be read as UTF-8 text.")
    }
    try self.init(text)
  }

  var isEmpty: Bool { domains.isEmpty }

  /// Whether an address is at one of them, or below one.
  func contains(_ address: EmailAddress) -> Bool {
    guard let at = address.folded.lastIndex(of: "@") else { return false }
    var domain = address.folded[address.folded.index(after: at)...]
    while true {
      if domains.contains(String(domain)) { return true }
      guard let dot = domain.firstIndex(of: ".") else { return false }
      domain = domain[domain.index(after: dot)...]
    }
  }
}
