import Testing

@testable import ForumCore

/// Roles in single spaces, and the part of the queue that concerns some spaces.
struct SpaceRolesTests {
  @Test(arguments: TestForum.engines)
  func `the queue of some spaces has what stands in them, wherever that was moved`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test async throws in
      let (ana, ion) = (try await test.register("Ana"), try await test.register("Ion"))
      let moderator = try await test.moderator()
      func space(_ key: String) throws -> SpaceID { try #require(try test.forum.read { try $0.space(key: key)?.id }) }
      var matters: [MatterID] = []
      let (first, _) = try await test.open(by: ana, space: "health")
      let (_, second) = try await test.open(by: ana, space: "housing")
      for subject in [ModerationSubject.thread(first), .post(second), .participant(ana)] {
        let notice = NewNotice(subject: subject, ground: .spam, explanation: "De ce", isInGoodFaith: true, language: "ro")
        matters.append(MatterID(try await test.forum.execute(.giveNotice(notice), by: .signedIn(ion)).answer[0]))
      }
      func queue(_ keys: String...) throws -> [MatterID] {
        let spaces = Set(try keys.map(space))
        let size = try test.forum.read { try $0.queueSize(within: spaces) }
        let found = try test.forum.read { try $0.queue(within: spaces, limit: 10, now: .now) }.map(\.id)
        #expect(size.open == found.count)
        return found
      }
      #expect(try queue("health") == [matters[0]])
      #expect(try queue("housing") == [matters[1]])
      #expect(try queue("health", "housing") == Array(matters[0...1]))
      #expect(try queue().isEmpty)
      #expect(try test.forum.read { try $0.queueSize().open } == 3)
      try await test.forum.execute(.moveThread(first, space: "housing", reason: "Aici"), by: moderator)
      #expect(try queue("health").isEmpty)

      // Who moderates housing now decides about it.
      try await test.forum.execute(.grantSpaceRole(ion, .moderator, space: "housing"), by: .system)
      await #expect(throws: CommandFailure.rejected(.ownMatter)) {
        try await test.forum.execute(.hidePost(second, reason: "Motiv"), by: .signedIn(ion))
      }
      let other = try await test.post("Altă vorbă", in: first, by: ana)
      try await test.forum.execute(.hidePost(other, reason: "Motiv"), by: .signedIn(ion))
      await #expect(throws: CommandFailure.rejected(.notAllowed)) {
        try await test.forum.execute(
          .moveThread(first, space: "health", reason: "Motiv"), by: .participant(ion, limit: .participant))
      }
      #expect(try test.forum.read { try $0.roleHolders() }.map(\.role) == [.moderator, .moderator])
      for (person, role, space, rejection) in [
        (ion, Role.administrator, "housing", Rejection.notAllowed), (ion, .moderator, "nimic", .unknownSpace),
        (ParticipantID(1), .moderator, "housing", .unknownPerson),
      ] {
        await #expect(throws: CommandFailure.rejected(rejection)) {
          try await test.forum.execute(.grantSpaceRole(person, role, space: space), by: .system)
        }
      }
    }
  }
}
