import Synchronization

/// What `Accept-Language` values came to: browsers send few different ones, and weighing one costs more than the rest of finding a
/// kept page. Any thread.
final class LanguageMemo: Sendable {
  /// The most values remembered; then it begins anew.
  static let bound = 1_024
  /// A longer value is weighed each time.
  static let lengthBound = 128

  private let known = Mutex<[String: InterfaceLocale]>([:])

  /// As `Negotiation.locale`.
  func locale(cookie: String?, acceptLanguage: String?) -> InterfaceLocale {
    guard cookie == nil, let acceptLanguage, acceptLanguage.utf8.count <= Self.lengthBound else {
      return Negotiation.locale(cookie: cookie, acceptLanguage: acceptLanguage)
    }
    if let locale = known.withLock({ $0[acceptLanguage] }) { return locale }
    let locale = Negotiation.locale(cookie: nil, acceptLanguage: acceptLanguage)
    known.withLock {
      if $0.count >= Self.bound { $0.removeAll(keepingCapacity: true) }
      $0[acceptLanguage] = locale
    }
    return locale
  }
}
