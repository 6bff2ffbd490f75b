import ForumCore

/// Moderators' acts in a few words, for tests that need a post hidden or a thread locked and are about something else.
extension Command {
  static func hidePost(_ id: PostID, reason: String) -> Command { act(.post(id), .hide, reason) }
  static func restorePost(_ id: PostID, reason: String) -> Command { act(.post(id), .lift, reason) }
  static func lockThread(_ id: ThreadID, reason: String) -> Command { act(.thread(id), .lock, reason) }
  static func unlockThread(_ id: ThreadID, reason: String) -> Command { act(.thread(id), .lift, reason) }
  static func moveThread(_ id: ThreadID, space: String, reason: String) -> Command {
    act(.thread(id), .move, reason, space: space)
  }

  private static func act(_ subject: ModerationSubject, _ measure: Measure, _ reason: String, space: String? = nil) -> Command {
    .decide(NewDecision(subject: subject, measure: measure, ground: .other, facts: reason, explanation: reason, space: space))
  }
}
