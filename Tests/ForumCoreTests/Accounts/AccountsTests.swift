import Testing

@testable import ForumCore

/// Accounts, sessions, tokens and one-time links, on both databases.
struct AccountsTests {
  func registration(_ email: String, code: [UInt8]? = nil) -> Registration {
    Registration(name: "Ana", email: email, passwordHash: "$argon2id$1", language: "ro", setupCodeHash: code)
  }

  @Test(arguments: TestForum.engines)
  func `an address has one account, however it is written`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let receipt = try await test.forum.execute(.registerParticipant(registration("Ana.Pop@example.org")), by: .visitor)
      let account = try test.forum.read { try $0.account(email: " ana.pop@EXAMPLE.org") }
      #expect(account?.participant.rawValue == receipt.answer[0])
      #expect(account?.passwordHash == "$argon2id$1")
      let head = test.forum.head
      await #expect(throws: CommandFailure.rejected(.emailTaken)) {
        try await test.forum.execute(.registerParticipant(registration("ANA.POP@example.org")), by: .visitor)
      }
      #expect(test.forum.head == head)
      #expect(try test.forum.read { try $0.account(email: "nu") } == nil)
    }
  }

  @Test(arguments: TestForum.engines)
  func `a setup link makes one administrator`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let code = SecretToken().hash
      try await test.forum.execute(.createSetupLink(hash: code, validSeconds: 3_600), by: .system)
      #expect(try !test.forum.read { try $0.hasAdministrator })
      let ana = try await test.forum.execute(.registerParticipant(registration("ana@example.org", code: code)), by: .visitor)
      #expect(try test.forum.read { try $0.participant(ParticipantID(ana.answer[0]))?.role } == .administrator)
      #expect(try test.forum.read { try $0.hasAdministrator })
      #expect(try !test.forum.read { try $0.isSetupLinkValid(hash: code, now: .now) })
      await #expect(throws: CommandFailure.rejected(.setupLinkInvalid)) {
        try await test.forum.execute(.registerParticipant(registration("ion@example.org", code: code)), by: .visitor)
      }
      let expired = SecretToken().hash
      try await test.forum.execute(.createSetupLink(hash: expired, validSeconds: -1), by: .system)
      let ion = try await test.register("Ion")
      await #expect(throws: CommandFailure.rejected(.setupLinkInvalid)) {
        try await test.forum.execute(.useSetupLink(hash: expired), by: .signedIn(ion))
      }
    }
  }

  @Test(arguments: TestForum.engines)
  func `a session begins, replaces the one before, and ends on the server`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let (old, new) = (SecretToken().hash, SecretToken().hash)
      try await test.forum.execute(.startSession(NewSession(hash: old, participant: ana)), by: .system)
      try await test.forum.execute(.startSession(NewSession(hash: new, participant: ana, replaces: old)), by: .system)
      func session(_ hash: [UInt8], after seconds: Int64 = 0) throws -> SessionRecord? {
        try test.forum.read { try $0.session(hash: hash, now: Instant.now.adding(seconds: seconds)) }
      }
      #expect(try session(old) == nil)
      let begun = try session(new)
      #expect(begun?.participant == ana && begun?.name == "Ana" && begun?.role == .participant)
      #expect(try session(new, after: Limits.sessionIdleSeconds + 60) == nil)
      try await test.forum.execute(.touchSession(hash: new), by: .system)
      try await test.forum.execute(.endSession(hash: new), by: .visitor)
      #expect(try session(new) == nil)
      await #expect(throws: CommandFailure.rejected(.notAllowed)) {
        try await test.forum.execute(.startSession(NewSession(hash: new, participant: ana)), by: .signedIn(ana))
      }
    }
  }

  @Test(arguments: TestForum.engines)
  func `a new password ends the other sessions`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let (here, there) = (SecretToken().hash, SecretToken().hash)
      for hash in [here, there] {
        try await test.forum.execute(.startSession(NewSession(hash: hash, participant: ana)), by: .system)
      }
      try await test.forum.execute(.changePassword(passwordHash: "$argon2id$2", keeping: here), by: .signedIn(ana))
      #expect(try test.forum.read { try $0.session(hash: here, now: .now) } != nil)
      #expect(try test.forum.read { try $0.session(hash: there, now: .now) } == nil)
      #expect(try test.forum.read { try $0.account(of: ana)?.passwordHash } == "$argon2id$2")
    }
  }

  @Test(arguments: TestForum.engines)
  func `a token acts up to its role and its owner's, and is revoked`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let hash = SecretToken().hash
      try await test.forum.execute(.createToken(name: "robot", role: .moderator, hash: hash), by: .system)
      let token = try #require(try test.forum.read { try $0.token(hash: hash) })
      #expect(token.limit == .moderator && token.role == .moderator && token.name == "robot")
      let ana = try await test.register("Ana")
      let (thread, post) = try await test.open(by: ana)
      try await test.forum.execute(.hidePost(post, reason: "Motiv"), by: .participant(token.participant, limit: token.limit))
      await #expect(throws: CommandFailure.rejected(.notAllowed)) {
        try await test.forum.execute(
          .lockThread(thread, reason: "Motiv"), by: .participant(token.participant, limit: .participant))
      }
      await #expect(throws: CommandFailure.rejected(.notAllowed)) {
        try await test.forum.execute(
          .createToken(name: "mai mult", role: .moderator, hash: SecretToken().hash), by: .signedIn(ana))
      }
      let own = SecretToken().hash
      try await test.forum.execute(.createToken(name: "al meu", role: .participant, hash: own), by: .signedIn(ana))
      try await test.forum.execute(.revokeToken(hash: hash), by: .signedIn(ana))
      #expect(try test.forum.read { try $0.token(hash: hash) } != nil)
      try await test.forum.execute(.revokeToken(hash: own), by: .signedIn(ana))
      #expect(try test.forum.read { try $0.token(hash: own) } == nil)
    }
  }

  @Test(arguments: TestForum.engines)
  func `visitors register and nothing else`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let (thread, post) = try await test.open(by: ana)
      let commands: [Command] = [
        .publishPost(thread: thread, parent: nil, body: "Eu", language: "ro"),
        .editPost(post, body: "Eu", language: nil, replaces: nil),
        .withdrawPost(post), .react(post, .agree, on: true), .hidePost(post, reason: "Nu"), .lockThread(thread, reason: "Nu"),
        .rename(name: "Eu"), .openSpace(key: "altul", name: "Altul"), .grantRole(ana, .administrator),
        .eraseContent(position: post.rawValue, name: "body", ground: .request, reason: "Nu"),
        .importBatch(source: "x", []), .createToken(name: "x", role: .participant, hash: []), .markRead(thread, placed: 1),
      ]
      for command in commands {
        await #expect(throws: CommandFailure.rejected(.signInRequired), "\(command)") {
          try await test.forum.execute(command, by: .visitor)
        }
        await #expect(throws: CommandFailure.rejected(.signInRequired), "\(command)") {
          try await test.forum.execute(command, by: .signedIn(ParticipantID(999_999)))
        }
      }
    }
  }

  @Test(arguments: TestForum.engines)
  func `the installation's keys are made once, and the spaces and terms too, by however many processes`(_ engine: Engine)
    async throws
  {
    try await TestForum.with(engine) { test in
      let key = try test.forum.read { try $0.secret(.forms) }
      #expect(key.count == 32)
      let folder = Fixture.project + "/.build/test-assets-\(SecretToken().text)"
      defer { removeFolder(folder) }
      let assets = try TestForum.assets(in: folder)
      async let first = Forum.open(test.location, assets: assets)
      async let second = Forum.open(test.location, assets: assets)
      let others = try await [first, second]
      for forum in others {
        #expect(try forum.read { try $0.secret(.forms) } == key)
        #expect(try forum.read { try $0.spaces().map(\.key) } == SpaceRules.builtIn)
        await forum.close()
      }
      #expect(try test.forum.read { try $0.position } == 7)
    }
  }
}
