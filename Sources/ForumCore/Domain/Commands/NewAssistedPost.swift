/// What somebody without an account said, and a facilitator wrote down.
public struct NewAssistedPost: Sendable, Equatable {
  public enum Person: Sendable, Equatable {
    /// The name they choose, and as what they speak: a community, or nothing.
    case new(name: String, isCommunity: Bool)
    case known(ParticipantID)
  }

  public var thread: ThreadID
  public var parent: PostID?
  public var body: String
  public var language: String
  public var person: Person
  /// How they agreed that it is published, and, where it is so, that they are shown as of a community.
  public var consent: String

  public init(thread: ThreadID, parent: PostID?, body: String, language: String, person: Person, consent: String) {
    self.thread = thread
    self.parent = parent
    self.body = body
    self.language = language
    self.person = person
    self.consent = consent
  }
}
