import ForumCore
import Foundation

/// Makes a log of any size in the shapes of real dialogues, through the same commands and rules as everybody's posts.
///
/// Works in rounds: in each, every open thread gets its next post, all at once, so that the ledger's batches are full. The same seed
/// makes the same threads, authors, answers and texts; salts, times and the order within a round are the run's own.
struct LogGenerator {
  /// Threads that grow at the same time: the largest batch of the ledger.
  private static let openThreads = Ledger.maximumBatch

  private final class Thread {
    var id: ThreadID?
    var posts: [PostID] = []
    var left: Int

    init(length: Int) { left = length }
  }

  let folder: String
  let posts: Int
  /// Posts of the one large thread, among `posts`; 0: there is none.
  let large: Int
  private var shapes: DialogueShapes
  private var written = 0

  init(_ options: Options) throws {
    folder = try options.text("data")
    posts = try options.number("posts", 10_000)
    large = options.has("large") ? try options.number("large") : 0
    shapes = DialogueShapes(
      random: SeededRandom(seed: UInt64(try options.number("seed", 1))), people: try options.number("people", 1_000))
    guard large <= posts else { throw OptionError("forum-bench: --large is more than --posts") }
  }

  mutating func run() async throws -> Measurement {
    let forum = try await Forum.open(.folder(folder), assets: AssetLocation.find())
    let before = forum.head
    let people = try await PostsScene.prepare(in: forum, writers: shapes.people, threads: 0).writers
    let cpu = Clock.ownCPU
    let start = Clock.now
    let largeThread = Thread(length: large)
    var threads: [Thread] = []
    while written < posts {
      threads.removeAll { $0.left == 0 }
      while threads.count < Self.openThreads { threads.append(Thread(length: shapes.threadLength())) }
      // The large thread grows evenly over the whole log.
      let evenly = Double(large) * Double(written + Self.openThreads) / Double(posts)
      let due = Int(evenly.rounded(.up)) - (large - largeThread.left)
      let several = largeThread.id == nil ? min(1, due) : min(due, largeThread.left)
      let others = threads.prefix(max(0, posts - written - several))
      try await round(Array(repeating: largeThread, count: several) + others, in: forum, people: people)
    }
    var result = Measurement(
      name: "generate, \(posts) posts", operations: Int(forum.head - before), seconds: Clock.now - start,
      cpuSeconds: Clock.ownCPU - cpu)
    result.more = [("head", Double(forum.head)), ("large_thread", Double(largeThread.id?.rawValue ?? 0))]
    await forum.close()
    return result
  }

  private mutating func round(_ threads: [Thread], in forum: Forum, people: [ParticipantID]) async throws {
    let acts = threads.map { ($0, command(for: $0), Actor.signedIn(people[shapes.author()])) }
    let receipts = try await withThrowingTaskGroup(of: (Int, Receipt).self) { group in
      for (index, (_, command, actor)) in acts.enumerated() {
        group.addTask { (index, try await forum.execute(command, by: actor)) }
      }
      return try await group.reduce(into: [Int: Receipt]()) { $0[$1.0] = $1.1 }
    }
    for (index, (thread, _, _)) in acts.enumerated() {
      let positions = receipts[index]!.positions
      if thread.id == nil { thread.id = ThreadID(positions[0]) }
      thread.posts.append(PostID(positions.last!))
      thread.left -= 1
    }
    written += acts.count
  }

  private mutating func command(for thread: Thread) -> Command {
    guard let id = thread.id else {
      let kind: ThreadKind = shapes.random.chance(0.8) ? .discussion : .question
      return .openThread(
        NewThread(
          space: shapes.random.chance(0.5) ? "education" : "housing", kind: kind, territory: "RO", title: shapes.title(),
          body: shapes.body(), language: "ro"))
    }
    let parent = shapes.parent(among: thread.posts.count).map { thread.posts[$0] }
    return .publishPost(thread: id, parent: parent, body: shapes.body(), language: "ro")
  }
}
