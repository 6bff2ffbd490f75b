import ForumNet
import ForumWire

/// Chooses representation and language from what the client says it understands.
enum Negotiation {
  static func mediaType(_ representation: Representation) -> String {
    switch representation {
    case .html: "text/html"
    case .json: "application/json"
    case .atom: "application/atom+xml"
    }
  }

  static func contentType(_ representation: Representation) -> String {
    switch representation {
    case .html: "text/html; charset=utf-8"
    case .json: "application/json"
    case .atom: "application/atom+xml; charset=utf-8"
    }
  }

  /// What a read is answered with, where the route has representations: the suffix decides, else `Accept` among them, else 406.
  static func representation(
    of template: RouteTemplate, suffix: Representation?, accept: String?
  ) throws(Problem) -> Representation {
    if let suffix { return suffix }
    let offered = template.representations
    guard let accept else { return offered[0] }
    guard let chosen = choose(offered, accept: accept) else { throw Problem(.notAcceptable) }
    return chosen
  }

  /// How a write is answered: to a program in JSON, to a form by a page, unless it says that it prefers JSON.
  static func representationOfWrite(isForm: Bool, accept: String?) -> Representation {
    guard isForm else { return .json }
    guard let accept else { return .html }
    return choose([.html, .json], accept: accept) ?? .html
  }

  /// How a problem is told: as a page where pages are welcome, else as JSON.
  static func representationOfProblem(accept: String?, contentType: String?) -> Representation {
    if let contentType, contentType.lowercased().hasPrefix("application/json") { return .json }
    guard let accept else { return .html }
    return choose([.html, .json], accept: accept) ?? .json
  }

  private static func choose(_ offered: [Representation], accept: String) -> Representation? {
    Accept(accept).best(of: offered.map(mediaType)).map { offered[$0] }
  }

  /// The page's language: by choice (cookie), then by `Accept-Language`, then Romanian.
  static func locale(cookie: String?, acceptLanguage: String?) -> InterfaceLocale {
    if let cookie, let locale = InterfaceLocale(rawValue: cookie) { return locale }
    guard let acceptLanguage else { return .fallback }
    let offered = InterfaceLocale.allCases
    return AcceptLanguage(acceptLanguage).best(of: offered.map(\.rawValue)).map { offered[$0] } ?? .fallback
  }
}
