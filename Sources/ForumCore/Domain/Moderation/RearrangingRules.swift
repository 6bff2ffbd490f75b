/// What splitting or merging would move, as the ledger finds it.
struct Rearrangement: Sendable, Equatable {
  /// A post that would move, and what it answers.
  struct Post: Sendable, Equatable {
    var id: PostID
    var parent: PostID?
  }

  /// The thread that posts would leave.
  var from: ThreadState
  var kind: ThreadKind
  var territory: String?
  var language: String
  /// In the order in which they stand; one more than may move tells that there are too many.
  var posts: [Post]
  /// The thread's first post, which stays.
  var first: PostID
  /// The thread to merge into; nil where there is none such.
  var into: ThreadState?
}

/// The rules by which posts move between threads: what `split` and `merge` do.
enum RearrangingRules {
  static func effects(
    of new: NewDecision, on rearrangement: Rearrangement?, id: DecisionID, by author: ParticipantID
  ) throws(Rejection) -> [NewEvent] {
    guard let rearrangement else { throw NoticeRules.missing(new.subject) }
    guard rearrangement.posts.count <= Limits.movedPosts else { throw .tooManyAtOnce(limit: Limits.movedPosts) }
    return new.measure == .split
      ? try split(rearrangement, title: new.title, id: id, by: author) : try merge(rearrangement, id: id, by: author)
  }

  /// The thread's identifier is the position after the decision's. The post that is split off answers nothing any more.
  private static func split(
    _ branch: Rearrangement, title: String, id: DecisionID, by author: ParticipantID
  ) throws(Rejection) -> [NewEvent] {
    let title = try Title(title)
    guard let root = branch.posts.first, root.id != branch.first else { throw .nothingToDecide }
    let thread = ThreadID(id.rawValue + 1)
    let opened = ThreadSplit(
      from: branch.from.id, post: root.id, space: branch.from.space, kind: branch.kind, territory: branch.territory,
      language: branch.language, author: author, title: title.text)
    return [opened.event(cause: id.rawValue)]
      + branch.posts.map { post in
        PostMoved(thread: thread, parent: post.id == root.id ? nil : post.parent, author: author)
          .event(in: post.id.rawValue, cause: id.rawValue)
      }
  }

  private static func merge(
    _ whole: Rearrangement, id: DecisionID, by author: ParticipantID
  ) throws(Rejection) -> [NewEvent] {
    try whole.from.requireStanding()
    guard let into = whole.into else { throw .unknownThread }
    try into.requireStanding()
    guard into.id != whole.from.id else { throw .nothingToDecide }
    let merged = ThreadMerged(into: into.id, author: author)
    return [merged.event(in: whole.from.id.rawValue, cause: id.rawValue)]
      + whole.posts.map { post in
        PostMoved(thread: into.id, parent: post.parent, author: author).event(in: post.id.rawValue, cause: id.rawValue)
      }
  }
}
