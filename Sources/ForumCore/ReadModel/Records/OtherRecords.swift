/// A space as the list of spaces shows it.
public struct SpaceRecord: Sendable, Equatable {
  public var id: SpaceID
  /// Its name in addresses: `education`. The built-in ones are translated by this key; an operator's own has a name.
  public var key: String
  public var name: String?
  public var threads: Int
  public var posts: Int
}

/// A territory of Romania by its code: `RO` the country, `RO11` a development region, `CJ` a county, a SIRUTA number a locality.
public struct TerritoryRecord: Sendable, Equatable {
  public var code: String
  public var name: String
  /// The county's name for a locality, the region's for a county.
  public var within: String?
}

/// An organisation as its name is shown and chosen.
public struct OrganisationRecord: Sendable, Equatable {
  public var id: OrganisationID
  public var name: String?
  public var category: StakeholderCategory
  public var level: InstitutionLevel?
  public var territory: TerritoryRecord?
  public var isVerified: Bool
}

/// A participant as the profile and the page's frame show it.
public struct ParticipantRecord: Sendable, Equatable {
  public var id: ParticipantID
  public var name: String?
  public var role: Role
  /// As what this person speaks now.
  public var speaker: Speaker
  public var registeredAt: Instant
}

/// One version of a post's body, oldest first.
public struct RevisionRecord: Sendable, Equatable {
  /// The position of the publication or edit.
  public var position: Position
  public var body: String?
  public var at: Instant
}
