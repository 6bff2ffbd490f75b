/// The address of a server: `http://host:port/prefix` or `https://…`.
public struct ServerURL: Sendable, Hashable, CustomStringConvertible {
  public let isSecure: Bool
  /// A name or an address, without brackets.
  public let host: String
  public let port: UInt16
  /// What stands before every path; empty, or begins with `/` and does not end with one.
  public let prefix: String

  public init(isSecure: Bool, host: String, port: UInt16, prefix: String = "") {
    self.isSecure = isSecure
    self.host = host
    self.port = port
    self.prefix = prefix
  }

  /// Understands an address with the scheme http or https (RFC 9110 §4.2); nil for anything else, also for one with a user, a query
  /// or a fragment.
  public init?(_ text: String) {
    let lower = text.lowercased()
    guard let scheme = ["http://", "https://"].first(where: lower.hasPrefix) else { return nil }
    isSecure = scheme == "https://"
    let rest = text.dropFirst(scheme.count)
    guard !rest.contains(where: { "?#@ \\".contains($0) || !$0.isASCII }) else { return nil }
    let authority = rest.prefix { $0 != "/" }
    var prefix = rest[authority.endIndex...]
    while prefix.hasSuffix("/") { prefix.removeLast() }
    self.prefix = String(prefix)
    let name: Substring
    let after: Substring
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      name = authority[authority.index(after: authority.startIndex)..<end]
      after = authority[authority.index(after: end)...]
    } else {
      name = authority.prefix { $0 != ":" }
      after = authority[name.endIndex...]
    }
    guard !name.isEmpty else { return nil }
    host = String(name)
    if after.isEmpty {
      port = isSecure ? 443 : 80
    } else {
      guard after.hasPrefix(":"), let number = UInt16(after.dropFirst()), number > 0 else { return nil }
      port = number
    }
  }

  /// Host and port as the Host field has them (RFC 9110 §7.2).
  public var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
  }

  public var description: String { "\(isSecure ? "https" : "http")://\(authority)\(prefix)" }
}
