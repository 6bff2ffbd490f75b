import ForumCore

/// A matter as the queue lists it.
struct MatterDocument: Equatable, Sendable {
  var id: Int64
  /// `post`, `thread` or `participant`, and its identifier.
  var kind: ModerationSubject.Kind?
  var subject: Int64?
  var title: String?
  var person: String?
  var ground: Ground
  var isUrgent: Bool
  var notices: Int
  var openedAt: Instant
  var claimedBy: String?
  /// Why a post waits, where that is the matter.
  var why: HoldReason?

  init(_ value: JSONValue) throws(Failure) {
    let answer = try AnswerReader(value, at: "matter.")
    id = try answer.integer("id")
    kind = answer.object["subject"]?["kind"]?.string.flatMap(ModerationSubject.Kind.init)
    subject = answer.object["subject"]?["id"]?.integer
    title = answer.optional("title")
    person = answer.object["person"]?["name"]?.string
    ground = Ground(rawValue: try answer.string("ground")) ?? .other
    isUrgent = answer.flag("urgent")
    notices = answer.count("notices")
    openedAt = try answer.instant("openedAt")
    claimedBy = answer.object["claimedBy"]?["name"]?.string
    why = answer.optional("why").flatMap(HoldReason.init)
  }

  /// What can be decided about it.
  var measures: [Measure] {
    if why != nil { return [.publish, .refuse] }
    switch kind {
    case .post: return [.none, .label, .hide, .remove, .split]
    case .thread: return [.none, .lock, .slow, .move, .merge]
    case .participant: return [.none, .warn, .mute, .limitLinks, .suspend]
    case nil: return []
    }
  }
}

/// An appeal or a proposed decision, as the queue lists it.
struct WaitingDocument: Equatable, Sendable {
  var id: Int64
  /// The decision an appeal is against; nil for a proposed decision.
  var decision: Int64?
  var measure: Measure?
  var ground: Ground?
  var at: Instant
  var text: String

  init(_ value: JSONValue) throws(Failure) {
    let answer = try AnswerReader(value, at: "waiting.")
    id = try answer.integer("id")
    decision = answer.object["decision"]?.integer
    measure = answer.optional("measure").flatMap(Measure.init)
    ground = answer.optional("ground").flatMap(Ground.init)
    at = try answer.instant("at")
    text = answer.optional("text") ?? answer.optional("facts") ?? ""
  }
}

/// A thread or space that is followed beside the queue.
struct WatchedDocument: Equatable, Sendable {
  var topic: String
  var title: String
  /// Events since it was last looked at.
  var unseen = 0
  /// The newest lines.
  var lines: [String] = []

  static let most = 500

  mutating func add(_ more: [String]) {
    lines = Array((lines + more).suffix(Self.most))
  }
}
