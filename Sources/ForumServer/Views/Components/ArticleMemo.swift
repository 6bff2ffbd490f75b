import ForumCore
import Synchronization

/// Articles of posts as they were last written, so that a page made for one reader writes only what is that reader's own.
///
/// It never goes stale: an article is taken only for a record equal to the one it was written from. One for the program; any thread.
final class ArticleMemo: Sendable {
  /// What an article differs by, beyond its post.
  struct Key: Hashable {
    enum Audience {
      case guest, participant, moderator

      init(_ viewer: ParticipantRecord?) {
        self = viewer.map { $0.role >= .moderator ? .moderator : .participant } ?? .guest
      }
    }

    let post: PostID
    let locale: InterfaceLocale
    let audience: Audience
    let isOwn: Bool
    let isAssistant: Bool
    let isUnread: Bool
  }

  private struct Entry {
    let post: PostRecord
    let article: Markup
  }

  private struct State {
    var young: [Key: Entry] = [:]
    var old: [Key: Entry] = [:]
    var cost = 0
  }

  /// Bytes of articles and bodies held in all. Beyond a half of it the young become the old, and what nobody has asked for since the
  /// last time goes.
  static let bound = 32 << 20

  private let state = Mutex(State())

  /// The article of a post, by `write` where there is none of the very same record.
  func article(_ key: Key, of post: PostRecord, write: () -> Markup) -> Markup {
    if let kept = state.withLock({ Self.find(key, &$0) }), kept.post == post { return kept.article }
    let article = write()
    state.withLock { Self.keep(Entry(post: post, article: article), for: key, &$0) }
    return article
  }

  /// Bytes held, for tests.
  var cost: Int {
    state.withLock { $0.cost + $0.old.values.reduce(0) { $0 + Self.cost(of: $1) } }
  }

  private static func find(_ key: Key, _ state: inout State) -> Entry? {
    if let entry = state.young[key] { return entry }
    guard let entry = state.old.removeValue(forKey: key) else { return nil }
    keep(entry, for: key, &state)
    return entry
  }

  private static func keep(_ entry: Entry, for key: Key, _ state: inout State) {
    if let before = state.young.updateValue(entry, forKey: key) { state.cost -= cost(of: before) }
    state.cost += cost(of: entry)
    guard state.cost > bound / 2 else { return }
    state.old = state.young
    state.young = [:]
    state.cost = 0
  }

  private static func cost(of entry: Entry) -> Int { entry.article.bytes.count + (entry.post.body?.utf8.count ?? 0) + 512 }
}
