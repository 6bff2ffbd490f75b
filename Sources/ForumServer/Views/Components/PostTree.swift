import ForumCore

/// The posts of one page, in the order of `placed`, arranged as a tree among themselves.
///
/// A post whose parent is not on the page stands at the top level. Nothing is lost and nothing is there twice, whatever the
/// parents say. The nesting of lists is the tree's own; how far it is indented is the style sheet's affair.
struct PostTree {
  let posts: [PostRecord]
  /// Indices of the answers of each post, in order.
  private var answers: [PostID: [Int]] = [:]
  private var roots: [Int] = []

  init(_ posts: [PostRecord]) {
    self.posts = posts
    var seen: Set<PostID> = []
    for (index, post) in posts.enumerated() {
      // A parent always stands before its answers; anything else would be a fault of the data, and is shown at the top.
      if let parent = post.parent, seen.contains(parent) {
        answers[parent, default: []].append(index)
      } else {
        roots.append(index)
      }
      seen.insert(post.id)
    }
  }

  /// Branches with more answers than this begin folded, unless something in them is new to the viewer.
  static let foldedBeyond = 12

  /// Writes every post by `write`, with its answers after it.
  func write(_ html: MarkupWriter, texts: Texts, isUnread: (PostRecord) -> Bool, view: (PostRecord) -> PostView) {
    for root in roots { item(root, level: 1, html, texts, isUnread, view) }
  }

  private func item(
    _ index: Int, level: Int, _ html: MarkupWriter, _ texts: Texts, _ isUnread: (PostRecord) -> Bool,
    _ view: (PostRecord) -> PostView
  ) {
    let post = posts[index]
    view(post).write(html) {
      guard let answers = answers[post.id] else { return }
      let inBranch = branch(of: index)
      func list() {
        html("ol", .class("replies"), .id("replies-", post.id.rawValue)) {
          for answer in answers { item(answer, level: level + 1, html, texts, isUnread, view) }
        }
      }
      // Answers to the first post are the conversation itself: they do not fold.
      guard level > 1, inBranch.count > 2 else { return list() }
      let isOpen = inBranch.count <= Self.foldedBeyond || inBranch.contains { isUnread(posts[$0]) }
      html("details", .class("branch"), .flag("open", if: isOpen)) {
        html("summary", text: texts("thread.replies", count: inBranch.count))
        list()
      }
    }
  }

  /// All answers below a post, at any depth.
  private func branch(of index: Int) -> [Int] {
    var result: [Int] = []
    var waiting = answers[posts[index].id] ?? []
    while let next = waiting.popLast() {
      result.append(next)
      waiting += answers[posts[next].id] ?? []
    }
    return result
  }
}
