import ForumCore
import ForumNet

extension Failure {
  /// What the server answered instead: its problem document (RFC 9457) in the person's language, where there is one.
  init(_ response: ClientResponse) {
    self.init(problem: try? JSONParser.parse(response.body), status: response.status)
  }

  init(problem document: JSONValue?, status: Int) {
    let code: ExitCode =
      switch status {
      case 401, 403: .notAllowed
      case 404, 409, 410, 413, 422: .refused
      case 429, 503, 507: .tryAgain
      case 400...499: .data
      default: .unavailable
      }
    let next: Phrase? =
      switch status {
      case 401:
        Phrase(
          ro: "Intrați cu forum-cli login, sau dați un token cu --token-file ori SFAT_TOKEN.",
          en: "Sign in with forum-cli login, or give a token with --token-file or SFAT_TOKEN.")
      case 507:
        Phrase(
          ro: "Pe server nu mai este loc; citirea merge. Încercați mai târziu.",
          en: "The server has no room; reading goes on. Try later.")
      case 429, 503: Phrase(ro: "Încercați mai târziu.", en: "Try later.")
      default: nil
      }
    var sentences: [String] = []
    if let detail = document?["detail"]?.string ?? document?["title"]?.string { sentences.append(detail) }
    for error in document?["errors"]?.array ?? [] {
      if let detail = error["detail"]?.string, !sentences.contains(detail) { sentences.append(detail) }
    }
    let what =
      sentences.isEmpty
      ? Phrase(ro: "Serverul a răspuns \(status).", en: "The server answered \(status).")
      : Phrase(TextLayout.harmless(sentences.joined(separator: " ")))
    self.init(code, what, next: next, problem: status)
  }

  init(_ error: ClientError) {
    switch error {
    case .unreachable(let host, let reason):
      self.init(
        .unavailable,
        Phrase(ro: "Serverul \(host) nu răspunde: \(reason).", en: "The server \(host) does not answer: \(reason)."),
        next: Phrase(ro: "Merge serverul? Verificați --server.", en: "Is it running? Check --server."))
    case .tls(let reason):
      self.init(
        .unavailable,
        Phrase(ro: "Nu se poate face o legătură sigură: \(reason).", en: "No secure connection can be made: \(reason)."),
        next: Phrase(
          ro: "Pentru un certificat al dumneavoastră, dați-l cu --ca FIȘIER.",
          en: "For a certificate of your own, give it with --ca FILE."))
    case .timedOut:
      self.init(.unavailable, Phrase(ro: "Serverul nu a răspuns la timp.", en: "The server did not answer in time."))
    case .disconnected, .closed:
      self.init(.unavailable, Phrase(ro: "Legătura cu serverul s-a întrerupt.", en: "The connection to the server was lost."))
    case .badAnswer, .badHandshake:
      self.init(
        .data, Phrase(ro: "Răspunsul serverului nu este înțeles.", en: error.description),
        next: Phrase(ro: "Este acolo un forum Sfat? Verificați --server.", en: "Is that a Sfat forum? Check --server."))
    case .refused(let status, let body):
      self.init(problem: try? JSONParser.parse(body), status: status)
    }
  }
}
