/// A web origin (RFC 6454): scheme, host and port, as a browser writes it in `Origin`. Compared exactly.
public struct Origin: Hashable, Sendable, CustomStringConvertible {
  public let isSecure: Bool
  /// Host, with the port where it is not the scheme's own: `sfat.example`, `127.0.0.1:8080`, `[::1]:8080`. Lower case.
  public let authority: String

  /// Nil when the authority is not a plain host with an optional port: it also ends up in headers, so nothing else gets in.
  public init?(isSecure: Bool, authority: String) {
    let lower = authority.lowercased()
    guard (1...255).contains(lower.utf8.count) else { return nil }
    let isPlain = lower.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"):
        true
      default: false
      }
    }
    guard isPlain else { return nil }
    self.isSecure = isSecure
    let ownPort = isSecure ? ":443" : ":80"
    self.authority = lower.hasSuffix(ownPort) && lower != ownPort ? String(lower.dropLast(ownPort.utf8.count)) : lower
  }

  /// From what an operator wrote: `https://sfat.example` or `https://sfat.example/`; nil for anything with a path.
  public init?(url: String) {
    let isSecure: Bool
    let rest: Substring
    if url.hasPrefix("https://") {
      isSecure = true
      rest = url.dropFirst(8)
    } else if url.hasPrefix("http://") {
      isSecure = false
      rest = url.dropFirst(7)
    } else {
      return nil
    }
    self.init(isSecure: isSecure, authority: String(rest.hasSuffix("/") ? rest.dropLast() : rest))
  }

  /// The host without its port.
  var host: String {
    guard authority.hasPrefix("["), let end = authority.firstIndex(of: "]") else {
      return String(authority.prefix { $0 != ":" })
    }
    return String(authority[...end])
  }

  public var description: String { (isSecure ? "https://" : "http://") + authority }

  /// The same place for WebSockets, for `connect-src`: some browsers do not count it as `'self'`.
  public var webSocket: String { (isSecure ? "wss://" : "ws://") + authority }
}
