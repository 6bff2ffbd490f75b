/// A cookie to be kept by the client, RFC 6265bis §4.1. The defaults are the strict ones: for this host only, not for scripts,
/// not sent along from other sites' forms.
public struct SetCookie: Sendable {
  public enum SameSite: String, Sendable {
    case strict = "Strict"
    case lax = "Lax"
  }

  public var name: String
  public var value: String
  /// In seconds; 0 deletes the cookie, nil keeps it until the browser closes.
  public var maxAge: Int?
  public var path = "/"
  public var isSecure: Bool
  public var isHTTPOnly = true
  public var sameSite = SameSite.lax

  public init(name: String, value: String, maxAge: Int? = nil, isSecure: Bool, sameSite: SameSite = .lax) {
    self.name = name
    self.value = value
    self.maxAge = maxAge
    self.isSecure = isSecure
    self.sameSite = sameSite
  }

  /// The value of the Set-Cookie field. Name and value are ours, so a wrong one is our mistake; `__Host-` demands Secure and `/`.
  public var field: String {
    precondition(!name.isEmpty && name.utf8.allSatisfy(\.isToken), "a cookie's name must be a token")
    precondition(value.utf8.allSatisfy(Cookies.isValue), "a cookie's value must be plain: encode it")
    precondition(path.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ";") }, "a cookie's path must be plain")
    precondition(!name.hasPrefix("__Host-") || isSecure && path == "/", "__Host- cookies are secure and for the whole host")
    var text = "\(name)=\(value); Path=\(path)"
    if let maxAge { text += "; Max-Age=\(maxAge)" }
    if isSecure { text += "; Secure" }
    if isHTTPOnly { text += "; HttpOnly" }
    return text + "; SameSite=\(sameSite.rawValue)"
  }
}
