/// The rules of participants: registration, names, as what they speak, consents and roles.
enum PeopleRules {
  /// The version of the text by which consent to show belonging to a community is asked.
  static let consentText: Int64 = 1
  static let consentPurpose = "show-community"

  /// What registration comes to: the events, and the address for the account beside the log.
  struct Registered: Equatable {
    var events: [NewEvent]
    var email: EmailAddress
  }

  /// `setupCode` tells whether a one-time code came with it and whether it is good: it makes the first administrator.
  static func register(
    _ command: Registration, isEmailTaken: Bool, setupCode: SetupCode, next: Position
  ) throws(Rejection) -> Registered {
    let email = try EmailAddress(command.email)
    let registered = try join(name: command.name, language: command.language, next: next)
    guard !isEmailTaken else { throw .emailTaken }
    if setupCode == .invalid { throw .setupLinkInvalid }
    var events = [registered]
    if setupCode == .valid {
      events.append(ParticipantRoleGranted(role: .administrator, author: nil).event(in: next, cause: next))
    }
    return Registered(events: events, email: email)
  }

  /// A new participant.
  static func join(name: String, language: String, next: Position) throws(Rejection) -> NewEvent {
    let (name, language) = (try DisplayName(name), try LanguageCode(language))
    return ParticipantRegistered(language: language.text, name: name.text).event(by: ParticipantID(next))
  }

  /// A participant for a program that the operator makes a token for.
  static func registerProgram(name: String, role: Role, next: Position) throws(Rejection) -> [NewEvent] {
    let name = try DisplayName(name)
    var events = [ParticipantRegistered(language: "ro", name: name.text).event(by: ParticipantID(next))]
    if role > .participant {
      events.append(ParticipantRoleGranted(role: role, author: nil).event(in: next, cause: next))
    }
    return events
  }

  static func rename(_ typed: String, current: String?, by person: ActingPerson) throws(Rejection) -> [NewEvent] {
    try person.requireActive()
    let name = try DisplayName(typed)
    guard name.text != current else { return [] }
    return [ParticipantRenamed(replaces: person.name, name: name.text).event(in: person.id.rawValue, by: person.id)]
  }

  /// An organisation gives its own category and level, but for a mixed one, where each counts under their own. Belonging to a
  /// community is shown only with explicit consent.
  static func state(
    _ choice: SpeakerChoice, organisation: OrganisationChoice, by person: ActingPerson, next: Position
  ) throws(Rejection) -> [NewEvent] {
    try person.requireActive()
    var speaker = Speaker(category: choice.category, level: choice.level, profession: choice.profession)
    switch organisation {
    case .none: break
    case .unknown: throw .unknownOrganisation
    case .organisation(let id, let profile):
      speaker.organisation = id
      if let profile, profile.category != .mixed {
        speaker.category = profile.category
        speaker.level = profile.level
      }
    }
    guard speaker.category != .mixed else { throw .speakerInvalid }
    guard speaker.level == nil || speaker.category == .institution else { throw .speakerInvalid }
    var events: [NewEvent] = []
    if speaker.category == .community && person.consent == nil {
      guard choice.consent else { throw .consentRequired }
      events.append(ConsentGiven(text: consentText, author: person.id, purpose: consentPurpose).event())
    }
    if speaker != person.speaker || !events.isEmpty {
      events.append(
        SpeakerStated(speaker).event(in: person.id.rawValue, by: person.id, cause: events.isEmpty ? nil : next))
    }
    return events
  }

  /// Taking a consent back needs no reason and has effect at once. Twice is once.
  static func withdrawConsent(by person: ActingPerson) -> [NewEvent] {
    guard let consent = person.consent else { return [] }
    return [ConsentWithdrawn(replaces: consent, author: person.id).event(in: consent, cause: consent)]
  }

  /// Needs no reason, whatever else stands about the person. Twice is once.
  static func restrict(_ isOn: Bool, by person: ActingPerson) -> [NewEvent] {
    guard person.isRestricted != isOn else { return [] }
    return [ParticipantRestricted(isOn: isOn, author: person.id).event(in: person.id.rawValue)]
  }

  /// An administrator gives a role to another person, never to themselves. The role they have already is no event.
  static func grant(
    _ role: Role, to participant: ParticipantID, current: Role?, by authority: ActingAuthority
  ) throws(Rejection) -> [NewEvent] {
    try authority.require(.grantRole)
    guard let current else { throw .participantNotFound }
    guard authority.id != participant else { throw .notAllowed }
    guard current != role else { return [] }
    return [ParticipantRoleGranted(role: role, author: authority.id).event(in: participant.rawValue)]
  }

  /// An administrator gives a role in one space. Administrators are so everywhere: what they may do concerns no single space.
  static func grant(
    _ role: Role, to participant: ParticipantID, exists: Bool, in space: SpaceID?, current: Role?, by authority: ActingAuthority
  ) throws(Rejection) -> [NewEvent] {
    try authority.require(.grantRole)
    guard exists else { throw .unknownPerson }
    guard let space else { throw .unknownSpace }
    guard authority.id != participant, role < .administrator else { throw .notAllowed }
    guard (current ?? .participant) != role else { return [] }
    return [
      ParticipantSpaceRoleGranted(space: space, role: role, author: authority.id).event(in: participant.rawValue)
    ]
  }

  /// The profession that somebody says they have; nil where there is no such person. The same mark again is no event.
  static func verifyProfession(
    _ facts: ProfessionFacts?, isOn: Bool, of participant: ParticipantID, by authority: ActingAuthority
  ) throws(Rejection) -> [NewEvent] {
    try authority.require(.verifyProfession)
    guard let facts else { throw .participantNotFound }
    guard authority.id != participant else { throw .notAllowed }
    let profession = isOn ? facts.stated : nil
    if isOn, profession == nil { throw .professionMissing }
    guard profession != facts.verified else { return [] }
    return [
      ParticipantProfessionVerified(profession: profession, author: authority.id).event(in: participant.rawValue)
    ]
  }

  /// A one-time link makes a signed-in person the administrator.
  static func useSetupLink(_ code: SetupCode, by person: ActingPerson) throws(Rejection) -> [NewEvent] {
    guard code == .valid else { throw .setupLinkInvalid }
    guard person.role != .administrator else { return [] }
    return [ParticipantRoleGranted(role: .administrator, author: nil).event(in: person.id.rawValue)]
  }
}

/// The profession that a person says they have, and the one for which they have a mark.
struct ProfessionFacts: Sendable, Equatable {
  var stated: Profession?
  var verified: Profession?
}

/// Whether a one-time setup code came with a command, and whether it is good.
enum SetupCode: Sendable, Equatable {
  case none, invalid, valid
}

/// The organisation a person says they speak from, as the ledger finds it.
enum OrganisationChoice: Sendable, Equatable {
  case none
  case unknown
  /// The profile is nil when it was erased.
  case organisation(OrganisationID, OrganisationProfile?)
}
