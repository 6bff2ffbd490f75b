import ForumWire

/// The fields that every answer carries, so that a browser gives the page nothing it does not need.
enum SecurityFields {
  /// One policy for all of our documents: nothing but our own files, no inline script or style, no frames, forms only to us.
  /// `connect-src` names the WebSocket's address because some browsers do not count it as `'self'`.
  static func contentPolicy(_ origin: Origin?) -> String {
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; manifest-src 'self'; connect-src 'self'"
      + (origin.map { " " + $0.webSocket } ?? "")
      + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types sfat"
  }

  /// Those that are the same in every answer, put together once.
  private static let fixed: HTTPFields = [
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  ]

  /// Adds them to an answer, which has none of them yet.
  static func add(to fields: inout HTTPFields, origin: Origin?, isSecure: Bool) {
    fields.add("Content-Security-Policy", contentPolicy(origin))
    fields.add(fixed)
    if isSecure { fields.add("Strict-Transport-Security", "max-age=31536000") }
  }
}
