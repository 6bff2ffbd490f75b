import ForumCore

/// Everything the forum holds about one person, as one JSON document (GDPR 15 and 20). Other people's data are left out; what moderators
/// decided is in it, who decided is not.
struct OwnData {
  private let reader: Reader
  private let participant: ParticipantRecord
  private let account: AccountRecord?
  private let sessions: [SessionListing]
  private let tokens: [TokenListing]
  private let history: [(at: Instant, name: String, text: String)]
  private let consents: [(given: Position, text: Int64, withdrawn: Position?)]
  private let threads: [(id: ThreadID, title: String?)]
  private let reactions: [(post: PostID, reactions: [Reaction])]
  private let posts: [OwnPost]
  private let writtenDown: [(post: PostID, assistant: ParticipantID, agreement: String?)]
  private let secondFactor: SecondFactorRecord
  private let invitations: WaitingInvitations
  private let held: [HeldRecord]
  private let notices: [NoticeRecord]
  private let decisions: [DecisionRecord]
  private let appeals: [AppealRecord]
  private let mandates: [MandateRecord]
  private let spaceRoles: [(space: String, role: Role)]

  init(reader: Reader, participant id: ParticipantID, now: Instant) throws {
    self.reader = reader
    guard let participant = try reader.participant(id) else { throw Problem(Rejection.participantNotFound) }
    self.participant = participant
    account = try reader.account(of: id)
    sessions = try reader.sessions(of: id, now: now)
    tokens = try reader.tokens(of: id)
    history = try reader.ownHistory(of: id)
    consents = try reader.ownConsents(of: id)
    threads = try reader.ownThreads(of: id)
    reactions = try reader.ownReactions(of: id)
    posts = try reader.ownPosts(of: id, after: nil, limit: .max >> 32)
    writtenDown = try reader.writtenDown(for: id)
    secondFactor = try reader.secondFactor(of: id)
    invitations = try reader.waitingInvitations(by: id, now: now)
    held = try reader.heldPosts(of: id)
    notices = try reader.notices(by: id)
    decisions = try reader.decisions(about: id)
    appeals = try reader.appeals(by: id)
    mandates = try reader.mandates(of: id)
    spaceRoles = try reader.ownSpaceRoles(of: id)
  }

  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.key("participant")
    PlaceJSON.write(participant, to: &json)
    json.list("spaceRoles", spaceRoles) { each, json in
      json.beginObject()
      json.member("space", each.space)
      json.member("role", each.role.rawValue)
      json.endObject()
    }
    if participant.isRestricted { json.member("restricted", true) }
    writeAccount(&json)
    json.list("history", history) { item, json in
      json.beginObject()
      json.member("at", item.at.description)
      json.member(item.name, item.text)
      json.endObject()
    }
    json.list("consents", consents) { consent, json in
      json.beginObject()
      json.member("given", consent.given)
      json.member("text", consent.text)
      if let withdrawn = consent.withdrawn { json.member("withdrawn", withdrawn) }
      json.endObject()
    }
    json.list("mandates", mandates) { MandateJSON.write($0, to: &$1) }
    json.list("threads", threads) { thread, json in
      json.beginObject()
      json.member("id", thread.id.rawValue)
      json.optional("title", thread.title)
      json.endObject()
    }
    json.list("posts", posts) { Self.write($0, to: &$1) }
    json.list("writtenDown", writtenDown) { item, json in
      json.beginObject()
      json.member("post", item.post.rawValue)
      json.member("by", item.assistant.rawValue)
      json.optional("agreement", item.agreement)
      json.endObject()
    }
    json.list("held", held) { ModerationJSON.write($0, to: &$1) }
    json.list("reactions", reactions) { item, json in
      json.beginObject()
      json.member("post", item.post.rawValue)
      json.list("reactions", item.reactions) { $1.string($0.rawValue) }
      json.endObject()
    }
    json.list("notices", notices) { ModerationJSON.write($0, for: nil, to: &$1) }
    json.list("decisions", decisions) { ModerationJSON.write($0, for: nil, isAffected: true, to: &$1) }
    json.list("appeals", appeals) { ModerationJSON.write($0, for: nil, isOwn: true, to: &$1) }
    json.endObject()
  }

  private func writeAccount(_ json: inout JSONWriter) {
    json.key("account")
    if let account {
      json.beginObject()
      json.optional("email", account.email)
      json.member("createdAt", account.createdAt.description)
      json.endObject()
    } else {
      json.null()
    }
    json.list("sessions", sessions) { session, json in
      json.beginObject()
      json.member("device", session.device)
      json.member("createdAt", session.createdAt.description)
      json.member("seenAt", session.seenAt.description)
      json.endObject()
    }
    json.key("secondFactor")
    json.beginObject()
    json.member("codes", secondFactor.hasOneTimePassword)
    json.member("recoveryCodes", Int64(secondFactor.recoveryCodes))
    json.list("passkeys", secondFactor.passkeys) { passkey, json in
      json.beginObject()
      json.member("device", passkey.name)
      json.member("createdAt", passkey.createdAt.description)
      if let usedAt = passkey.usedAt { json.member("usedAt", usedAt.description) }
      json.endObject()
    }
    json.endObject()
    json.key("invitations")
    json.beginObject()
    json.member("onPaper", Int64(invitations.onPaper))
    json.member("mailed", Int64(invitations.mailed))
    json.endObject()
    json.list("tokens", tokens) { token, json in
      json.beginObject()
      json.member("name", token.name)
      json.member("role", token.limit.rawValue)
      json.member("createdAt", token.createdAt.description)
      json.endObject()
    }
  }

  private static func write(_ post: OwnPost, to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", post.id.rawValue)
    json.member("thread", post.thread.rawValue)
    json.member("state", post.state.rawValue)
    json.member("at", post.at.description)
    json.member("language", post.language)
    json.list("versions", post.versions) { version, json in
      json.beginObject()
      json.member("at", version.at.description)
      json.optional("body", version.body)
      json.endObject()
    }
    json.endObject()
  }
}
