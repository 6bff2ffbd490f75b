import ForumCore
import Foundation

/// Durable posts through the whole command (rules, entry, contents, read model, commit), with a number of writers that
/// each wait for their acknowledgement before the next.
struct PostsBenchmark {
  let folder: String
  let clients: Int
  let count: Int

  init(_ options: Options) throws {
    folder = try options.text("data")
    clients = try options.number("clients", 64)
    count = try options.number("count", 20_000)
  }

  func run() async throws -> Measurement {
    let forum = try await Forum.open(.folder(folder), assets: AssetLocation.find())
    let writers = try await withThrowingTaskGroup(of: ParticipantID.self) { group in
      for number in 0..<clients {
        group.addTask {
          let hash = (0..<32).map { _ in UInt8.random(in: 0...255) }
          let receipt = try await forum.execute(
            .createToken(name: "writer \(number)", role: .participant, hash: hash), by: .system)
          return ParticipantID(receipt.positions[0])
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let opened = try await forum.execute(
      .openThread(
        NewThread(
          space: "education", kind: .discussion, territory: "RO", title: "Benchmark", body: body(0), language: "ro")),
      by: .signedIn(writers[0]))
    let thread = ThreadID(opened.positions[0])

    let cpu = Clock.ownCPU
    let start = Clock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, writer) in writers.enumerated() {
        let share = count / clients + (index < count % clients ? 1 : 0)
        group.addTask {
          for number in 0..<share {
            try await forum.execute(
              .publishPost(thread: thread, parent: nil, body: body(number), language: "ro"), by: .signedIn(writer))
          }
        }
      }
      try await group.waitForAll()
    }
    let result = Measurement(
      name: "posts, \(clients) clients", operations: count, seconds: Clock.now - start, cpuSeconds: Clock.ownCPU - cpu)
    await forum.close()
    return result
  }
}

/// The median body of the measured dialogues is about 444 bytes.
func body(_ number: Int) -> String {
  "\(number). " + String(repeating: "Drumul până la școală este lung și iarna autobuzul nu ajunge. ", count: 7)
}
