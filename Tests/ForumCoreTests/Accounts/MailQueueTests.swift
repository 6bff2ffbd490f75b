import Testing

@testable import ForumCore

/// The queue of mails and what is sent by it, on both databases.
struct MailQueueTests {
  private func letter(_ number: Int = 1, useful seconds: Int64 = 3_600) -> OutgoingMail {
    OutgoingMail(
      participant: nil, address: "ana\(number)@exemplu.ro", language: "ro", subject: "Un subiect", body: "Text \(number)",
      usefulSeconds: seconds)
  }

  @Test(arguments: TestForum.engines)
  func `a mail is claimed once, comes back when its sender dies, and is gone when it was sent`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      for number in 1...3 { try await test.forum.execute(.queueMail(letter(number)), by: .system) }
      let first = try await test.forum.execute(.claimMails(limit: 2), by: .system).answer
      let second = try await test.forum.execute(.claimMails(limit: 2), by: .system).answer
      #expect(first.count == 2 && second.count == 1 && Set(first).isDisjoint(with: second))
      #expect(try await test.forum.execute(.claimMails(limit: 2), by: .system).answer.isEmpty)
      #expect(try test.forum.read { try $0.mails(first) }.allSatisfy { $0.attempts == 1 })
      // A claim is over after the usual pause: who held it may have died.
      #expect(try test.forum.read { try $0.hasDueMail(now: Instant.now.adding(seconds: 61)) })
      for id in first { try await test.forum.execute(.settleMail(id, .sent), by: .system) }
      #expect(try test.forum.read { try $0.mails(first + second) }.map(\.mail.id) == second)
      #expect(try test.forum.read { try $0.waitingMails }.count == 1)
    }
  }

  @Test func `pauses grow and end at four hours`() {
    #expect(
      (1...12).map { MailQueue.pause(afterAttempt: $0) } == [
        60, 120, 240, 480, 960, 1_920, 3_840, 7_680, 14_400, 14_400, 14_400, 14_400,
      ])
  }

  @Test(arguments: TestForum.engines)
  func `an address makes its account once it is confirmed, and once`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let registration = Registration(name: "Ana", email: "ana@exemplu.ro", passwordHash: "$argon2id$1", language: "ro")
      let (link, again) = (SecretToken().hash, SecretToken().hash)
      let head = test.forum.head
      for hash in [link, again] {
        try await test.forum.execute(
          .requestRegistration(registration, link: hash, mail: letter(1), ifTaken: letter(2)), by: .visitor)
      }
      #expect(test.forum.head == head, "nothing of it is in the log")
      #expect(try test.forum.read { try $0.pendingEmail(hash: link, now: .now) } == "ana@exemplu.ro")
      #expect(try test.forum.read { try $0.pendingEmail(hash: link, now: Instant.now.adding(seconds: 86_401)) } == nil)
      let receipt = try await test.forum.execute(.confirmRegistration(link: link), by: .visitor)
      #expect(try test.forum.read { try $0.account(email: "ana@exemplu.ro") }?.participant.rawValue == receipt.positions[0])
      for hash in [link, again, SecretToken().hash] {
        await #expect(throws: CommandFailure.rejected(.linkInvalid)) {
          try await test.forum.execute(.confirmRegistration(link: hash), by: .visitor)
        }
      }
      // Who registers with a taken address hears nothing of it; its owner is written to.
      try await test.forum.execute(
        .requestRegistration(registration, link: SecretToken().hash, mail: letter(3), ifTaken: letter(4)), by: .visitor)
      let waiting = try await test.forum.execute(.claimMails(limit: 9), by: .system).answer
      #expect(try test.forum.read { try $0.mails(waiting) }.map(\.mail.body).sorted() == ["Text 1", "Text 1", "Text 4"])
    }
  }

  @Test(arguments: TestForum.engines)
  func `a link signs in once, and its fellows are gone with it`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let registration = Registration(name: "Ana", email: "Ana@exemplu.ro", passwordHash: "$argon2id$1", language: "ro")
      let ana = ParticipantID(try await test.forum.execute(.registerParticipant(registration), by: .visitor).answer[0])
      let (one, two) = (SecretToken().hash, SecretToken().hash)
      for hash in [one, two] {
        try await test.forum.execute(.requestSignInLink(email: "ana@EXEMPLU.ro", link: hash, mail: letter()), by: .visitor)
      }
      try await test.forum.execute(
        .requestSignInLink(email: "nimeni@exemplu.ro", link: SecretToken().hash, mail: letter()), by: .visitor)
      #expect(try test.forum.read { try $0.waitingMails }.count == 2)
      #expect(try test.forum.read { try $0.signInLink(hash: one, now: .now) } == ana)
      #expect(try test.forum.read { try $0.signInLink(hash: one, now: Instant.now.adding(seconds: 1_801)) } == nil)
      let answer = try await test.forum.execute(.useSignInLink(one, passwordHash: "$argon2id$2"), by: .visitor).answer
      #expect(answer.first == ana.rawValue)
      #expect(try test.forum.read { try $0.account(email: "ana@exemplu.ro") }?.passwordHash == "$argon2id$2")
      for hash in [one, two] {
        await #expect(throws: CommandFailure.rejected(.linkInvalid)) {
          try await test.forum.execute(.useSignInLink(hash, passwordHash: nil), by: .visitor)
        }
      }
    }
  }

  @Test(arguments: TestForum.engines)
  func `only the program itself sends`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      for command in [Command.queueMail(letter()), .claimMails(limit: 1), .settleMail(1, .sent)] {
        await #expect(throws: CommandFailure.rejected(.notAllowed)) {
          try await test.forum.execute(command, by: .signedIn(ana))
        }
      }
    }
  }
}
