import ForumCore
import ForumNet

/// Renders events as they are now, within one read transaction: each once per audience and format, each frame once per ring.
///
/// Made for one transaction, used by one thread.
final class LiveRenderer {
  let reader: Reader
  private let localisation: Localisation
  private var posts: [PostID: PostRecord?] = [:]
  private var threads: [ThreadID: ThreadRecord?] = [:]
  private var contents: [ContentKey: LiveContent] = [:]
  private var frames: [FrameKey: SharedBytes] = [:]

  private struct ContentKey: Hashable {
    let post: PostID?
    let thread: ThreadID?
    let showsPost: Bool
    /// Whether the post came or went: then the thread's tallies go with it.
    let withTallies: Bool
    /// Whether a thread is shown as a row of a list.
    let isRow: Bool
    /// The thread whose readers are told that a post came or went.
    let left: ThreadID?
    let audience: LiveAudience
    let format: LiveFormat
  }

  private struct FrameKey: Hashable {
    let position: Position
    let ring: LiveRing
  }

  init(reader: Reader, localisation: Localisation) {
    self.reader = reader
    self.localisation = localisation
  }

  /// The event as the ring's subscribers get it.
  func frame(_ event: TopicEvent, in ring: LiveRing) throws -> SharedBytes {
    let key = FrameKey(position: event.position, ring: ring)
    if let frame = frames[key] { return frame }
    let message = LiveMessage.event(
      topic: ring.topic, position: event.position, type: event.type, content: try content(event, in: ring))
    let frame = ring.variant.transport.frame(message)
    frames[key] = frame
    return frame
  }

  private func content(_ event: TopicEvent, in ring: LiveRing) throws -> LiveContent {
    // A thread's page shows posts; a list of threads shows the row that changed.
    let isRow =
      switch ring.topic {
      case .space, .organisation: true
      case .thread, .moderation, .own: false
      }
    let showsPost = event.post != nil && !(isRow && ring.variant.format != .json)
    let key = ContentKey(
      post: event.post, thread: event.thread, showsPost: showsPost,
      withTallies: showsPost && !isRow && Self.changesTallies(event.type), isRow: isRow,
      left: event.type == .postMoved && !isRow ? event.thread : nil, audience: ring.variant.audience,
      format: ring.variant.format)
    if let content = contents[key] { return content }
    let content = try render(key)
    contents[key] = content
    return content
  }

  private func render(_ key: ContentKey) throws -> LiveContent {
    if key.showsPost, let id = key.post, let post = try post(id) {
      if let left = key.left, left != post.thread {
        return LiveRendering.departed(post, from: try thread(left), for: key.audience, as: key.format, localisation)
      }
      let thread = key.withTallies ? try thread(post.thread) : nil
      return LiveRendering.post(post, of: thread, for: key.audience, as: key.format, localisation)
    }
    if let id = key.thread, let thread = try thread(id) {
      return LiveRendering.thread(thread, isRow: key.isRow, as: key.format, localisation)
    }
    return LiveContent(data: Array("{}".utf8))
  }

  private static func changesTallies(_ type: EventType) -> Bool {
    switch type {
    case .postPublished, .postWithdrawn, .postHidden, .postRemoved, .postRestored, .postMoved: true
    default: false
    }
  }

  private func post(_ id: PostID) throws -> PostRecord? {
    if let post = posts[id] { return post }
    let post = try reader.post(id)
    posts[id] = .some(post)
    return post
  }

  private func thread(_ id: ThreadID) throws -> ThreadRecord? {
    if let thread = threads[id] { return thread }
    let thread = try reader.thread(id)
    threads[id] = .some(thread)
    return thread
  }
}
