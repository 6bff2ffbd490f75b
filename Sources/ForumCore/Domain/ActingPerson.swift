/// Who acts, as the ledger finds them: what every rule about a person needs.
struct ActingPerson: Sendable, Equatable {
  var id: ParticipantID
  /// The lesser of the participant's own role and the limit of the token they act with.
  var role: Role
  /// As what they speak now.
  var speaker: Speaker
  /// The position of the standing consent to show that they belong to a community.
  var consent: Position?
  /// The position of the name they have.
  var name: Position
  /// What a moderator's decision restricts them to at this moment.
  var restriction: Restriction?
  /// The organisation they speak for here, by mandate.
  var spokenFor: OrganisationID?
  /// Whether a moderator's decision has their links read first.
  var areLinksHeld: Bool
  /// How many posts they have; those of the batch under way may be missing.
  var posts: Int
  /// What they act with allows no more than this.
  var limit: Role
  /// Whether they have a role in some space that they do not have everywhere.
  var hasSpaceRoles: Bool
  /// Whether they have what they said not shown.
  var isRestricted: Bool

  init(
    id: ParticipantID, role: Role = .participant, speaker: Speaker = Speaker(), consent: Position? = nil, name: Position? = nil,
    restriction: Restriction? = nil, areLinksHeld: Bool = false, posts: Int = 0, spokenFor: OrganisationID? = nil,
    limit: Role = .administrator, hasSpaceRoles: Bool = false,
    isRestricted: Bool = false
  ) {
    self.id = id
    self.role = role
    self.speaker = speaker
    self.consent = consent
    self.name = name ?? id.rawValue
    self.restriction = restriction
    self.areLinksHeld = areLinksHeld
    self.posts = posts
    self.spokenFor = spokenFor
    self.limit = limit
    self.hasSpaceRoles = hasSpaceRoles
    self.isRestricted = isRestricted
  }

  /// The same with a role of theirs in some place, where that is higher than the one they have everywhere.
  func with(_ other: Role?) -> ActingPerson {
    var person = self
    if let other { person.role = max(role, min(other, limit)) }
    return person
  }

  /// Refuses who is suspended, for what needs no right of its own.
  func requireActive() throws(Rejection) {
    if case .suspended(let until) = restriction { throw .suspended(until: until) }
  }

  func require(_ act: Rights.Act) throws(Rejection) {
    guard Rights.allows(role, act) else { throw .notAllowed }
    // Nobody would read it.
    if isRestricted, Rights.isWriting(act) { throw .restricted }
    switch restriction {
    case nil: break
    case .suspended(let until):
      // What they said they may take back.
      if act != .withdrawOwnPost { throw .suspended(until: until) }
    case .muted(let until):
      if Rights.isWriting(act) { throw .muted(until: until) }
    }
  }
}

/// Who acts for the government of the forum: a person, or the program itself (which has every right and no name).
enum ActingAuthority: Sendable, Equatable {
  case person(ActingPerson)
  case system

  var id: ParticipantID? {
    if case .person(let person) = self { person.id } else { nil }
  }

  func require(_ act: Rights.Act) throws(Rejection) {
    if case .person(let person) = self { try person.require(act) }
  }
}

/// What a standing decision restricts a person to; nil is for good.
enum Restriction: Sendable, Equatable {
  case muted(until: Instant?)
  case suspended(until: Instant?)

  /// What stands for good is stored as this.
  private static let forGood: Int64 = 9_007_199_254_740_991

  /// Nil where nothing is stored, or its time is over.
  init?(muted: Int64?, suspended: Int64?, now: Instant) {
    func until(_ stored: Int64) -> Instant? { stored == Self.forGood ? nil : Instant(microseconds: stored) }
    if let suspended, suspended > now.microseconds {
      self = .suspended(until: until(suspended))
    } else if let muted, muted > now.microseconds {
      self = .muted(until: until(muted))
    } else {
      return nil
    }
  }
}
