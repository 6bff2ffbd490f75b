import ForumCore

/// The newest posts of a thread as an Atom feed (RFC 4287).
struct ThreadFeed: Sendable {
  let context: PageContext
  let thread: ThreadRecord
  /// Newest last, as read.
  let posts: [PostRecord]

  func render() -> [UInt8] { [] }
}
