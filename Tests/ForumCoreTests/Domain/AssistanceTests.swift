import Testing

@testable import ForumCore

/// Writing down what somebody without an account says, and handing it over, on both databases.
struct AssistanceTests {
  private func facilitator(_ test: TestForum, _ name: String = "Ilinca") async throws -> ParticipantID {
    let person = try await test.register(name)
    try await test.forum.execute(.grantRole(person, .facilitator), by: .system)
    return person
  }

  private func new(
    _ thread: ThreadID, _ person: NewAssistedPost.Person, body: String = "La noi nu vine autobuzul.",
    consent: String = "A ascultat textul și a spus da."
  ) -> Command {
    .publishAssistedPost(
      NewAssistedPost(place: .thread(thread, parent: nil), body: body, language: "ro", person: person, consent: consent))
  }

  @Test(arguments: TestForum.engines)
  func `what is written down stands under the person's name, and becomes theirs`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let (ilinca, ana) = (try await facilitator(test), try await test.register("Ana"))
      let (thread, _) = try await test.open(by: ana)
      let first = try await test.forum.execute(new(thread, .new(name: "Salvia", isCommunity: true)), by: .signedIn(ilinca))
      let (post, salvia) = (PostID(first.answer[0]), ParticipantID(first.answer[1]))
      let record = try test.post(post)
      #expect(record.author == AuthorRecord(id: salvia, name: "Salvia") && record.speaker.category == .community)
      #expect(record.assistant == AuthorRecord(id: ilinca, name: "Ilinca"))
      #expect(try test.thread(thread).voices == VoiceBalance(community: 1, unstated: 1))
      let listed = [AssistedPerson(person: record.author, hasConsented: true)]
      #expect(try test.forum.read { try $0.assistedPeople(by: ilinca) } == listed)
      let second = try await test.forum.execute(new(thread, .known(salvia)), by: .signedIn(ilinca))
      #expect(second.answer[1] == salvia.rawValue)

      // Another facilitator neither writes for her, nor hands her over, nor takes her words back.
      let other = try await facilitator(test, "Mirela")
      let code = PaperCode()
      for command in [new(thread, .known(salvia)), .handOver(salvia, hash: code.hash), .withdrawAssistedConsent(salvia)] {
        await #expect(throws: CommandFailure.rejected(.personNotAssisted)) {
          try await test.forum.execute(command, by: .signedIn(other))
        }
      }
      await #expect(throws: CommandFailure.rejected(.notYours)) {
        try await test.forum.execute(.withdrawPost(post), by: .signedIn(other))
      }
      await #expect(throws: CommandFailure.rejected(.notYours)) {
        try await test.forum.execute(
          .editPost(post, body: "Altfel", language: nil, replaces: nil), by: .signedIn(ilinca))
      }

      // At her word her facilitator takes back what she showed, and what she said.
      try await test.forum.execute(.withdrawAssistedConsent(salvia), by: .signedIn(ilinca))
      #expect(try test.post(post).speaker == Speaker())
      try await test.forum.execute(.withdrawPost(PostID(second.answer[0])), by: .signedIn(ilinca))

      // A new code replaces the one before. By it the account is hers, under the name she chooses.
      let lost = PaperCode()
      for code in [lost, code] { try await test.forum.execute(.handOver(salvia, hash: code.hash), by: .signedIn(ilinca)) }
      let joining = Joining(name: "Salvia M.", passwordHash: "x", language: "ro")
      await #expect(throws: CommandFailure.rejected(.invitationInvalid)) {
        try await test.forum.execute(.join(lost.hash, joining), by: .visitor)
      }
      let joined = try await test.forum.execute(.join(code.hash, joining), by: .visitor)
      #expect(joined.answer == [salvia.rawValue])
      #expect(try test.post(post).author.name == "Salvia M.")
      #expect(try test.forum.read { try $0.account(code: code) }?.participant == salvia)
      #expect(try test.forum.read { try $0.assistedPeople(by: ilinca) } == [])
      try await test.forum.execute(
        .editPost(post, body: "La noi vine de două ori pe zi.", language: nil, replaces: nil), by: .signedIn(salvia))
      for command in [new(thread, .known(salvia)), .handOver(salvia, hash: PaperCode().hash)] {
        await #expect(throws: CommandFailure.rejected(.personNotAssisted)) {
          try await test.forum.execute(command, by: .signedIn(ilinca))
        }
      }
      await #expect(throws: CommandFailure.rejected(.notYours)) {
        try await test.forum.execute(.withdrawPost(post), by: .signedIn(ilinca))
      }

      // The facilitator's new name stands there too; what tells of the agreement goes with the person.
      let renamed = try await test.forum.execute(.rename(name: "Ilinca P."), by: .signedIn(ilinca))
      #expect(try test.post(post).assistant?.name == "Ilinca P.")
      #expect(try test.thread(thread).changed == renamed.position)
      let consents: SQL = "SELECT count(*) FROM contents WHERE name = 'consent'"
      let database = try test.location.open(.maintenance)
      defer { database.close() }
      #expect(try database.integer(consents) == 2)
      while try await test.forum.execute(.eraseOwn(withWords: false), by: .signedIn(salvia)).answer != [0] {}
      #expect(try database.integer(consents) == 0)
      // Who left stays away: nobody writes for them again, and their words are nobody's to take back.
      for command in [new(thread, .known(salvia)), .handOver(salvia, hash: PaperCode().hash)] {
        await #expect(throws: CommandFailure.rejected(.personNotAssisted)) {
          try await test.forum.execute(command, by: .signedIn(ilinca))
        }
      }
      await #expect(throws: CommandFailure.rejected(.notYours)) {
        try await test.forum.execute(.withdrawPost(post), by: .signedIn(ilinca))
      }
    }
  }

  @Test(arguments: TestForum.engines)
  func `nobody is written for without a word of how they agreed, and only a facilitator writes`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let (ilinca, ana) = (try await facilitator(test), try await test.register("Ana"))
      let (thread, _) = try await test.open(by: ana)
      let salvia = NewAssistedPost.Person.new(name: "Salvia", isCommunity: false)
      let head = test.forum.head
      for (command, rejection): (Command, Rejection) in [
        (new(thread, salvia, consent: " "), .fieldEmpty("how")), (new(thread, salvia, body: ""), .bodyEmpty),
        (new(thread, .new(name: "", isCommunity: false)), .nameEmpty), (new(thread, .known(ana)), .personNotAssisted),
        (new(ThreadID(9_999), salvia), .threadNotFound),
      ] {
        await #expect(throws: CommandFailure.rejected(rejection)) {
          try await test.forum.execute(command, by: .signedIn(ilinca))
        }
      }
      await #expect(throws: CommandFailure.rejected(.notAllowed)) {
        try await test.forum.execute(new(thread, salvia), by: .signedIn(ana))
      }
      #expect(test.forum.head == head, "a refusal leaves nobody behind")
    }
  }

  @Test(arguments: TestForum.engines)
  func `what waits for a moderator comes out as written down`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let (ilinca, ana) = (try await facilitator(test), try await test.register("Ana"))
      let (thread, _) = try await test.open(by: ana)
      try await test.forum.execute(
        .setPremoderation(space: "education", SpacePolicy(premoderation: .all, newcomerPosts: 0)), by: .system)
      let held = try await test.forum.execute(new(thread, .new(name: "Salvia", isCommunity: false)), by: .signedIn(ilinca))
      #expect(held.answer[2] == 1)
      let post = PostID(held.answer[0])
      #expect(try test.forum.read { try $0.post(post) } == nil)
      let release = NewDecision(subject: .post(post), measure: .publish, ground: .other, facts: "Fapte", explanation: "Motive")
      try await test.forum.execute(.decide(release), by: test.moderator())
      let record = try test.post(post)
      #expect(record.author.name == "Salvia" && record.assistant?.id == ilinca)
    }
  }

  @Test(arguments: TestForum.engines)
  func `a thread is opened for somebody, also where it waits first`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ilinca = try await facilitator(test)
      func opening(_ space: String, _ person: NewAssistedPost.Person, title: String = "Apa din fântână") -> Command {
        .publishAssistedPost(
          NewAssistedPost(
            place: .opening(space: space, kind: .question, territory: "CJ", title: title), body: "Cine o verifică?",
            language: "ro", person: person, consent: "A spus da."))
      }
      let salvia = NewAssistedPost.Person.new(name: "Salvia", isCommunity: true)
      let head = test.forum.head
      for (command, rejection): (Command, Rejection) in [
        (opening("nimic", salvia), .unknownSpace), (opening("health", salvia, title: " "), .titleEmpty),
      ] {
        await #expect(throws: CommandFailure.rejected(rejection)) {
          try await test.forum.execute(command, by: .signedIn(ilinca))
        }
      }
      #expect(test.forum.head == head, "a refusal leaves nobody behind")
      let opened = try await test.forum.execute(opening("health", salvia), by: .signedIn(ilinca)).answer
      let thread = try test.thread(ThreadID(opened[3]))
      #expect(thread.author.name == "Salvia" && thread.title == "Apa din fântână" && thread.firstPost.rawValue == opened[0])
      #expect(thread.speaker.category == .community && thread.voices == VoiceBalance(community: 1))
      #expect(try test.post(thread.firstPost).assistant?.id == ilinca)

      try await test.forum.execute(
        .setPremoderation(space: "housing", SpacePolicy(premoderation: .all, newcomerPosts: 0)), by: .system)
      let again = try await test.forum.execute(
        opening("housing", .known(ParticipantID(opened[1]))), by: .signedIn(ilinca)
      ).answer
      #expect(again[2] == 1 && again[3] == 0)
      let release = NewDecision(subject: .post(PostID(again[0])), measure: .publish, facts: "Fapte")
      try await test.forum.execute(.decide(release), by: test.moderator())
      let record = try test.post(PostID(again[0]))
      #expect(record.author.name == "Salvia" && record.assistant?.id == ilinca)
      #expect(try test.thread(record.thread).author == record.author)
      let report = try RebuildDriver.run(on: test.location, projector: ReadModel(), stretch: 3)
      for table in report.tables { #expect(table.isEqual, "\(table)") }
    }
  }
}
