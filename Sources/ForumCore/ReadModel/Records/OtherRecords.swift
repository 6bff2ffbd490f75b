/// A space as the list of spaces shows it.
public struct SpaceRecord: Sendable, Equatable {
  public var id: SpaceID
  /// Its name in addresses: `education`. The built-in ones are translated by this key; an operator's own has a name.
  public var key: String
  public var name: String?
  public var threads: Int
  public var posts: Int
  public var voices: VoiceBalance
  /// The last position that changed what a page of this space shows.
  public var changed: Position

  public init(
    id: SpaceID, key: String, name: String? = nil, threads: Int = 0, posts: Int = 0, voices: VoiceBalance = VoiceBalance(),
    changed: Position = 0
  ) {
    self.id = id
    self.key = key
    self.name = name
    self.threads = threads
    self.posts = posts
    self.voices = voices
    self.changed = changed
  }
}

/// A territory of Romania by its code: `RO` the country, `RO11` a development region, `CJ` a county, a SIRUTA number a locality.
public struct TerritoryRecord: Sendable, Equatable {
  public var code: String
  public var name: String
  /// The county's name for a locality, the region's for a county.
  public var within: String?

  public init(code: String, name: String, within: String? = nil) {
    self.code = code
    self.name = name
    self.within = within
  }
}

/// An organisation as its name is shown and chosen.
public struct OrganisationRecord: Sendable, Equatable {
  public var id: OrganisationID
  /// Nil when erased.
  public var name: String?
  /// Nil when its profile was erased.
  public var category: StakeholderCategory?
  public var level: InstitutionLevel?
  public var territory: TerritoryRecord?
  public var isVerified: Bool
  /// Who registered it.
  public var registeredBy: ParticipantID?
  /// The last position that changed what its page shows.
  public var changed: Position
  /// How the public reaches it; nil where nothing was said.
  public var contact: String?

  public init(
    id: OrganisationID, name: String?, category: StakeholderCategory?, level: InstitutionLevel? = nil,
    territory: TerritoryRecord? = nil, isVerified: Bool = false, registeredBy: ParticipantID? = nil, changed: Position = 0,
    contact: String? = nil
  ) {
    self.id = id
    self.name = name
    self.category = category
    self.level = level
    self.territory = territory
    self.isVerified = isVerified
    self.registeredBy = registeredBy
    self.changed = changed
    self.contact = contact.flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// A participant as the profile and the page's frame show it.
public struct ParticipantRecord: Sendable, Equatable {
  public var id: ParticipantID
  /// Nil when erased.
  public var name: String?
  public var role: Role
  /// As what this person speaks now.
  public var speaker: Speaker
  public var registeredAt: Instant
  /// Brought in from another system; has no account here.
  public var isImported: Bool
  /// Posts that stand in their name, marked places included.
  public var posts: Int
  /// A consent to show that one belongs to a community stands.
  public var hasConsented: Bool
  /// The last position that changed what their page shows.
  public var changed: Position
  /// Mandates that were accepted and not ended; those whose days are over count too.
  public var mandates: Int
  /// They have what they said not shown.
  public var isRestricted: Bool

  public init(
    id: ParticipantID, name: String?, role: Role = .participant, speaker: Speaker = Speaker(), registeredAt: Instant,
    isImported: Bool = false, posts: Int = 0, hasConsented: Bool = false, changed: Position = 0,
    mandates: Int = 0, isRestricted: Bool = false
  ) {
    self.id = id
    self.name = name
    self.role = role
    self.speaker = speaker
    self.registeredAt = registeredAt
    self.isImported = isImported
    self.posts = posts
    self.hasConsented = hasConsented
    self.changed = changed
    self.mandates = mandates
    self.isRestricted = isRestricted
  }
}

/// One version of a post's body, oldest first.
public struct RevisionRecord: Sendable, Equatable {
  /// The position of the publication or edit.
  public var position: Position
  public var body: String?
  public var at: Instant

  public init(position: Position, body: String?, at: Instant) {
    self.position = position
    self.body = body
    self.at = at
  }
}

/// Some versions of a post that follow each other, oldest first.
public struct RevisionPage: Sendable, Equatable {
  public var revisions: [RevisionRecord]
  /// The version before the first of them, to compare it with; nil where there is none.
  public var predecessor: RevisionRecord?
  /// The number of the first of them among all versions, from 1.
  public var firstNumber: Int

  public init(revisions: [RevisionRecord], predecessor: RevisionRecord? = nil, firstNumber: Int = 1) {
    self.revisions = revisions
    self.predecessor = predecessor
    self.firstNumber = firstNumber
  }

  /// Older versions come before this position; nil when there are none.
  public var next: Position? { predecessor == nil ? nil : revisions.first?.position }
}
