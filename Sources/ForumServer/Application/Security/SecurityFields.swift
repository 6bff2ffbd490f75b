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

  /// Adds them to an answer that does not have its own.
  static func add(to fields: inout HTTPFields, origin: Origin?, isSecure: Bool) {
    fields.set("Content-Security-Policy", contentPolicy(origin))
    fields.set("X-Content-Type-Options", "nosniff")
    fields.set("Referrer-Policy", "same-origin")
    fields.set("X-Frame-Options", "DENY")
    fields.set("Cross-Origin-Opener-Policy", "same-origin")
    fields.set("Cross-Origin-Resource-Policy", "same-origin")
    fields.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
    if isSecure { fields.set("Strict-Transport-Security", "max-age=31536000") }
  }
}
