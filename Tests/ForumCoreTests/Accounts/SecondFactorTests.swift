import Testing

@testable import ForumCore

/// Setting up a second factor and using it up, on both databases.
struct SecondFactorTests {
  private func code(_ secret: [UInt8], later steps: Int64 = 0) -> String {
    OneTimePassword.code(secret: secret, step: OneTimePassword.step(at: .now) + steps)
  }

  @Test(arguments: TestForum.engines)
  func `codes are asked for once their holder has shown one, and each works once`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let secret = RandomBytes.make(OneTimePassword.secretBytes)
      let (here, there) = (SecretToken().hash, SecretToken().hash)
      for hash in [here, there] {
        try await test.forum.execute(.startSession(NewSession(hash: hash, participant: ana)), by: .system)
      }
      try await test.forum.execute(.proposeOneTimePassword(secret: secret), by: .signedIn(ana))
      #expect(try test.forum.read { try $0.secondFactor(of: ana) }.hasOneTimePassword == false)
      #expect(try test.forum.read { try $0.unconfirmedSecret(of: ana) } == secret)
      let paper = (0..<10).map { _ in PaperCode() }
      func confirm(_ code: String) async throws {
        try await test.forum.execute(
          .confirmOneTimePassword(code: code, recovery: paper.map(\.hash), session: here), by: .signedIn(ana))
      }
      await #expect(throws: CommandFailure.rejected(.codeWrong)) { try await confirm("000000x") }
      let first = code(secret)
      try await confirm(first)
      let state = try test.forum.read { try $0.secondFactor(of: ana) }
      #expect(state.hasOneTimePassword && state.recoveryCodes == 10)
      #expect(try test.forum.read { try $0.unconfirmedSecret(of: ana) } == nil)
      // The session in which it happened is strong; the other ended.
      #expect(try test.forum.read { try $0.session(hash: here, now: .now) }?.isStrong == true)
      #expect(try test.forum.read { try $0.session(hash: there, now: .now) } == nil)
      await #expect(throws: CommandFailure.rejected(.secondFactorIsOn)) {
        try await test.forum.execute(.proposeOneTimePassword(secret: secret), by: .signedIn(ana))
      }

      func use(_ code: String) async throws { try await test.forum.execute(.useCode(code, of: ana), by: .system) }
      await #expect(throws: CommandFailure.rejected(.codeWrong)) { try await use(first) }
      let next = code(secret, later: 1)
      try await use(next)
      await #expect(throws: CommandFailure.rejected(.codeWrong)) { try await use(next) }
      try await use(paper[3].description.lowercased())
      await #expect(throws: CommandFailure.rejected(.codeWrong)) { try await use(paper[3].description) }
      await #expect(throws: CommandFailure.rejected(.codeWrong)) { try await use(PaperCode().description) }
      await #expect(throws: CommandFailure.rejected(.notAllowed)) {
        try await test.forum.execute(.useCode(paper[4].description, of: ana), by: .signedIn(ana))
      }
      #expect(try test.forum.read { try $0.secondFactor(of: ana) }.recoveryCodes == 9)
      // Turning it off takes a code, and leaves the session weak.
      try await test.forum.execute(.endOneTimePassword(code: paper[5].description), by: .signedIn(ana))
      #expect(try test.forum.read { try $0.secondFactor(of: ana) }.hasOneTimePassword == false)
      #expect(try test.forum.read { try $0.session(hash: here, now: .now) }?.isStrong == false)
    }
  }

  @Test(arguments: TestForum.engines)
  func `the operator takes it from who lost phone and paper`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let secret = RandomBytes.make(OneTimePassword.secretBytes)
      let session = SecretToken().hash
      try await test.forum.execute(.startSession(NewSession(hash: session, participant: ana)), by: .system)
      try await test.forum.execute(.proposeOneTimePassword(secret: secret), by: .signedIn(ana))
      try await test.forum.execute(
        .confirmOneTimePassword(code: code(secret), recovery: [PaperCode().hash], session: session), by: .signedIn(ana))
      await #expect(throws: CommandFailure.rejected(.notAllowed)) {
        try await test.forum.execute(.resetSecondFactor(ana), by: .signedIn(ana))
      }
      try await test.forum.execute(.resetSecondFactor(ana), by: .system)
      let state = try test.forum.read { try $0.secondFactor(of: ana) }
      #expect(!state.hasOneTimePassword && state.recoveryCodes == 0)
      #expect(try test.forum.read { try $0.session(hash: session, now: .now) } == nil)
    }
  }
}
