import ForumCore

/// What `ActPage` asks about. The raw value is the group of its texts in the locale files.
enum Act: String, Sendable, CaseIterable {
  case withdraw, hide, restore, lock, unlock, move, retitle

  /// Whether people are owed a reason.
  var asksReason: Bool { self != .withdraw && self != .retitle }
}
