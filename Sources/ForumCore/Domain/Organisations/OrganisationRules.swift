/// The rules of organisations: anybody signed in may register one, an administrator verifies it.
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
}
