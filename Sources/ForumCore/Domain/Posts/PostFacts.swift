/// What rules need to know of a post.
struct PostFacts: Sendable, Equatable {
  var id: PostID
  var thread: ThreadID
  var author: ParticipantID
  var state: PostState
  /// The position of the body that stands, and its text (nil when erased).
  var body: Position
  var bodyText: String?
  var language: String
  /// The position of the hiding or removal that stands.
  var hiding: Position?
  var label: PostLabel?

  /// A place that is only marked takes nothing more.
  func requirePublished() throws(Rejection) {
    switch state {
    case .published: return
    case .withdrawn: throw .postWithdrawn
    case .hidden: throw .postHidden
    case .removed: throw .postRemoved
    case .restricted: preconditionFailure("never stored with a post")
    }
  }
}
