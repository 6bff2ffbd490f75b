import Testing

@testable import ForumCore

/// Splitting and merging threads: what moves, what is counted after it, and that a rebuild comes to the same.
struct RearrangingTests {
  private static func decision(
    _ subject: ModerationSubject, _ measure: Measure, title: String = "", into: ThreadID? = nil
  ) -> Command {
    .decide(NewDecision(subject: subject, measure: measure, facts: "Sunt două întrebări.", title: title, into: into))
  }

  private func expectSameAfterRebuild(_ test: TestForum) throws {
    let report = try RebuildDriver.run(on: test.location, projector: ReadModel(), stretch: 3)
    for table in report.tables { #expect(table.isEqual, "\(table)") }
  }

  @Test(arguments: TestForum.engines)
  func `a branch becomes a thread of its own, and both are counted anew`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test async throws in
      let (ana, ion) = (try await test.register("Ana"), try await test.register("Ion"))
      try await test.forum.execute(.stateSpeaker(SpeakerChoice(category: .ngo)), by: .signedIn(ion))
      let moderator = try await test.moderator()
      let (thread, first) = try await test.open(by: ana)
      let branch = try await test.post("Și autobuzul?", in: thread, parent: first, by: ion)
      let beside = try await test.post("Rămâne", in: thread, parent: first, by: ana)
      let below = try await test.post("Vine la șapte", in: thread, parent: branch, by: ana)
      let hidden = try await test.post("Ascuns", in: thread, parent: below, by: ion)
      try await test.forum.execute(.hidePost(hidden, reason: "Motiv"), by: moderator)
      let last = try await test.post("Rămâne și el", in: thread, by: ion)
      let answer = try await test.forum.execute(
        Self.decision(.post(branch), .split, title: "Autobuzul"), by: moderator
      ).answer[0]
      let made = ThreadID(answer + 1)
      #expect(try test.page(thread).posts.map(\.id) == [first, beside, last])
      let moved = try test.page(made).posts
      #expect(moved.map(\.id) == [branch, below, hidden])
      #expect(moved.map(\.parent) == [nil, branch, below])
      #expect(moved.map(\.placed) == [answer + 2, answer + 3, answer + 4])
      let record = try test.thread(made)
      #expect(record.title == "Autobuzul" && record.author.id == ion && record.splitFrom == thread)
      #expect(record.posts == 3 && record.participants == 2 && record.firstPost == branch)
      #expect(record.voices == VoiceBalance(ngo: 1, unstated: 1), "what is hidden is not heard")
      let left = try test.thread(thread)
      #expect(left.posts == 3 && left.participants == 2 && left.lastPost.id == last)
      #expect(left.voices == VoiceBalance(ngo: 1, unstated: 2))
      #expect(try test.forum.read { try $0.space(key: "education")?.threads } == 2)
      #expect(try test.forum.read { try $0.space(key: "education")?.posts } == 6)
      // What is written in either thread goes on from there, and unread marks count by it.
      try await test.forum.execute(.markRead(made, placed: moved[2].placed), by: .signedIn(ana))
      try await test.post("Mai departe", in: made, parent: below, by: ion)
      try await test.post("Și aici", in: thread, by: ion)
      #expect(try test.thread(made, viewer: ana).unread == 1)
      let database = try test.location.open(.reader)
      defer { database.close() }
      for each in [thread, made] {
        let numbers = try database.rows("SELECT number FROM posts WHERE thread = $1 ORDER BY placed", [SQLValue(each)]) {
          $0.int(0)
        }
        #expect(numbers == [1, 2, 3, 4])
      }
      #expect(try test.topic("threads/\(thread)").contains { $0.type == .postMoved && $0.post == below })
      try expectSameAfterRebuild(test)
    }
  }

  @Test(arguments: TestForum.engines)
  func `a merged thread is in no list, and its address leads to the other, also after that one is merged`(
    _ engine: Engine
  ) async throws {
    try await TestForum.with(engine) { test async throws in
      let (ana, ion) = (try await test.register("Ana"), try await test.register("Ion"))
      let moderator = try await test.moderator()
      var threads: [ThreadID] = []
      var posts: [PostID] = []
      for number in 1...4 {
        let opened = try await test.open(by: number == 2 ? ion : ana, space: number == 3 ? "health" : "education")
        threads.append(opened.thread)
        posts.append(opened.post)
      }
      let reply = try await test.post("Răspuns", in: threads[0], parent: posts[0], by: ion)
      try await test.forum.execute(
        .setRules(RuleSet(words: ["reclamă"], links: nil, repeats: false, perHour: nil)), by: .system)
      let held = try await test.forum.execute(
        .publishPost(thread: threads[0], parent: nil, body: "O reclamă", language: "ro"), by: .signedIn(ana)
      ).answer[0]
      try await test.forum.execute(Self.decision(.thread(threads[0]), .merge, into: threads[1]), by: moderator)
      #expect(try test.page(threads[1]).posts.map(\.id) == [posts[1], posts[0], reply])
      #expect(try test.page(threads[1]).posts.last?.parent == posts[0])
      #expect(try test.forum.read { try $0.merged(threads[0]) } == threads[1])
      try await test.forum.execute(Self.decision(.thread(threads[1]), .merge, into: threads[2]), by: moderator)
      for merged in threads[0...1] {
        #expect(try test.forum.read { try $0.thread(merged) } == nil)
        #expect(try test.forum.read { try $0.merged(merged) } == threads[2])
      }
      // What waited for the first comes to the last.
      try await test.forum.execute(Self.decision(.post(PostID(held)), .publish), by: moderator)
      #expect(try test.page(threads[2]).posts.map(\.id) == [posts[2], posts[1], posts[0], reply, PostID(held)])
      #expect(try test.forum.read { try $0.space(key: "education")?.threads } == 1)
      #expect(try test.forum.read { try $0.space(key: "health")?.posts } == 5)
      for order in [ThreadOrder.newestActivity, .newest] {
        let page = try test.forum.read { try $0.threads(order: order, limit: 1) }
        let rest = try test.forum.read { try $0.threads(order: order, after: page.next, limit: 5) }
        #expect(Set((page.threads + rest.threads).map(\.id)) == Set(threads[2...]), "no page ends at a thread that is not shown")
      }
      #expect(try test.forum.read { try $0.waitingQuestions(limit: 10) }.map(\.id) == Array(threads[2...]))
      for act in [
        Command.publishPost(thread: threads[0], parent: nil, body: "Încă", language: "ro"),
        .retitleThread(threads[0], title: "Altul"),
      ] {
        await #expect(throws: CommandFailure.rejected(.threadMerged(into: threads[2]))) {
          try await test.forum.execute(act, by: .signedIn(ana))
        }
      }
      try expectSameAfterRebuild(test)
    }
  }

  @Test func `what cannot be moved is refused, and says why`() async throws {
    try await TestForum.with(.sqlite) { test async throws in
      let ana = try await test.register("Ana")
      let moderator = try await test.moderator()
      let (thread, first) = try await test.open(by: ana)
      let (other, _) = try await test.open(by: ana)
      let reply = try await test.post("Răspuns", in: thread, by: ana)
      func refuses(_ rejection: Rejection, _ command: Command, by actor: Actor = moderator) async {
        await #expect(throws: CommandFailure.rejected(rejection)) { try await test.forum.execute(command, by: actor) }
      }
      await refuses(.nothingToDecide, Self.decision(.post(first), .split, title: "Tot subiectul"))
      await refuses(.titleEmpty, Self.decision(.post(reply), .split))
      await refuses(.unknownThread, Self.decision(.thread(thread), .merge))
      await refuses(.unknownThread, Self.decision(.thread(thread), .merge, into: ThreadID(first.rawValue)))
      await refuses(.nothingToDecide, Self.decision(.thread(thread), .merge, into: thread))
      await refuses(.measureUnsuitable, Self.decision(.thread(thread), .split, title: "Titlu"))
      await refuses(.notAllowed, Self.decision(.post(reply), .split, title: "Titlu"), by: .signedIn(ana))
      for number in 1...Limits.movedPosts { try await test.post("\(number)", in: thread, parent: reply, by: ana) }
      await refuses(.tooManyAtOnce(limit: Limits.movedPosts), Self.decision(.post(reply), .split, title: "Mult"))
      await refuses(.tooManyAtOnce(limit: Limits.movedPosts), Self.decision(.thread(thread), .merge, into: other))
    }
  }
}
