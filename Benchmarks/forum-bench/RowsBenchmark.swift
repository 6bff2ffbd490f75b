import ForumCore
import Foundation

/// The peer of `posts`: the rows that the same posts leave behind, in the same tables with the same indexes and triggers, of
/// the same bytes, written by a bare loop over prepared statements with the same durability (WAL, synchronous=FULL), `batch`
/// posts a transaction. No rules, no hashes, no queue; what a batch changes more than once (the thread, the space, the log's
/// head) it writes once.
struct RowsBenchmark {
  let folder: String
  let batch: Int
  let count: Int
  let threads: Int
  /// Whether each post comes under an idempotency key.
  let hasKeys: Bool

  init(_ options: Options) throws {
    folder = try options.text("data")
    batch = try options.number("batch", 64)
    count = try options.number("count", 20_000)
    threads = try options.number("threads", 1)
    hasKeys = try options.flag("keys")
  }

  func run() async throws -> Measurement {
    let forum = try await Forum.open(.folder(folder), assets: AssetLocation.find())
    let scene = try await PostsScene.prepare(in: forum, writers: batch, threads: threads)
    let receipt = try await forum.execute(
      .publishPost(thread: scene.threads[0], parent: nil, body: PostsScene.body, language: "ro"),
      by: .signedIn(scene.writers[0]))
    await forum.close()
    let table = try BareTables(path: folder + "/forum.sqlite", like: receipt.position)
    defer { table.close() }

    let cpu = Clock.ownCPU
    let start = Clock.now
    var last = receipt.position
    for first in stride(from: 0, to: count, by: batch) {
      let size = min(batch, count - first)
      try table.execute("BEGIN IMMEDIATE")
      for writer in 0..<size {
        last += 1
        let author = scene.writers[writer].rawValue
        try table.insertPost(last, thread: scene.thread(of: writer).rawValue, author: author)
        if hasKeys { try table.insertAnswer(last, author: author) }
      }
      for place in 0..<min(size, threads) {
        try table.updateThread(scene.threads[place].rawValue, last: last, posts: size / min(size, threads))
      }
      try table.updateTotals(last: last, posts: size)
      try table.execute("COMMIT")
    }
    return Measurement(
      name: "bare rows, batch \(batch)\(hasKeys ? ", keys" : "")", operations: count, seconds: Clock.now - start,
      cpuSeconds: Clock.ownCPU - cpu)
  }
}
