import Testing

@testable import ForumCore

/// What readers see after each act, on both databases.
struct ThreadsAndPostsTests {
  @Test(arguments: TestForum.engines)
  func `an opened thread is found in its space with its first post`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana Pop")
      let (thread, post) = try await test.open(by: ana, territory: "54975", title: "  Transport școlar ")
      let record = try test.thread(thread)
      #expect(record.title == "Transport școlar")
      #expect(record.space.key == "education")
      #expect(record.space.threads == 1)
      #expect(record.territory == TerritoryRecord(code: "54975", name: "Cluj-Napoca", within: "Cluj"))
      #expect(record.author == AuthorRecord(id: ana, name: "Ana Pop"))
      #expect(record.firstPost == post && record.lastPost.id == post)
      #expect(record.posts == 1 && record.participants == 1)
      #expect(record.voices == VoiceBalance(unstated: 1))
      #expect(record.unread == nil)
      let page = try test.page(thread)
      #expect(page.posts.map(\.id) == [post])
      #expect(page.posts[0].body == "Cine îl plătește?")
      #expect(!page.hasNext && !page.hasPrevious)
      #expect(try test.forum.read { try $0.position } == post.rawValue)
    }
  }

  @Test(arguments: TestForum.engines)
  func `replies keep their parent and its author's name`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let ion = try await test.register("Ion")
      let (thread, first) = try await test.open(by: ana)
      let reply = try await test.post("Primăria.", in: thread, parent: first, by: ion)
      let record = try test.post(reply)
      #expect(record.parent == first)
      #expect(record.parentAuthor == "Ana")
      #expect(try test.thread(thread).participants == 2)
      // Whom it answers is told in their own topic; the thread and the space are told too.
      #expect(
        try test.topic("participants/\(ana)").last
          == TopicEvent(position: reply.rawValue, type: .postPublished, post: reply, thread: thread))
      #expect(try test.topic("threads/\(thread)").map(\.position) == [thread.rawValue, first.rawValue, reply.rawValue])
      #expect(try test.topic("spaces/education", after: first.rawValue).map(\.post) == [reply])
    }
  }

  @Test(arguments: TestForum.engines)
  func `edits keep every body and refuse what was edited meanwhile`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let (_, post) = try await test.open(by: ana, body: "Întâi")
      let edit = try await test.forum.execute(
        .editPost(post, body: "Apoi", language: nil, replaces: post.rawValue), by: .signedIn(ana))
      await #expect(throws: CommandFailure.rejected(.editedMeanwhile(current: edit.answer[0]))) {
        try await test.forum.execute(.editPost(post, body: "Altfel", language: nil, replaces: post.rawValue), by: .signedIn(ana))
      }
      let same = try await test.forum.execute(
        .editPost(post, body: "Apoi ", language: nil, replaces: post.rawValue), by: .signedIn(ana))
      #expect(same.positions == [] && same.answer == edit.answer)
      let record = try test.post(post)
      #expect(record.body == "Apoi" && record.edits == 1 && record.editedAt != nil)
      #expect(record.bodyPosition == edit.position)
      let page = try test.forum.read { try $0.revisions(of: post) }
      #expect(page.revisions.map(\.body) == ["Întâi", "Apoi"] && page.next == nil && page.firstNumber == 1)
    }
  }

  @Test(arguments: TestForum.engines)
  func `however often a post is edited, its versions come page by page and each once`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let (_, post) = try await test.open(by: ana, body: "versiunea 1")
      for number in 2...45 {
        try await test.forum.execute(
          .editPost(post, body: "versiunea \(number)", language: nil, replaces: nil), by: .signedIn(ana))
      }
      var bodies: [String?] = []
      var before: Position? = .max
      while let end = before {
        let page = try test.forum.read { try $0.revisions(of: post, before: end) }
        #expect(page.revisions.count <= 20 && page.revisions.first?.body == "versiunea \(page.firstNumber)")
        #expect(page.predecessor?.body == (page.next == nil ? nil : "versiunea \(page.firstNumber - 1)"))
        bodies = page.revisions.map(\.body) + bodies
        before = page.next
      }
      #expect(bodies == (1...45).map { "versiunea \($0)" })
    }
  }

  @Test(arguments: TestForum.engines)
  func `withdrawn and hidden posts leave marked places, and restoring brings back`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let moderator = try await test.moderator()
      let (thread, first) = try await test.open(by: ana)
      let second = try await test.post("Doi", in: thread, by: ana)
      try await test.forum.execute(.withdrawPost(second), by: .signedIn(ana))
      try await test.forum.execute(.hidePost(first, reason: "Date personale"), by: moderator)
      let hidden = try test.post(first)
      #expect(hidden.state == .hidden && hidden.body == nil && hidden.reason == "Date personale")
      #expect(try test.post(second).state == .withdrawn)
      #expect(try test.thread(thread).posts == 2)
      #expect(try test.thread(thread).voices.total == 0)
      #expect(try test.forum.read { try $0.revisions(of: first).revisions.map(\.body) } == [nil])
      let kept = try test.forum.read { try $0.revisions(of: first, includingHidden: true).revisions }
      #expect(kept.map(\.body) == ["Cine îl plătește?"])
      try await test.forum.execute(.restorePost(first, reason: "Era public"), by: moderator)
      let restored = try test.post(first)
      #expect(restored.state == .published && restored.body == "Cine îl plătește?" && restored.reason == nil)
      #expect(try test.thread(thread).voices.total == 1)
    }
  }

  @Test(arguments: TestForum.engines)
  func `each reaction counts once and can be taken back`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let ion = try await test.register("Ion")
      let (_, post) = try await test.open(by: ana)
      for _ in 0..<2 { try await test.forum.execute(.react(post, .agree, on: true), by: .signedIn(ion)) }
      try await test.forum.execute(.react(post, .useful, on: true), by: .signedIn(ion))
      var record = try test.post(post, viewer: ion)
      #expect(record.reactions == ReactionCounts(agree: 1, thanks: 0, useful: 1))
      #expect(record.ownReactions == [.agree, .useful])
      for _ in 0..<2 { try await test.forum.execute(.react(post, .agree, on: false), by: .signedIn(ion)) }
      record = try test.post(post, viewer: ion)
      #expect(record.reactions == ReactionCounts(useful: 1))
      #expect(record.ownReactions == [.useful])
      #expect(try test.post(post, viewer: ana).ownReactions == [])
      func own(_ person: ParticipantID, _ range: ClosedRange<Position>) throws -> [PostID: Set<Reaction>] {
        try test.forum.read {
          try $0.reactions(of: person, in: record.thread, from: range.lowerBound, through: range.upperBound)
        }
      }
      #expect(try own(ion, record.placed...record.placed) == [post: [.useful]])
      #expect(try own(ion, record.placed + 1...Position.max) == [:])
      #expect(try own(ana, 0...Position.max) == [:])
      await #expect(throws: CommandFailure.rejected(.ownPost)) {
        try await test.forum.execute(.react(post, .agree, on: true), by: .signedIn(ana))
      }
    }
  }

  @Test(arguments: TestForum.engines)
  func `pages go on from a place in both directions without gap or double`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let (thread, first) = try await test.open(by: ana)
      var all = [first]
      for number in 2...23 { all.append(try await test.post("Mesaj \(number)", in: thread, by: ana)) }
      var seen: [PostID] = []
      var after: Position? = 0
      while let from = after {
        let page = try test.page(thread, .after(from), limit: 5)
        seen += page.posts.map(\.id)
        #expect(page.hasPrevious == (from > 0))
        after = page.next
      }
      #expect(seen == all)
      seen = []
      var page = try test.page(thread, .last, limit: 5)
      while true {
        seen = page.posts.map(\.id) + seen
        guard let before = page.previous else { break }
        page = try test.page(thread, .before(before), limit: 5)
      }
      #expect(seen == all)
      let around = try test.page(thread, .around(all[10]), limit: 7)
      #expect(around.posts.map(\.id) == Array(all[7..<14]))
      #expect(around.hasPrevious && around.hasNext)
      #expect(try test.page(thread, .around(first), limit: 7).posts.map(\.id) == Array(all[0..<7]))
      #expect(try test.page(thread, .after(all.last!.rawValue)) == PostPage(posts: [], hasPrevious: true, hasNext: false))
    }
  }

  @Test(arguments: TestForum.engines)
  func `threads come by newest activity, filtered, page by page`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let ion = try await test.register("Ion")
      var threads: [ThreadID] = []
      for number in 0..<7 {
        threads.append(
          try await test.open(
            by: number % 2 == 0 ? ana : ion, space: number < 4 ? "education" : "health", territory: number == 3 ? "57163" : "BR",
            title: "Subiect \(number)"
          ).thread)
      }
      try await test.post("Din nou", in: threads[0], by: ion)
      func list(_ filter: ThreadFilter, order: ThreadOrder = .newestActivity) throws -> [ThreadID] {
        var seen: [ThreadID] = []
        var cursor: ThreadCursor?
        repeat {
          let page = try test.forum.read { try $0.threads(filter, order: order, after: cursor, limit: 2) }
          seen += page.threads.map(\.id)
          cursor = page.next.flatMap { ThreadCursor($0.description) }
        } while cursor != nil
        return seen
      }
      #expect(try list(ThreadFilter()) == [0, 6, 5, 4, 3, 2, 1].map { threads[$0] })
      #expect(try list(ThreadFilter(), order: .newest) == threads.reversed())
      #expect(try list(ThreadFilter(space: "education")) == [0, 3, 2, 1].map { threads[$0] })
      #expect(try list(ThreadFilter(author: ion)) == [5, 3, 1].map { threads[$0] })
      #expect(try list(ThreadFilter(territory: "CJ")) == [threads[3]])
      #expect(try list(ThreadFilter(territory: "RO22")).count == 6)
      #expect(try list(ThreadFilter(territory: "RO")).count == 7)
      #expect(try list(ThreadFilter(kind: .news)) == [])
      #expect(try list(ThreadFilter(space: "health", author: ana)) == [6, 4].map { threads[$0] })
    }
  }

  @Test(arguments: TestForum.engines)
  func `a moved thread takes its counts along and both spaces are told`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let moderator = try await test.moderator()
      let (thread, _) = try await test.open(by: ana)
      try await test.post("Doi", in: thread, by: ana)
      let moved = try await test.forum.execute(.moveThread(thread, space: "health", reason: "E despre sănătate"), by: moderator)
      let spaces = try test.forum.read { reader in [try reader.space(key: "education"), try reader.space(key: "health")] }
      #expect(spaces.map { $0?.threads } == [0, 1])
      #expect(spaces.map { $0?.posts } == [0, 2])
      #expect(spaces.map { $0?.voices.total } == [0, 2])
      for topic in ["spaces/education", "spaces/health", "threads/\(thread)", "moderation", "participants/\(ana)"] {
        #expect(try test.topic(topic).last?.position == moved.position, "\(topic)")
      }
    }
  }

  @Test(arguments: TestForum.engines)
  func `a locked thread takes posts from moderators only`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let moderator = try await test.moderator()
      let (thread, _) = try await test.open(by: ana)
      try await test.forum.execute(.lockThread(thread, reason: "S-a încheiat"), by: moderator)
      #expect(try test.thread(thread).isLocked)
      #expect(try test.thread(thread).lockReason == "S-a încheiat")
      await #expect(throws: CommandFailure.rejected(.threadLocked)) { try await test.post("Totuși", in: thread, by: ana) }
      try await test.post("Mulțumim", in: thread, by: try #require(moderator.participant))
      try await test.forum.execute(.unlockThread(thread, reason: "Continuăm"), by: moderator)
      try await test.post("Totuși", in: thread, by: ana)
      #expect(try !test.thread(thread).isLocked)
    }
  }

  @Test(arguments: TestForum.engines)
  func `unread counts go by the read mark, which only goes forward`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let ion = try await test.register("Ion")
      let (thread, first) = try await test.open(by: ana)
      let second = try await test.post("Doi", in: thread, by: ana)
      #expect(try test.thread(thread, viewer: ion).unread == nil)
      try await test.forum.execute(.markRead(thread, placed: first.rawValue), by: .signedIn(ion))
      #expect(try test.thread(thread, viewer: ion).unread == 1)
      try await test.forum.execute(.markRead(thread, placed: second.rawValue + 50), by: .signedIn(ion))
      try await test.forum.execute(.markRead(thread, placed: first.rawValue), by: .signedIn(ion))
      #expect(try test.thread(thread, viewer: ion).unread == 0)
      try await test.post("Trei", in: thread, by: ana)
      #expect(try test.forum.read { try $0.threads(limit: 5, viewer: ion).threads[0].unread } == 1)
    }
  }

  @Test(arguments: TestForum.engines)
  func `the same command under the same key is carried out once`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let (thread, _) = try await test.open(by: ana)
      let once = try await test.post("Doi", in: thread, by: ana, key: "k1")
      let again = try await test.post("Doi", in: thread, by: ana, key: "k1")
      #expect(once == again)
      #expect(try test.thread(thread).posts == 2)
      await #expect(throws: CommandFailure.idempotencyMismatch) { try await test.post("Trei", in: thread, by: ana, key: "k1") }
    }
  }
}
