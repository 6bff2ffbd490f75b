import Testing

@testable import ForumCore

/// Keeping passkeys and using them, on both databases.
struct PasskeyTests {
  private func passkey(_ count: Int64 = 0) throws -> NewPasskey {
    let authenticator = SoftAuthenticator(.edDSA)
    let key = try #require(CBORReader.whole(authenticator.cose).flatMap { PasskeyKey($0) })
    return NewPasskey(id: authenticator.id, key: key, signCount: count)
  }

  @Test(arguments: TestForum.engines)
  func `each challenge is good once, and an authenticator that counts backwards was copied`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let (ana, ion) = (try await test.register("Ana"), try await test.register("Ion"))
      let session = SecretToken().hash
      try await test.forum.execute(.startSession(NewSession(hash: session, participant: ana)), by: .system)
      let counting = try passkey(5)
      let challenge = SHA256.hash([1])
      func add(_ passkey: NewPasskey, _ challenge: [UInt8], by person: ParticipantID) async throws {
        try await test.forum.execute(
          .addPasskey(passkey, name: "Firefox, Linux", challenge: challenge, session: session), by: .signedIn(person))
      }
      try await add(counting, challenge, by: ana)
      let kept = try test.forum.read { try $0.passkeys(of: ana) }
      #expect(kept.map(\.id) == [counting.id] && kept.map(\.name) == ["Firefox, Linux"] && kept.first?.usedAt == nil)
      #expect(try test.forum.read { try $0.passkeyKey(id: counting.id) } == counting.key)
      #expect(try test.forum.read { try $0.session(hash: session, now: .now) }?.isStrong == true)
      await #expect(throws: CommandFailure.rejected(.passkeyWrong)) { try await add(passkey(), challenge, by: ana) }
      await #expect(throws: CommandFailure.rejected(.passkeyWrong)) { try await add(counting, SHA256.hash([2]), by: ion) }

      // Who knows her password alone makes no second step of their own beside hers, and takes none away.
      let weak = SecretToken().hash
      try await test.forum.execute(.startSession(NewSession(hash: weak, participant: ana)), by: .system)
      let secret = RandomBytes.make(OneTimePassword.secretBytes)
      try await test.forum.execute(.proposeOneTimePassword(secret: secret), by: .signedIn(ana))
      let code = OneTimePassword.code(secret: secret, step: OneTimePassword.step(at: .now))
      for command in [
        Command.addPasskey(try passkey(), name: "", challenge: SHA256.hash([9]), session: weak),
        .removePasskey(counting.id, session: weak), .confirmOneTimePassword(code: code, recovery: [], session: weak),
      ] {
        await #expect(throws: CommandFailure.rejected(.secondFactorFirst)) {
          try await test.forum.execute(command, by: .signedIn(ana))
        }
      }

      func use(_ id: [UInt8], count: Int64, _ challenge: UInt8) async throws -> Int64? {
        try await test.forum.execute(.usePasskey(id, signCount: count, challenge: SHA256.hash([challenge])), by: .system)
          .answer.first
      }
      #expect(try await use(counting.id, count: 6, 10) == ana.rawValue)
      await #expect(throws: CommandFailure.rejected(.passkeyWrong)) { _ = try await use(counting.id, count: 7, 10) }
      for count: Int64 in [6, 5, 0] {
        await #expect(throws: CommandFailure.rejected(.passkeyWrong)) { _ = try await use(counting.id, count: count, 11) }
      }
      #expect(try await use(counting.id, count: 7, 11) == ana.rawValue)
      #expect(try test.forum.read { try $0.passkeys(of: ana) }.first?.usedAt != nil)
      let silent = try passkey()
      try await add(silent, SHA256.hash([3]), by: ana)
      for challenge: UInt8 in [20, 21] { #expect(try await use(silent.id, count: 0, challenge) == ana.rawValue) }
      await #expect(throws: CommandFailure.rejected(.notAllowed)) {
        try await test.forum.execute(
          .usePasskey(silent.id, signCount: 0, challenge: SHA256.hash([22])), by: .signedIn(ana))
      }

      // Only its holder removes one; with the last, the session is one of a password again.
      await #expect(throws: CommandFailure.rejected(.passkeyWrong)) {
        try await test.forum.execute(.removePasskey(silent.id, session: session), by: .signedIn(ion))
      }
      try await test.forum.execute(.removePasskey(silent.id, session: session), by: .signedIn(ana))
      #expect(try test.forum.read { try $0.session(hash: session, now: .now) }?.isStrong == true)
      try await test.forum.execute(.removePasskey(counting.id, session: session), by: .signedIn(ana))
      #expect(try test.forum.read { try $0.session(hash: session, now: .now) }?.isStrong == false)
      await #expect(throws: CommandFailure.rejected(.passkeyWrong)) { _ = try await use(counting.id, count: 9, 30) }
    }
  }

  @Test(arguments: TestForum.engines)
  func `nobody keeps more than there is use for`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let session = SecretToken().hash
      try await test.forum.execute(.startSession(NewSession(hash: session, participant: ana)), by: .system)
      for number in 0...Limits.passkeys {
        let passkey = try passkey()
        let command = Command.addPasskey(passkey, name: "", challenge: SHA256.hash([UInt8(number)]), session: session)
        if number < Limits.passkeys {
          try await test.forum.execute(command, by: .signedIn(ana))
        } else {
          await #expect(throws: CommandFailure.rejected(.tooManyPasskeys)) {
            try await test.forum.execute(command, by: .signedIn(ana))
          }
        }
      }
    }
  }
}
