/// The rules of organisations: anybody signed in may register one; an administrator verifies it, or who reads a mailbox at a domain that is
/// known to be its own.
enum OrganisationRules {
  static func register(
    _ command: NewOrganisation, territoryExists: Bool, by person: ActingPerson
  ) throws(Rejection) -> [NewEvent] {
    try person.require(.registerOrganisation)
    let name = try DisplayName(command.name, limit: Limits.organisationName)
    guard command.level == nil || command.category == .institution else { throw .speakerInvalid }
    guard territoryExists else { throw .unknownTerritory }
    let profile = OrganisationProfile(category: command.category, level: command.level)
    return [
      OrganisationRegistered(territory: command.territory, name: name.text, profile: profile).event(by: person.id)
    ]
  }

  static func verify(
    _ organisation: OrganisationID, isVerified: Bool?, by authority: ActingAuthority
  ) throws(Rejection) -> [NewEvent] {
    try authority.require(.verifyOrganisation)
    guard let isVerified else { throw .organisationNotFound }
    guard !isVerified else { throw .alreadyVerified }
    return [OrganisationVerified(author: authority.id).event(in: organisation.rawValue)]
  }

  /// A manager, or an administrator, has a link sent to the organisation's own mailbox.
  static func requestVerification(
    of organisation: MandateRules.Organisation?, by person: ActingPerson
  ) throws(Rejection) {
    try person.require(.registerOrganisation)
    guard let organisation else { throw .organisationNotFound }
    try MandateRules.requireManager(organisation, person)
    guard !organisation.isVerified else { throw .alreadyVerified }
  }

  /// The link came back: it is told as the act of who asked for it.
  static func verify(
    _ organisation: OrganisationID, isVerified: Bool?, askedBy person: ParticipantID
  ) throws(Rejection) -> [NewEvent] {
    guard let isVerified else { throw .organisationNotFound }
    guard !isVerified else { throw .alreadyVerified }
    return [OrganisationVerified(author: person).event(in: organisation.rawValue)]
  }
}
