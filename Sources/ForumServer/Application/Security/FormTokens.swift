import ForumCore

/// The tokens in our forms: HMAC-SHA-256 under the installation's key of the session's hash, or of a guest's cookie, so that
/// another site, which can make a browser send the cookie but cannot read it, cannot make the form.
struct FormTokens: Sendable {
  private let key: [UInt8]

  /// `key` is the installation's secret `forms`: the same for every process on the database.
  init(key: [UInt8]) { self.key = key }

  /// The token of a signed-in person's forms.
  func token(session hash: [UInt8]) -> String { HMAC.text(of: Array("session\n".utf8) + hash, key: key) }
  /// The token of the forms that a guest may send.
  func token(guest cookie: String) -> String { HMAC.text(of: Array("guest\n\(cookie)".utf8), key: key) }
  /// The name under which somebody's attempts are counted in the database: it tells no address without the key.
  func name(ofAttempt rule: String, by who: String) -> String { HMAC.text(of: Array("attempt\n\(rule)\n\(who)".utf8), key: key) }
}
