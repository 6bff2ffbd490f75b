import ForumCore
import Synchronization

/// Pages of threads as they were last read and written, without anything of their reader's own, so that for one more reader only what is
/// that reader's is asked for and written.
///
/// It never goes stale: a page is taken only by who has read, in the same transaction, a thread that is equal in all that the page
/// shows. Whatever changes a post of a thread raises the thread's `changed`, which is a part of that. One for the program; any thread.
final class ThreadMemo: Sendable {
  /// Which page.
  struct Key: Hashable, Sendable {
    let thread: ThreadID
    let window: PostWindow
    let limit: Int
  }

  /// What a written piece differs by, beyond its page.
  enum Piece: Hashable, Sendable {
    case head(InterfaceLocale)
    case aside(InterfaceLocale, Role?, isOpener: Bool)
    /// The list of posts for somebody who has not reacted to any and to whom none is new; `author`: who reads, where a post is theirs.
    case posts(InterfaceLocale, ArticleMemo.Key.Audience, author: ParticipantID?)
  }

  /// One page of a thread; its records never change.
  final class Page: Sendable {
    let posts: PostPage
    fileprivate let thread: ThreadRecord
    private let pieces = Mutex<(written: [Piece: Markup], cost: Int)>(([:], 0))
    private unowned let memo: ThreadMemo

    fileprivate init(_ thread: ThreadRecord, _ posts: PostPage, memo: ThreadMemo) {
      self.thread = thread
      self.posts = posts
      self.memo = memo
    }

    /// A piece of this page, by `write` where it has not been written yet.
    func piece(_ piece: Piece, write: (MarkupWriter) -> Void) -> Markup {
      if let written = pieces.withLock({ $0.written[piece] }) { return written }
      let markup = Markup.written(reserving: 4_096, write)
      let change = pieces.withLock { pieces in
        let before = pieces.cost
        // Most readers share a few; of pages with many authors who come back to them, the last to come are remembered.
        if pieces.written.count >= ThreadMemo.pieceBound { pieces = ([:], 0) }
        if pieces.written.updateValue(markup, forKey: piece) == nil { pieces.cost += markup.bytes.count }
        return pieces.cost - before
      }
      memo.charge(change)
      return markup
    }

    /// Bytes held.
    fileprivate var cost: Int {
      posts.posts.reduce(512) { $0 + 512 + ($1.body?.utf8.count ?? 0) } + pieces.withLock { $0.cost }
    }
  }

  /// Bytes of records and pieces held in all. Beyond a half of it the young become the old, and what nobody has asked for since the
  /// last time goes.
  static let bound = 32 << 20
  /// The most written pieces of one page.
  static let pieceBound = 16

  private struct State {
    var young: [Key: Page] = [:]
    var old: [Key: Page] = [:]
    var cost = 0
  }

  private let state = Mutex(State())

  /// A page of `thread` as it was just read, by `read` where none is kept that shows this state of it.
  func page(_ key: Key, of thread: ThreadRecord, read: () throws -> PostPage) rethrows -> Page {
    let shown = Self.shown(thread)
    if let page = state.withLock({ Self.find(key, &$0) }), page.thread == shown { return page }
    let page = Page(shown, try read(), memo: self)
    state.withLock { Self.keep(page, for: key, &$0) }
    return page
  }

  /// Bytes held, for tests.
  var cost: Int { state.withLock { state in [state.young, state.old].flatMap(\.values).reduce(0) { $0 + $1.cost } } }

  /// A thread without what differs by reader, and what its space counts beyond it: its page shows neither.
  private static func shown(_ thread: ThreadRecord) -> ThreadRecord {
    var thread = thread
    thread.unread = nil
    thread.space = SpaceRecord(id: thread.space.id, key: thread.space.key, name: thread.space.name)
    return thread
  }

  private func charge(_ bytes: Int) {
    state.withLock {
      $0.cost += bytes
      Self.age(&$0)
    }
  }

  private static func find(_ key: Key, _ state: inout State) -> Page? {
    if let page = state.young[key] { return page }
    guard let page = state.old.removeValue(forKey: key) else { return nil }
    keep(page, for: key, &state)
    return page
  }

  private static func keep(_ page: Page, for key: Key, _ state: inout State) {
    if let before = state.young.updateValue(page, forKey: key) { state.cost -= before.cost }
    state.cost += page.cost
    age(&state)
  }

  private static func age(_ state: inout State) {
    guard state.cost > bound / 2 else { return }
    state.old = state.young
    state.young = [:]
    state.cost = 0
  }
}
