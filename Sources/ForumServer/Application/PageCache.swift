import ForumCore
import ForumNet
import ForumWire
import Synchronization

/// Whole pages of guests, ready to send, in a bounded memory: what a loop answers alone.
///
/// The rule: a page was rendered at a log position and names the topics it shows. It is good as long as none of them has said
/// anything since, which the tail of the log tells (`advance`), and as long as the tail has seen everything that was committed
/// here. When the tail forgets which topic spoke when (it remembers a bounded number), older pages are good no more.
///
/// While the database cannot be reached, what is known has to do (`lastKnown`): a page may then lack what was committed in the last
/// moments before.
final class PageCache: Sendable {
  /// What a page of a guest differs by.
  struct Key: Hashable, Sendable {
    var target: String
    var origin: Origin
    var locale: InterfaceLocale
    var theme: Theme
  }

  /// A page that stays as it is.
  final class Page: Sendable {
    /// The position it was rendered at.
    let position: Position
    /// The topics it shows; nil when any event may change it.
    let topics: [String]?
    let template: RouteTemplate
    let plain: Form
    let gzip: Form?
    /// When it was last asked for, by the cache's own count.
    fileprivate let lastUse = Atomic<UInt64>(0)

    init(position: Position, topics: [String]?, template: RouteTemplate, plain: Form, gzip: Form?) {
      self.position = position
      self.topics = topics
      self.template = template
      self.plain = plain
      self.gzip = gzip
    }

    var cost: Int { plain.body.count + (gzip?.body.count ?? 0) + 1024 }
  }

  /// A page as it goes out in one content coding: nothing but the date and the request's number is added.
  struct Form: Sendable {
    let etag: EntityTag
    let fields: HTTPFields
    let body: SharedBytes

    init(_ fields: HTTPFields, etag: EntityTag, body: [UInt8], coding: String? = nil) {
      var fields = fields
      fields.add("ETag", etag.field)
      if let coding { fields.add("Content-Encoding", coding) }
      self.etag = etag
      self.fields = fields
      self.body = SharedBytes(body)
    }
  }

  /// 64 MiB in all; a page of more than 1 MiB is not kept.
  static let bound = 64 << 20
  static let pageBound = 1 << 20
  /// Topics whose last word is remembered.
  static let topicBound = 65_536

  private struct State {
    var pages: [Key: Page] = [:]
    var cost = 0
    var clock: UInt64 = 0
    /// Everything up to here is known.
    var seen: Position
    /// Nothing is known of topics before here.
    var floor: Position
    var heads: [String: Position] = [:]
  }

  private let state: Mutex<State>

  /// `position`: the head of the log now; pages rendered before it are not taken.
  init(position: Position) {
    state = Mutex(State(seen: position, floor: position))
  }

  /// Takes in what the log said: the rows after the last call, up to `position`.
  func advance(_ rows: [TopicRow], to position: Position) {
    state.withLock { state in
      for row in rows { state.heads[row.topic] = row.event.position }
      state.seen = max(state.seen, position)
      if state.heads.count > Self.topicBound {
        state.heads.removeAll(keepingCapacity: true)
        state.floor = state.seen
      }
    }
  }

  /// The position up to which the log is known.
  var seen: Position { state.withLock { $0.seen } }

  /// The page, if it is good as far as the log is known.
  func lastKnown(_ key: Key) -> Page? { page(for: key, head: 0) }

  /// The page, if it is good at `head`, the last commit.
  func page(for key: Key, head: Position) -> Page? {
    state.withLock { state in
      guard state.seen >= head, let page = state.pages[key] else { return nil }
      guard Self.isGood(page, state) else {
        state.cost -= page.cost
        state.pages[key] = nil
        return nil
      }
      Self.use(page, &state)
      return page
    }
  }

  /// Keeps a page, if it is still good.
  func keep(_ page: Page, for key: Key) {
    guard page.cost <= Self.pageBound else { return }
    state.withLock { state in
      guard Self.isGood(page, state) else { return }
      if let old = state.pages.updateValue(page, forKey: key) { state.cost -= old.cost }
      Self.use(page, &state)
      state.cost += page.cost
      if state.cost > Self.bound { Self.shrink(&state) }
    }
  }

  /// Pages and bytes held, for metrics.
  var size: (pages: Int, bytes: Int) { state.withLock { ($0.pages.count, $0.cost) } }

  private static func isGood(_ page: Page, _ state: State) -> Bool {
    guard page.position >= state.floor else { return false }
    guard let topics = page.topics else { return page.position >= state.seen }
    return topics.allSatisfy { (state.heads[$0] ?? 0) <= page.position }
  }

  private static func use(_ page: Page, _ state: inout State) {
    state.clock += 1
    page.lastUse.store(state.clock, ordering: .relaxed)
  }

  /// Lets go of the quarter that was not used for longest.
  private static func shrink(_ state: inout State) {
    let byUse = state.pages.map { (key: $0.key, page: $0.value, lastUse: $0.value.lastUse.load(ordering: .relaxed)) }
    for (key, page, _) in byUse.sorted(by: { $0.lastUse < $1.lastUse }) {
      if state.cost <= bound / 4 * 3 { break }
      state.cost -= page.cost
      state.pages[key] = nil
    }
  }
}
