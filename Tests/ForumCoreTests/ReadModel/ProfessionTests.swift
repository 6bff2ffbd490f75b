import Testing

@testable import ForumCore

/// Marks of professions: they stand where the person speaks as of that profession, and go with what they were derived from.
struct ProfessionTests {
  @Test(arguments: TestForum.engines)
  func `a mark stands for the profession that was confirmed, and for no other`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test async throws in
      let (ana, ion) = (try await test.register("Ana"), try await test.register("Ion"))
      let administrator = try await test.register("Administratoare")
      try await test.forum.execute(.grantRole(administrator, .administrator), by: .system)
      func verify(_ person: ParticipantID, on: Bool = true, by actor: Actor = .signedIn(administrator)) async throws {
        try await test.forum.execute(.verifyProfession(person, on: on), by: actor)
      }
      await #expect(throws: CommandFailure.rejected(.professionMissing)) { try await verify(ana) }
      try await test.forum.execute(.stateSpeaker(SpeakerChoice(profession: .healthMediator)), by: .signedIn(ana))
      await #expect(throws: CommandFailure.rejected(.notAllowed)) { try await verify(ana, by: .signedIn(ion)) }
      await #expect(throws: CommandFailure.rejected(.notAllowed)) { try await verify(administrator) }
      await #expect(throws: CommandFailure.rejected(.participantNotFound)) { try await verify(ParticipantID(1)) }
      let (thread, post) = try await test.open(by: ana)
      let before = try test.thread(thread).changed
      try await verify(ana)
      let head = test.forum.head
      try await verify(ana)
      #expect(test.forum.head == head, "the same mark again is no event")
      #expect(try test.post(post).speaker.isProfessionVerified)
      #expect(try test.thread(thread).speaker.isProfessionVerified && test.thread(thread).lastPost.speaker.isProfessionVerified)
      #expect(try test.thread(thread).changed > before, "pages that show it change")
      #expect(try test.forum.read { try $0.participant(ana)?.speaker.isProfessionVerified } == true)
      // Another profession is not the one that was confirmed; what was said before was said as that one.
      try await test.forum.execute(.stateSpeaker(SpeakerChoice(profession: .socialWorker)), by: .signedIn(ana))
      let other = try await test.post("Altfel", in: thread, by: ana)
      #expect(try !test.post(other).speaker.isProfessionVerified)
      #expect(try test.post(post).speaker.isProfessionVerified)
      try await verify(ana, on: false)
      #expect(try !test.post(post).speaker.isProfessionVerified)
      try await verify(ana)
      #expect(try test.post(other).speaker.isProfessionVerified)
      let log = try test.location.open(.reader)
      defer { log.close() }
      let named = try log.integer(
        SQL(
          sqlite: "SELECT count(*) FROM log WHERE instr(entry, 'social-worker') > 0",
          postgres: "SELECT count(*) FROM log WHERE position(convert_to('social-worker', 'UTF8') IN entry) > 0"))
      #expect(named == 0, "what somebody is stands in contents alone")
      var left: Int64 = 1
      while left > 0 { left = try await test.forum.execute(.eraseOwn(withWords: false), by: .signedIn(ana)).answer[0] }
      #expect(try test.forum.read { try $0.participant(ana)?.speaker.isProfessionVerified } == false)
      let said = SQL(
        sqlite: "SELECT count(*) FROM contents WHERE instr(CAST(bytes AS TEXT), 'social-worker') > 0",
        postgres: "SELECT count(*) FROM contents WHERE position(convert_to('social-worker', 'UTF8') IN bytes) > 0")
      #expect(try log.integer(said) == 0)
      let report = try RebuildDriver.run(on: test.location, projector: ReadModel(), stretch: 4)
      for table in report.tables { #expect(table.isEqual, "\(table)") }
    }
  }
}
