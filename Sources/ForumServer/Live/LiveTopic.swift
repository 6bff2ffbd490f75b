import ForumCore

/// What one can listen to. Its events are the rows of `topic_events` under its `storedName`.
enum LiveTopic: Hashable, Sendable {
  case thread(ThreadID)
  /// A space by its key.
  case space(String)
  case organisation(OrganisationID)
  /// The moderators' acts; for moderators.
  case moderation
  /// What concerns one person; only theirs.
  case own(ParticipantID)

  /// Its name in the log's tables.
  var storedName: String {
    switch self {
    case .thread(let id): "threads/\(id)"
    case .space(let key): "spaces/\(key)"
    case .organisation(let id): "organisations/\(id)"
    case .moderation: "moderation"
    case .own(let id): "participants/\(id)"
    }
  }

  /// Its name in the protocol: everybody's own topic is `me`.
  var name: String {
    if case .own = self { "me" } else { storedName }
  }

  /// Reads a topic's name as this reader means it. Whether the thing exists is seen when it is read.
  static func parse(_ name: String, for reader: LiveReader) throws(Problem) -> LiveTopic {
    let topic: LiveTopic
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    switch (parts.first, parts.count) {
    case ("threads", 2):
      guard let id = position(parts[1]) else { throw Problem(.notFound) }
      topic = .thread(ThreadID(id))
    case ("organisations", 2):
      guard let id = position(parts[1]) else { throw Problem(.notFound) }
      topic = .organisation(OrganisationID(id))
    case ("spaces", 2):
      guard (1...64).contains(parts[1].utf8.count) else { throw Problem(.notFound) }
      topic = .space(String(parts[1]))
    case ("moderation", 1): topic = .moderation
    case ("me", 1):
      guard let participant = reader.participant else { throw Problem(Rejection.signInRequired) }
      topic = .own(participant)
    default: throw Problem(.notFound)
    }
    try topic.requireAccess(reader)
    return topic
  }

  /// Refuses who may not listen to it. Checked when subscribing and whenever the reader's role changes.
  func requireAccess(_ reader: LiveReader) throws(Problem) {
    switch self {
    case .thread, .space, .organisation: break
    case .moderation:
      guard reader.role != nil else { throw Problem(Rejection.signInRequired) }
      guard Rights.allows(reader.role, .readHidden) else { throw Problem(Rejection.notAllowed) }
    case .own(let participant):
      guard reader.participant == participant else { throw Problem(Rejection.signInRequired) }
    }
  }

  /// The problem when the thing does not exist; nil when it does.
  func missing(_ reader: Reader) throws -> Problem? {
    switch self {
    case .thread(let id): try reader.thread(id) == nil ? Problem(Rejection.threadNotFound) : nil
    case .space(let key): try reader.space(key: key) == nil ? Problem(.notFound) : nil
    case .organisation(let id): try reader.organisation(id) == nil ? Problem(Rejection.organisationNotFound) : nil
    case .moderation, .own: nil
    }
  }

  /// A position as we print it: no sign, no leading zero.
  private static func position(_ text: Substring) -> Position? {
    guard let value = Position(text), value > 0, String(value) == text else { return nil }
    return value
  }
}
