import ForumCore
import ForumWire

/// One's own data: sessions, a copy of everything, and erasing it.
extension Application {
  /// `session` names one to end, by the beginning of its hash; `others` (1) ends all but this one; `token` names a program that acts
  /// for the person no longer.
  func endSessions(_ exchange: Exchange) async throws(Problem) -> Reply {
    let participant = try exchange.signedIn()
    if let named = try exchange.fields.choice("token") {
      let token = try read { try $0.tokens(of: participant) }.first { Self.name(ofHash: $0.hash) == named }
      guard let token else { throw .field("token") }
      try await execute(.revokeToken(hash: token.hash), exchange, by: exchange.actor)
      live.checkCredentials()
      return changed(backTo: Route.profile.path, exchange, notice: .saved, position: forum.head)
    }
    let sessions = try read { try $0.sessions(of: participant, now: .now) }
    let named = try exchange.fields.choice("session")
    let endsOthers = try exchange.fields.flag("others")
    var current: [UInt8]?
    if case .session(let hash, _) = exchange.identity { current = hash }
    let ending = sessions.filter { session in
      endsOthers ? session.hash != current : Self.name(ofHash: session.hash) == named
    }
    if ending.isEmpty, !endsOthers { throw .field("session") }
    for session in ending {
      try await execute(.endSession(hash: session.hash), exchange, by: .system)
      live.sessionEnded(hash: session.hash)
    }
    return changed(backTo: Route.profile.path, exchange, notice: .saved, position: forum.head)
  }

  /// How a session or a token is named on pages: what its hash begins with says nothing about the secret.
  static func name(ofHash hash: [UInt8]) -> String { Base64URL.encode(Array(hash.prefix(9))) }

  // MARK: A copy of everything

  static let ownPostsPerPage = 500

  func showOwnData(_ exchange: Exchange) throws(Problem) -> Reply {
    let participant = try exchange.signedIn()
    try limit(.exporting, participant.description, .tooManyAttempts)
    let after = try (exchange.query ?? .empty).position("after").flatMap { $0 > 0 ? PostID($0) : nil }
    return try read { reader in
      guard exchange.representation == .html else {
        let document = try OwnData(reader: reader, participant: participant, now: .now)
        var reply = Reply.json { document.write(to: &$0) }
        reply.fields.add("Content-Disposition", "attachment; filename=\"sfat-\(participant).json\"")
        reply.fields.add("Cache-Control", "no-store")
        return reply
      }
      var posts = try reader.ownPosts(of: participant, after: after, limit: Self.ownPostsPerPage + 1)
      let hasNext = posts.count > Self.ownPostsPerPage
      if hasNext { posts.removeLast() }
      let next = hasNext ? posts.last.map { Route.ownData.url(["after": $0.id.description]) } : nil
      return .page(
        OwnDataPage(
          context: try context(exchange, reader), account: try reader.account(of: participant),
          history: try reader.ownHistory(of: participant), posts: posts,
          paging: Paging(first: after == nil ? nil : Route.ownData.path, next: next)))
    }
  }

  // MARK: Restricting

  /// `on` 1 has what one said not shown, 0 shows it again (GDPR 18).
  func restrict(_ exchange: Exchange) async throws(Problem) -> Reply {
    let participant = try exchange.signedIn()
    // Each changes every page on which the person spoke.
    try limit(.naming, participant.description, .tooManyAttempts)
    let receipt = try await execute(.restrict(on: try exchange.fields.flag("on")), exchange)
    return changed(backTo: Route.profile.path, exchange, notice: .saved, position: receipt.position)
  }

  // MARK: Erasing

  func askErasure(_ exchange: Exchange) throws(Problem) -> Reply {
    guard exchange.identity.isSession else { throw Problem(Rejection.signInRequired) }
    return try erasurePage(exchange, form())
  }

  private func erasurePage(_ exchange: Exchange, _ form: FormState) throws(Problem) -> Reply {
    try read { reader in .page(ErasurePage(context: try context(exchange, reader), form: form)) }
  }

  /// `password`, and `words` (1) to erase also what one wrote. Goes on where it was interrupted, when it is asked for again.
  func eraseOwn(_ exchange: Exchange) async throws(Problem) -> Reply {
    guard case .session(let hash, let session) = exchange.identity else { throw Problem(Rejection.signInRequired) }
    return try await submit(exchange) { () async throws(Problem) in
      let withWords = try exchange.fields.flag("words")
      try await requirePassword(of: session.participant, field: "password", exchange)
      let before = forum.head
      // Some at a time: others write in between, and what was erased stays erased whatever happens next.
      while true {
        let receipt = try await execute(.eraseOwn(withWords: withWords), exchange, by: exchange.actor)
        if receipt.answer.first == 0 { break }
      }
      live.sessionEnded(hash: hash)
      live.checkCredentials()
      keepErasures(after: before)
      var reply = Reply.seeOther(Route.home.path).saying(.erased, isSecure: exchange.isSecure)
      reply.fields.add("Set-Cookie", CookieName.session.clear(isSecure: exchange.isSecure))
      reply.fields.add("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"")
      return reply
    } again: { form throws(Problem) in
      try erasurePage(exchange, form)
    }
  }

  /// Tells the register and cleans the files; what fails is in the log, and done with the next erasure.
  func keepErasures(after position: Position) {
    let (location, path, log) = (forum.location, settings.erasureRegister, log)
    Background.run("erasure") {
      do {
        let isClean = try ErasureKeeper.keep(location, register: ErasureRegister(path: path), after: position)
        if !isClean { log.write(.warning, "erasure-files-kept", "the files are cleaned with the next erasure") }
      } catch {
        log.write(.error, "erasure-register-failed", "\(error)")
      }
    }
  }
}
