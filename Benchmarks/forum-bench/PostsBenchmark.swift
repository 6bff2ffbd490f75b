import ForumCore
import Foundation

/// Durable posts through the whole command (rules, entry, contents, read model, commit) in this process, with
/// a number of writers that each wait for their acknowledgement before the next.
struct PostsBenchmark {
  let location: DatabaseLocation
  let clients: Int
  let count: Int
  let threads: Int
  /// Whether each post comes under an idempotency key.
  let hasKeys: Bool

  init(_ options: Options) throws {
    location = try options.location()
    clients = try options.number("clients", 64)
    count = try options.number("count", 20_000)
    threads = try options.number("threads", 1)
    hasKeys = try options.flag("keys")
  }

  func run() async throws -> Measurement {
    let forum = try await Forum.open(location, assets: AssetLocation.find())
    let scene = try await PostsScene.prepare(in: forum, writers: clients, threads: threads)
    let cpu = Clock.ownCPU
    let start = Clock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, writer) in scene.writers.enumerated() {
        let share = count / clients + (index < count % clients ? 1 : 0)
        let thread = scene.thread(of: index)
        group.addTask {
          for number in 0..<share {
            try await forum.execute(
              .publishPost(thread: thread, parent: nil, body: PostsScene.body, language: "ro"), by: .signedIn(writer),
              key: hasKeys ? "post-\(number)" : nil)
          }
        }
      }
      try await group.waitForAll()
    }
    let result = Measurement(
      name: "posts, \(clients) clients\(hasKeys ? ", keys" : "")", operations: count, seconds: Clock.now - start,
      cpuSeconds: Clock.ownCPU - cpu)
    await forum.close()
    return result
  }
}
