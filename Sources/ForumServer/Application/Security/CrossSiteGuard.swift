import ForumCore
import ForumNet
import ForumWire

/// Refuses what another site made a browser send.
///
/// Programs with a bearer token are let through: a browser never adds one by itself. Everybody else's writes must come from our
/// own origin, as far as the browser says so (`Origin`, `Sec-Fetch-Site`), and must carry the form's token.
enum CrossSiteGuard {
  /// Whether a browser says that the request comes from elsewhere. A request that says nothing (no browser of today) is not
  /// refused here: it still needs the token. `Origin` is compared byte for byte with how browsers write ours (RFC 6454 §6.1): no
  /// slash at the end, no port of the scheme's own, one field.
  static func isForeign(_ fields: HTTPFields, ours: Origin) -> Bool {
    if let site = fields["Sec-Fetch-Site"], site != "same-origin", site != "none" { return true }
    if let origin = fields.list("Origin") { return origin != ours.description }
    return false
  }

  /// Checks a write. The token comes in the field `csrf` of a form or in the header `X-CSRF` of our script.
  static func check(_ exchange: Exchange, tokens: FormTokens) throws(Problem) {
    if exchange.identity.isBearer { return }
    if isForeign(exchange.request.head.fields, ours: exchange.origin) { throw Problem(.originForeign) }
    // A choice of language or theme changes nothing but the browser's own cookie, and its form stands on cached pages.
    if exchange.route == .preferences { return }
    let expected: String
    switch exchange.identity {
    case .session(let hash, _): expected = tokens.token(session: hash)
    case .guest:
      // No form of another site can send JSON, and a guest has nothing that could be misused by one.
      if !exchange.fields.isForm { return }
      guard let cookie = exchange.cookies[.guest] else { throw Problem(.formExpired) }
      expected = tokens.token(guest: cookie)
    case .bearer: return
    }
    guard let given = exchange.request.head.fields["X-CSRF"] ?? exchange.fields.text("csrf"), HMAC.equal(given, expected) else {
      throw Problem(.formExpired)
    }
  }
}
