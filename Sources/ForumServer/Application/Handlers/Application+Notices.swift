import ForumCore

/// Notices: telling the moderators of a post, a thread or a person, with or without an account.
extension Application {
  /// What a query or a form names: exactly one of `post`, `thread`, `participant`.
  func subject(post: Position?, thread: Position?, participant: Position?) throws(Problem) -> ModerationSubject {
    switch (post, thread, participant) {
    case (let post?, nil, nil): return .post(PostID(post))
    case (nil, let thread?, nil): return .thread(ThreadID(thread))
    case (nil, nil, let participant?): return .participant(ParticipantID(participant))
    default: throw .field("post")
    }
  }

  /// The same from what was sent.
  func subject(_ fields: Fields) throws(Problem) -> ModerationSubject {
    try subject(
      post: try fields.position("post"), thread: try fields.position("thread"), participant: try fields.position("participant"))
  }

  /// The same from the address.
  func subject(_ query: Query?) throws(Problem) -> ModerationSubject {
    guard let query else { throw Problem(.notFound) }
    return try subject(
      post: try query.position("post"), thread: try query.position("thread"), participant: try query.position("participant"))
  }

  /// What a subject shows of itself above a form; throws where there is no such thing.
  func shown(_ subject: ModerationSubject, _ exchange: Exchange, _ reader: Reader) throws -> ShownSubject {
    switch subject {
    case .post(let id):
      if let post = try reader.post(id, viewer: exchange.participant), let thread = try reader.thread(post.thread) {
        let agreement =
          Rights.allows(exchange.identity.role(in: thread.space.id), .decide) ? try reader.agreement(to: id) : nil
        return ShownSubject(subject: subject, post: post, thread: thread, participant: nil, agreement: agreement)
      }
      // What waits is there for moderators alone.
      guard Rights.allows(exchange.identity.highest, .decide), let held = try reader.heldPost(id) else {
        throw Problem(Rejection.postNotFound)
      }
      let thread = try held.thread.flatMap { try reader.thread($0) }
      guard Rights.allows(exchange.identity.role(in: thread?.space.id ?? held.space), .decide) else {
        throw Problem(Rejection.postNotFound)
      }
      let agreement = try reader.agreement(to: id)
      return ShownSubject(subject: subject, post: nil, thread: thread, participant: nil, held: held, agreement: agreement)
    case .thread(let id):
      guard let thread = try reader.thread(id) else { throw Problem(Rejection.threadNotFound) }
      return ShownSubject(subject: subject, post: nil, thread: thread, participant: nil)
    case .participant(let id):
      guard let participant = try reader.participant(id) else { throw Problem(Rejection.participantNotFound) }
      return ShownSubject(subject: subject, post: nil, thread: nil, participant: participant)
    }
  }

  func composeNotice(_ exchange: Exchange) throws(Problem) -> Reply {
    try noticePage(try subject(exchange.query), exchange, form())
  }

  private func noticePage(_ subject: ModerationSubject, _ exchange: Exchange, _ form: FormState) throws(Problem) -> Reply {
    let shown = try read { try self.shown(subject, exchange, $0) }
    return try guestForm(exchange) { NewNoticePage(context: $0, subject: shown, form: form) }
  }

  func giveNotice(_ exchange: Exchange) async throws(Problem) -> Reply {
    let subject = try subject(exchange.fields)
    return try await submit(exchange) { () async throws(Problem) in
      let fields = exchange.fields
      guard let ground = try fields.word("ground", Ground.self) else { throw Problem(Rejection.fieldEmpty("ground")) }
      let receipt = exchange.participant == nil ? SecretToken() : nil
      let email = try fields.string("email")
      let confirmation = receipt.flatMap { receipt -> OutgoingMail? in
        guard let mailer = settings.mailer, let address = try? EmailAddress(email) else { return nil }
        return mailer.writer.noticeReceived(to: address.text, receipt: receipt, exchange.locale)
      }
      let notice = NewNotice(
        subject: subject, ground: ground, explanation: try fields.string("explanation"),
        isInGoodFaith: try fields.flag("good-faith"), contactName: try fields.string("name"),
        contactEmail: email, language: exchange.locale.rawValue, receiptHash: receipt?.hash, confirmation: confirmation)
      try limit(.notifying, exchange.participant?.description ?? exchange.client, .tooManyAttempts)
      let written = try await execute(.giveNotice(notice), exchange)
      guard let id = written.positions.first.map({ NoticeID($0) }) else { throw Problem(.internalError) }
      let route = receipt.map { Route.noticeReceipt($0.text) } ?? .notice(id)
      return created(route, exchange, notice: .notified) { json in
        json.member("id", id.rawValue)
        json.member("position", written.position)
        if let receipt { json.member("receipt", receipt.text) }
      }
    } again: { form throws(Problem) in
      try noticePage(subject, exchange, form)
    }
  }

  /// A notice is shown to its sender and to moderators.
  func showNotice(_ id: NoticeID, _ exchange: Exchange) throws(Problem) -> Reply {
    let participant = try exchange.signedIn()
    return try showNotice(exchange) { reader in
      guard let notice = try reader.notice(id),
        notice.author?.id == participant || Rights.allows(exchange.identity.role, .decide)
      else { throw Problem(Rejection.noticeNotFound) }
      return notice
    }
  }

  /// A visitor's notice, by the code they were given.
  func showReceipt(_ code: String, _ exchange: Exchange) throws(Problem) -> Reply {
    guard let token = SecretToken(code) else { throw Problem(Rejection.noticeNotFound) }
    return try showNotice(exchange) { reader in
      guard let notice = try reader.notice(receipt: token.hash) else { throw Problem(Rejection.noticeNotFound) }
      return notice
    }
  }

  private func showNotice(_ exchange: Exchange, _ find: (Reader) throws -> NoticeRecord) throws(Problem) -> Reply {
    let (reply, decision) = try read { reader -> (Reply, DecisionID?) in
      let notice = try find(reader)
      let decision = try notice.decision.flatMap { try reader.decision($0) }
      guard exchange.representation == .html else {
        return (.json { ModerationJSON.write(notice, for: exchange.identity.role, to: &$0) }, decision?.id)
      }
      let page = NoticePage(context: try context(exchange, reader), notice: notice, decision: decision)
      return (.page(page), decision?.id)
    }
    if let decision { tell([decision], exchange) }
    return reply
  }

  /// From now on the time for contesting these decisions runs for who is shown them. A mark that fails is made by the next visit.
  func tell(_ decisions: [DecisionID], _ exchange: Exchange) {
    guard exchange.participant != nil, !decisions.isEmpty else { return }
    Task { [forum, actor = exchange.actor] in try? await forum.execute(.markTold(decisions), by: actor) }
  }
}
