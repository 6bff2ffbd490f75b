/// The rules of mandates: who may speak for an organisation. Pure: facts in, events or a rejection out.
enum MandateRules {
  /// What rules need to know of an organisation.
  struct Organisation: Sendable, Equatable {
    var id: OrganisationID
    /// Nil when erased.
    var profile: OrganisationProfile?
    var isVerified: Bool
    var managers: Set<ParticipantID>
  }

  /// A mandate as the ledger finds it.
  struct Mandate: Sendable, Equatable {
    var id: MandateID
    var organisation: Organisation
    var participant: ParticipantID
    var isAccepted: Bool
    var isEnded: Bool
  }

  static func offer(
    _ organisation: Organisation?, to participant: ParticipantID, exists: Bool, from: CalendarDay, until: CalendarDay?,
    hasOne: Bool, by person: ActingPerson, today: CalendarDay
  ) throws(Rejection) -> [NewEvent] {
    try person.require(.registerOrganisation)
    guard let organisation else { throw .organisationNotFound }
    try requireManager(organisation, person)
    guard organisation.isVerified else { throw .organisationUnverified }
    guard let profile = organisation.profile, isSpokenFor(profile) else { throw .mandateUnsuitable }
    guard exists else { throw .participantNotFound }
    guard until == nil || until! >= from else { throw .datesInvalid }
    guard until == nil || until! >= today else { throw .datesInvalid }
    guard !hasOne else { throw .alreadyMandated }
    return [
      MandateOffered(organisation: organisation.id, participant: participant, from: from, until: until).event(by: person.id)
    ]
  }

  static func accept(_ mandate: Mandate?, by person: ActingPerson) throws(Rejection) -> [NewEvent] {
    try person.require(.registerOrganisation)
    guard let mandate, mandate.participant == person.id else { throw .mandateNotFound }
    guard !mandate.isEnded else { throw .mandateOver }
    guard !mandate.isAccepted else { return [] }
    return [MandateAccepted().event(in: mandate.id.rawValue, by: person.id)]
  }

  /// Whoever has it may lay it down at any time, suspended or not. Twice is once.
  static func end(_ mandate: Mandate?, by person: ActingPerson) throws(Rejection) -> [NewEvent] {
    guard let mandate else { throw .mandateNotFound }
    if mandate.participant != person.id {
      try person.require(.registerOrganisation)
      guard isManager(mandate.organisation, person) else { throw .mandateNotFound }
    }
    guard !mandate.isEnded else { return [] }
    return [MandateEnded().event(in: mandate.id.rawValue, by: person.id)]
  }

  static func setManager(
    _ participant: ParticipantID, isOn: Bool, exists: Bool, of organisation: Organisation?, by person: ActingPerson
  ) throws(Rejection) -> [NewEvent] {
    try person.require(.registerOrganisation)
    guard let organisation else { throw .organisationNotFound }
    try requireManager(organisation, person)
    guard exists else { throw .participantNotFound }
    guard organisation.managers.contains(participant) != isOn else { return [] }
    return [ManagerAppointed(participant: participant, isOn: isOn).event(in: organisation.id.rawValue, by: person.id)]
  }

  /// As what somebody speaks who speaks for an organisation: its category and level, their own profession.
  static func speaker(for organisation: Organisation?, hasMandate: Bool, by person: ActingPerson) throws(Rejection) -> Speaker {
    guard let organisation, let profile = organisation.profile else { throw .unknownOrganisation }
    guard hasMandate, organisation.isVerified, isSpokenFor(profile) else { throw .mandateMissing }
    return Speaker(
      category: profile.category, level: profile.level, organisation: organisation.id, profession: person.speaker.profession)
  }

  /// A manager, or an administrator, says in which fields it works and how the public reaches it.
  static func describe(
    _ fields: [SpaceID], contact: String, of organisation: Organisation?, by person: ActingPerson
  ) throws(Rejection) -> [NewEvent] {
    try person.requireActive()
    guard let organisation else { throw .organisationNotFound }
    try requireManager(organisation, person)
    let contact = try LongText(contact, field: "contact", limit: Limits.contact, isRequired: false)
    let ordered = Set(fields).sorted { $0.rawValue < $1.rawValue }
    return [
      OrganisationDescribed(fields: ordered, contact: contact.text).event(in: organisation.id.rawValue, by: person.id)
    ]
  }

  /// Institutions and NGOs are spoken for. In a mixed group each counts under their own category.
  private static func isSpokenFor(_ profile: OrganisationProfile) -> Bool { [.institution, .ngo].contains(profile.category) }

  private static func isManager(_ organisation: Organisation, _ person: ActingPerson) -> Bool {
    organisation.managers.contains(person.id) || person.role == .administrator
  }

  static func requireManager(_ organisation: Organisation, _ person: ActingPerson) throws(Rejection) {
    guard isManager(organisation, person) else { throw .notAllowed }
  }
}
