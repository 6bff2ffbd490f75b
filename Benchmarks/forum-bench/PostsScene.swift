import ForumCore

/// What the posts of a measurement need before it begins: their writers, the threads they go to, and what they say. The same
/// for `posts`, `requests` and `rows`, so that the same rows are written.
struct PostsScene {
  var writers: [ParticipantID] = []
  /// The bearer tokens of the writers.
  var tokens: [String] = []
  var threads: [ThreadID] = []

  /// The median body of the measured dialogues is about 444 bytes.
  static let body = String(repeating: "Drumul până la școală este lung și iarna autobuzul nu ajunge. ", count: 7)

  /// Each writer posts in a thread of its own as long as there are so many; else several share one.
  static func prepare(in forum: Forum, writers count: Int, threads: Int) async throws -> PostsScene {
    var scene = PostsScene()
    for number in 0..<count {
      let token = SecretToken()
      let receipt = try await forum.execute(
        .createToken(name: "writer \(number)", role: .participant, hash: token.hash), by: .system)
      scene.writers.append(ParticipantID(receipt.positions[0]))
      scene.tokens.append(token.text)
    }
    for number in 0..<threads {
      let opened = try await forum.execute(
        .openThread(
          NewThread(
            space: "education", kind: .discussion, territory: "RO", title: "Benchmark \(number)", body: body, language: "ro")),
        by: .signedIn(scene.writers[0]))
      scene.threads.append(ThreadID(opened.positions[0]))
    }
    return scene
  }

  func thread(of writer: Int) -> ThreadID { threads[writer % threads.count] }
}
