import ForumCore
import ForumNet
import ForumWire

/// One request with everything that middleware found out about it: what handlers work on. A value; it lives as long as its handler.
struct Exchange: Sendable {
  let request: Request
  /// Nil when there is nothing at the address.
  let route: Route?
  /// What the suffix asked for.
  let suffix: Representation?
  /// The address we are known by to this client.
  let origin: Origin
  /// Whether the client reached us over TLS, directly or through a trusted proxy.
  let isSecure: Bool
  /// The client's address, without the port: for limits only.
  let client: String
  let cookies: RequestCookies
  /// Nil when it could not be read.
  let query: Query?
  let locale: InterfaceLocale
  let theme: Theme
  var identity = Identity.guest
  /// Where the log ended when its sender was looked up: at least up to there its reads must see. Nil: as far as this node knows.
  var seen: Position?
  /// How the answer is represented: negotiated for reads, the form's or the program's for writes.
  var representation = Representation.html
  /// What was sent, for POST.
  var fields = Fields.empty

  var method: String { request.head.method }
  /// The path with its query, as it was asked for: where a sign-in leads back to.
  var path: String { request.head.query.map { request.head.path + "?" + $0 } ?? request.head.path }
  var actor: Actor { identity.actor }
  var participant: ParticipantID? { identity.participant }

  /// The sender's key that makes a retry safe: the field `Idempotency-Key`, or a form's hidden `idempotency-key`.
  func idempotencyKey() throws(Problem) -> String? {
    let given = request.head.fields["Idempotency-Key"] ?? (fields.isForm ? fields.text("idempotency-key") : nil)
    guard let given, !given.isEmpty else { return nil }
    guard given.utf8.count <= 128, given.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw Problem(.idempotencyKeyInvalid)
    }
    return given
  }

  /// The signed-in person, or the problem that says to sign in.
  func signedIn() throws(Problem) -> ParticipantID {
    guard let participant else { throw Problem(Rejection.signInRequired) }
    return participant
  }

  /// Why this may not be done: for want of a right, or of a second step that the right asks for.
  func refusal(of act: Rights.Act, in space: SpaceID? = nil) -> Problem {
    guard case .session(_, let session) = identity else { return Problem(Rejection.notAllowed) }
    let role = max(session.role, space.flatMap { session.spaceRoles[$0] } ?? session.role)
    return Rights.allows(role, act) ? Problem(.secondFactorRequired) : Problem(Rejection.notAllowed)
  }

  /// Refuses who may not do this; the ledger decides again.
  func requires(_ act: Rights.Act) throws(Problem) {
    guard identity.role != nil else { throw Problem(Rejection.signInRequired) }
    guard Rights.allows(identity.role, act) else { throw refusal(of: act) }
  }

  /// The same for what is done in one space, where the sender may have a role of its own.
  func requires(_ act: Rights.Act, in space: SpaceID?) throws(Problem) {
    guard identity.role != nil else { throw Problem(Rejection.signInRequired) }
    guard Rights.allows(identity.role(in: space), act) else { throw refusal(of: act, in: space) }
  }

  /// The same for a page about all spaces, which shows what the sender may do anywhere.
  func requiresAnywhere(_ act: Rights.Act) throws(Problem) {
    guard identity.role != nil else { throw Problem(Rejection.signInRequired) }
    guard !Rights.allows(identity.highest, act) else { return }
    if case .session(_, let session) = identity, Rights.allows(session.highest, act) { throw Problem(.secondFactorRequired) }
    throw Problem(Rejection.notAllowed)
  }
}

/// What a request shows of its sender, by the hash of the token; nobody has looked yet whether it is good.
enum Credentials: Sendable {
  case none
  case bearer(hash: [UInt8])
  case session(hash: [UInt8])
}

/// Who sent a request.
enum Identity: Sendable {
  case guest
  /// A browser with a session, by the hash of its token.
  case session(hash: [UInt8], SessionRecord)
  /// A program with a bearer token.
  case bearer(TokenRecord, hash: [UInt8])

  var participant: ParticipantID? {
    switch self {
    case .guest: nil
    case .session(_, let session): session.participant
    case .bearer(let token, _): token.participant
    }
  }

  /// What this request may do at most; nil for guests.
  var role: Role? {
    switch self {
    case .guest: nil
    case .session(_, let session): min(session.role, session.limit)
    case .bearer(let token, _): min(token.limit, token.role)
    }
  }

  /// Roles in single spaces, as far as what the request was sent with allows.
  var spaceRoles: [SpaceID: Role] {
    switch self {
    case .guest: [:]
    case .session(_, let session): session.spaceRoles.mapValues { min($0, session.limit) }
    case .bearer(let token, _): token.spaceRoles.mapValues { min($0, token.limit) }
    }
  }

  /// What this request may do in a space.
  func role(in space: SpaceID?) -> Role? {
    guard let role, let space, let own = spaceRoles[space] else { return role }
    return max(role, own)
  }

  /// The highest role that this request has anywhere.
  var highest: Role? { role.map { max($0, spaceRoles.values.max() ?? $0) } }

  /// The spaces in which this request may do something that it may not do everywhere; nil where it may everywhere.
  func spaces(allowing act: Rights.Act) -> Set<SpaceID>? {
    Rights.allows(role, act) ? nil : Set(spaceRoles.filter { Rights.allows($0.value, act) }.keys)
  }

  var actor: Actor {
    switch self {
    case .guest: .visitor
    case .session(_, let session): .participant(session.participant, limit: session.limit)
    case .bearer(let token, _): .participant(token.participant, limit: token.limit)
    }
  }

  /// Whether a second step would give this person more rights.
  var isWeak: Bool { if case .session(_, let session) = self { session.highest > session.limit } else { false } }
  var isSession: Bool { if case .session = self { true } else { false } }
  var isBearer: Bool { if case .bearer = self { true } else { false } }
}
