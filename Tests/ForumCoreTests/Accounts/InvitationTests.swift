import Testing

@testable import ForumCore

/// Invitations and joining by one, on both databases.
struct InvitationTests {
  private let joining = Joining(name: "Salvia", passwordHash: "x", language: "ro")

  private func letter(_ body: String) -> OutgoingMail {
    OutgoingMail(address: "ana@exemplu.ro", language: "ro", subject: "s", body: body)
  }

  private func facilitator(_ test: TestForum, _ name: String = "Ilinca") async throws -> ParticipantID {
    let person = try await test.register(name)
    try await test.forum.execute(.grantRole(person, .facilitator), by: .system)
    return person
  }

  @Test(arguments: TestForum.engines)
  func `a code on paper makes one account, which signs in by it`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ilinca = try await facilitator(test)
      let codes = (0..<3).map { _ in PaperCode() }
      try await test.forum.execute(.invite(codes.map(\.hash)), by: .signedIn(ilinca))
      let waiting = try test.forum.read { try $0.waitingInvitations(by: ilinca, now: .now) }
      #expect(waiting == WaitingInvitations(onPaper: 3, mailed: 0))
      let receipt = try await test.forum.execute(.join(codes[0].hash, joining), by: .visitor)
      let salvia = ParticipantID(try #require(receipt.positions.first))
      let account = try #require(try test.forum.read { try $0.account(code: codes[0]) })
      #expect(account.participant == salvia && account.email == nil && account.passwordHash == "x")
      for hash in [codes[0].hash, PaperCode().hash] {
        await #expect(throws: CommandFailure.rejected(.invitationInvalid)) {
          try await test.forum.execute(.join(hash, joining), by: .visitor)
        }
      }
      // What is left is that somebody came, and no trace of who invited them.
      #expect(try test.forum.read { try $0.waitingInvitations(by: ilinca, now: .now) }.onPaper == 2)
      try await test.forum.execute(.withdrawInvitations, by: .signedIn(ilinca))
      await #expect(throws: CommandFailure.rejected(.invitationInvalid)) {
        try await test.forum.execute(.join(codes[1].hash, joining), by: .visitor)
      }
      #expect(try test.forum.read { try $0.account(code: codes[0]) } != nil)
    }
  }

  @Test(arguments: TestForum.engines)
  func `a mailed invitation confirms its address, and only the mailbox learns of an account`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ilinca = try await facilitator(test)
      func invite(_ email: String, _ hash: [UInt8]) async throws {
        try await test.forum.execute(
          .inviteByMail(email, hash: hash, mail: letter("invitation"), ifTaken: letter("taken")), by: .signedIn(ilinca))
      }
      func letters() async throws -> [String] {
        let due = try await test.forum.execute(.claimMails(limit: 20), by: .system).answer
        let bodies = try test.forum.read { try $0.mails(due).map(\.mail.body) }
        for id in due { try await test.forum.execute(.settleMail(id, .sent), by: .system) }
        return bodies
      }
      let (first, second) = (SecretToken().hash, SecretToken().hash)
      try await invite("Ana@exemplu.ro", first)
      try await invite("ana@exemplu.ro", second)
      #expect(try await letters() == ["invitation", "invitation"])
      #expect(try test.forum.read { try $0.invitation(hash: first, now: .now) }?.email == "Ana@exemplu.ro")
      try await test.forum.execute(.join(second, joining), by: .visitor)
      #expect(try test.forum.read { try $0.account(email: "ana@exemplu.ro") } != nil)
      await #expect(throws: CommandFailure.rejected(.invitationInvalid)) {
        try await test.forum.execute(.join(first, joining), by: .visitor)
      }
      try await invite("ana@exemplu.ro", SecretToken().hash)
      #expect(try await letters() == ["taken"])
      #expect(try test.forum.read { try $0.waitingInvitations(by: ilinca, now: .now) }.mailed == 0)
    }
  }

  @Test(arguments: TestForum.engines)
  func `invitations have an end and a number, and need a facilitator`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let (ilinca, ion) = (try await facilitator(test), try await test.register("Ion"))
      func hashes(_ count: Int) -> [[UInt8]] { (0..<count).map { _ in PaperCode().hash } }
      await #expect(throws: CommandFailure.rejected(.notAllowed)) {
        try await test.forum.execute(.invite(hashes(1)), by: .signedIn(ion))
      }
      for count in [0, Limits.invitationsAtOnce + 1] {
        await #expect(throws: CommandFailure.rejected(.countInvalid)) {
          try await test.forum.execute(.invite(hashes(count)), by: .signedIn(ilinca))
        }
      }
      for _ in 0..<(Limits.invitationsWaiting / Limits.invitationsAtOnce) {
        try await test.forum.execute(.invite(hashes(Limits.invitationsAtOnce)), by: .signedIn(ilinca))
      }
      await #expect(throws: CommandFailure.rejected(.tooManyInvitations)) {
        try await test.forum.execute(.invite(hashes(1)), by: .signedIn(ilinca))
      }
      let after = Instant.now.adding(seconds: Limits.invitationSeconds + 1)
      #expect(try test.forum.read { try $0.waitingInvitations(by: ilinca, now: after) }.onPaper == 0)
    }
  }
}
