import ForumWire

/// The cookies we set. The session's and the guest's are secrets; all are HttpOnly and SameSite=Lax, and on TLS have the prefix
/// `__Host-`, so that no other host of the domain can set them.
enum CookieName: String, Sendable, CaseIterable {
  /// The session's token.
  case session = "sfat"
  /// A guest's random value, to which the tokens of the sign-in and registration forms are bound.
  case guest = "sfat-guest"
  case language = "sfat-language"
  case theme = "sfat-theme"
  /// What the next page says once.
  case notice = "sfat-notice"

  func text(isSecure: Bool) -> String { isSecure ? "__Host-" + rawValue : rawValue }

  /// The `Set-Cookie` value that sets it; `lifetime` in seconds, nil until the browser ends.
  func set(_ value: String, lifetime: Int?, isSecure: Bool) -> String {
    SetCookie(name: text(isSecure: isSecure), value: value, maxAge: lifetime, isSecure: isSecure).field
  }

  /// The `Set-Cookie` value that takes it back.
  func clear(isSecure: Bool) -> String { set("", lifetime: 0, isSecure: isSecure) }
}

/// The cookies of a request, by our names.
struct RequestCookies: Sendable {
  private let cookies: Cookies
  private let isSecure: Bool

  init(_ fields: HTTPFields, isSecure: Bool) {
    cookies = Cookies(fields)
    self.isSecure = isSecure
  }

  /// The value of a cookie; nil when it is absent or empty.
  subscript(name: CookieName) -> String? {
    guard let value = cookies[name.text(isSecure: isSecure)], !value.isEmpty else { return nil }
    return value
  }
}
