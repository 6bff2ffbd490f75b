import Testing

@testable import ForumCore

/// Erasing what somebody said takes two, and leaves no version of it.
struct ErasingDecisionTests {
  private func erase(_ post: PostID) -> Command {
    .decide(
      NewDecision(
        subject: .post(post), measure: .erase, ground: .privacy, facts: "Un act medical.", explanation: "Nu se publică."))
  }

  private func left(_ words: String, _ test: TestForum) throws -> Int64 {
    let database = try test.location.open(.reader)
    defer { database.close() }
    let found = SQL(
      sqlite: "SELECT count(*) FROM contents WHERE instr(CAST(bytes AS TEXT), $1) > 0",
      postgres: "SELECT count(*) FROM contents WHERE position(convert_to($1, 'UTF8') IN bytes) > 0")
    return try database.integer(found, [.text(words)]) ?? 0
  }

  @Test(arguments: TestForum.engines)
  func `a moderator proposes, an administrator erases every version, also of what waited and was moved`(
    _ engine: Engine
  ) async throws {
    try await TestForum.with(engine) { test async throws in
      let ana = try await test.register("Ana")
      let (first, second) = (try await test.moderator("Întâia"), try await test.moderator("A doua"))
      let administrator = try await test.register("Administratoarea")
      try await test.forum.execute(.grantRole(administrator, .administrator), by: .system)
      try await test.forum.execute(.setRules(RuleSet(words: ["diagnostic"])), by: .system)
      let (thread, _) = try await test.open(by: ana)
      let post = PostID(
        try await test.forum.execute(
          .publishPost(thread: thread, parent: nil, body: "diagnostic-secret unu", language: "ro"), by: .signedIn(ana)
        ).answer[0])
      try await test.forum.execute(
        .decide(NewDecision(subject: .post(post), measure: .publish, facts: "În regulă.")), by: first)
      try await test.forum.execute(.setRules(RuleSet()), by: .system)
      for number in 1...3 {
        try await test.forum.execute(
          .editPost(post, body: "diagnostic-secret ediția \(number)", language: nil, replaces: nil), by: .signedIn(ana))
      }
      try await test.forum.execute(
        .decide(
          NewDecision(subject: .post(post), measure: .split, facts: "Altă întrebare.", title: "Altceva")), by: first)
      #expect(try left("diagnostic-secret", test) == 5)
      let proposed = DecisionID(try await test.forum.execute(erase(post), by: first).answer[0])
      #expect(try test.post(post).state == .published && left("diagnostic-secret", test) == 5, "one alone does nothing")
      func settle(by actor: Actor) async throws {
        try await test.forum.execute(.settleDecision(proposed, agrees: true, reason: ""), by: actor)
      }
      await #expect(throws: CommandFailure.rejected(.anotherModerator)) { try await settle(by: first) }
      await #expect(throws: CommandFailure.rejected(.notAllowed)) { try await settle(by: second) }
      #expect(try left("diagnostic-secret", test) == 5)
      try await settle(by: .signedIn(administrator))
      #expect(try test.post(post).state == .removed && test.post(post).body == nil)
      #expect(try left("diagnostic-secret", test) == 0)
      #expect(try test.forum.read { try $0.revisions(of: post, includingHidden: true) }.revisions.allSatisfy { $0.body == nil })
      await #expect(throws: CommandFailure.rejected(.nothingToLift)) {
        try await test.forum.execute(
          .decide(NewDecision(subject: .thread(thread), measure: .lift, facts: "Înapoi.")), by: second)
      }
      let report = try RebuildDriver.run(on: test.location, projector: ReadModel(), stretch: 3)
      for table in report.tables { #expect(table.isEqual, "\(table)") }
    }
  }

  @Test(arguments: TestForum.engines)
  func `who erases themselves finds what waited and was moved, too`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test async throws in
      let ana = try await test.register("Ana")
      try await test.forum.execute(.stateSpeaker(SpeakerChoice(category: .community, consent: true)), by: .signedIn(ana))
      let moderator = try await test.moderator()
      try await test.forum.execute(.setRules(RuleSet(words: ["taină"])), by: .system)
      let (thread, _) = try await test.open(by: try await test.register("Ion"))
      let post = PostID(
        try await test.forum.execute(
          .publishPost(thread: thread, parent: nil, body: "o taină-de-șters", language: "ro"), by: .signedIn(ana)
        ).answer[0])
      for (measure, title) in [(Measure.publish, ""), (.split, "Altceva")] {
        try await test.forum.execute(
          .decide(NewDecision(subject: .post(post), measure: measure, facts: "Așa.", title: title)), by: moderator)
      }
      #expect(try left("taină-de-șters", test) > 0 && left("community", test) > 0)
      var count: Int64 = 1
      while count > 0 { count = try await test.forum.execute(.eraseOwn(withWords: true), by: .signedIn(ana)).answer[0] }
      #expect(try left("taină-de-șters", test) == 0 && left("\"community\"", test) == 0)
      let report = try RebuildDriver.run(on: test.location, projector: ReadModel(), stretch: 3)
      for table in report.tables { #expect(table.isEqual, "\(table)") }
    }
  }

  @Test(arguments: TestForum.engines)
  func `who had read a thread sees what is new after posts left it`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test async throws in
      let (ana, ion) = (try await test.register("Ana"), try await test.register("Ion"))
      let moderator = try await test.moderator()
      let (thread, _) = try await test.open(by: ana)
      let branch = try await test.post("Altă întrebare", in: thread, by: ana)
      for _ in 1...3 { try await test.post("Răspuns", in: thread, parent: branch, by: ana) }
      let last = try await test.post("Rămâne", in: thread, by: ana)
      try await test.forum.execute(.markRead(thread, placed: last.rawValue), by: .signedIn(ion))
      try await test.forum.execute(
        .decide(NewDecision(subject: .post(branch), measure: .split, facts: "Două întrebări.", title: "Alta")), by: moderator)
      #expect(try test.thread(thread, viewer: ion).unread == 0)
      try await test.post("Nou", in: thread, by: ana)
      #expect(try test.thread(thread, viewer: ion).unread == 1)
    }
  }

  @Test(arguments: TestForum.engines)
  func `what was hidden and is then erased is not taken from the voices twice`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test async throws in
      let ana = try await test.register("Ana")
      let moderator = try await test.moderator()
      let administrator = try await test.register("Administratoarea")
      try await test.forum.execute(.grantRole(administrator, .administrator), by: .system)
      let (thread, _) = try await test.open(by: ana)
      let post = try await test.post("act-medical", in: thread, by: ana)
      try await test.forum.execute(.hidePost(post, reason: "Motiv"), by: moderator)
      #expect(try test.thread(thread).voices == VoiceBalance(unstated: 1))
      let proposed = DecisionID(try await test.forum.execute(erase(post), by: moderator).answer[0])
      try await test.forum.execute(.settleDecision(proposed, agrees: true, reason: ""), by: .signedIn(administrator))
      #expect(try test.thread(thread).voices == VoiceBalance(unstated: 1))
      #expect(try test.post(post).state == .hidden && left("act-medical", test) == 0)
    }
  }
}
