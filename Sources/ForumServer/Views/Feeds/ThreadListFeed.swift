import ForumCore

/// The newest threads of the forum or of a space as an Atom feed (RFC 4287).
struct ThreadListFeed: Sendable {
  let context: PageContext
  /// The page the feed belongs to.
  let route: Route
  /// The space, where it is of one.
  let space: SpaceRecord?
  let threads: [ThreadRecord]

  func render() -> [UInt8] { [] }
}
