/// What somebody without an account said, and a facilitator wrote down.
public struct NewAssistedPost: Sendable, Equatable {
  public enum Person: Sendable, Equatable {
    /// The name they choose, and as what they speak: a community, or nothing.
    case new(name: String, isCommunity: Bool)
    case known(ParticipantID)
  }

  /// Where it goes: into a thread, or as the first post of one.
  public enum Place: Sendable, Equatable {
    case thread(ThreadID, parent: PostID?)
    case opening(space: String, kind: ThreadKind, territory: String?, title: String)
  }

  public var place: Place
  public var body: String
  public var language: String
  public var person: Person
  /// How they agreed that it is published, and, where it is so, that they are shown as of a community.
  public var consent: String

  public init(place: Place, body: String, language: String, person: Person, consent: String) {
    self.place = place
    self.body = body
    self.language = language
    self.person = person
    self.consent = consent
  }
}
