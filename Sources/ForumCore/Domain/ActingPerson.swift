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

  init(
    id: ParticipantID, role: Role = .participant, speaker: Speaker = Speaker(), consent: Position? = nil, name: Position? = nil
  ) {
    self.id = id
    self.role = role
    self.speaker = speaker
    self.consent = consent
    self.name = name ?? id.rawValue
  }

  func require(_ act: Rights.Act) throws(Rejection) {
    guard Rights.allows(role, act) else { throw .notAllowed }
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
