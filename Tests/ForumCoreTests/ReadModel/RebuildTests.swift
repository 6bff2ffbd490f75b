import Testing

@testable import ForumCore

/// The log holds everything: the read model made again from it equals the live one, row by row, whatever happened.
struct RebuildTests {
  @Test(arguments: TestForum.engines)
  func `the read model made again from the log is the same`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test async throws in
      try await live(test)
      for stretch in [1, 7, 1_000] as [Position] {
        let report = try RebuildDriver.run(on: test.location, projector: ReadModel(), stretch: stretch)
        for table in report.tables { #expect(table.isEqual, "\(table)") }
        #expect(report.tables.map(\.table) == ReadModel().tables)
        #expect(report.tables.allSatisfy { $0.rows > 0 }, "each table has something to compare")
      }
    }
  }

  @Test(arguments: TestForum.engines)
  func `a read model that was changed by hand is put right, and keeps its indexes`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test async throws in
      try await live(test)
      let database = try test.location.open(.maintenance)
      defer { database.close() }
      let indexes: SQL = SQL(
        sqlite: "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name",
        postgres: """
          SELECT CAST(indexname AS TEXT), indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY indexname
          """)
      func read() throws -> [[String]] { try database.rows(indexes) { [$0.text(0), $0.text(1)] } }
      let before = try read()
      #expect(before.contains { $0[0] == "threads_waiting" })
      try database.run("UPDATE posts SET edits = 99")
      #expect(try RebuildDriver.run(on: test.location, projector: ReadModel(), putInPlace: true).isInPlace)
      #expect(try read() == before)
      #expect(try database.integer("SELECT count(*) FROM posts WHERE edits = 99") == 0)
      #expect(try RebuildDriver.run(on: test.location, projector: ReadModel()).isEqual)
      if engine == .sqlite { #expect(try database.text("PRAGMA integrity_check") == "ok") }
    }
  }

  @Test(arguments: TestForum.engines)
  func `a rebuild beside people who write compares one moment`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test async throws in
      let ana = try await test.register("Ana")
      let (thread, _) = try await test.open(by: ana)
      let forum = test.forum
      let writer = Task {
        var posts = 0
        while !Task.isCancelled {
          let post = Command.publishPost(thread: thread, parent: nil, body: "Scriu mai departe", language: "ro")
          try await forum.execute(post, by: .signedIn(ana))
          posts += 1
        }
        return posts
      }
      let location = test.location
      let reports = try await onOwnThread {
        try (0..<4).map { _ in try RebuildDriver.run(on: location, projector: ReadModel(), stretch: 50) }
      }
      writer.cancel()
      #expect(try await writer.value > 0)
      for report in reports { #expect(report.isEqual, "\(report)") }
      #expect(zip(reports, reports.dropFirst()).allSatisfy { $0.head <= $1.head })
    }
  }

  /// What posts of one batch add is counted up and written once; made again one by one, they come to the same.
  @Test(arguments: TestForum.engines)
  func `posts of one batch add what they add one by one`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test async throws in
      let ana = try await test.register("Ana")
      let ion = try await test.register("Ion")
      try await test.forum.execute(.stateSpeaker(SpeakerChoice(category: .ngo)), by: .signedIn(ion))
      let moderator = try await test.moderator()
      let (first, opening) = try await test.open(by: ana)
      let (second, _) = try await test.open(by: ion, space: "health")
      let (_, elsewhere) = try await test.open(by: ion, space: "health")
      func post(_ thread: ThreadID, _ author: ParticipantID, _ parent: PostID? = nil) -> ForumCommand {
        ForumCommand(
          command: .publishPost(thread: thread, parent: parent, body: "Și eu", language: "ro"), actor: .signedIn(author))
      }
      let commands = [
        post(first, ana), post(first, ion, opening), post(second, ana),
        ForumCommand(command: .react(opening, .thanks, on: true), actor: .signedIn(ion)),
        post(first, ana),
        ForumCommand(command: .react(opening, .thanks, on: false), actor: .signedIn(ion)),
        ForumCommand(command: .moveThread(first, space: "housing", reason: "Aici"), actor: moderator),
        post(first, ion), post(second, ion),
        ForumCommand(command: .hidePost(opening, reason: "Motiv"), actor: moderator),
        post(first, ana),
        ForumCommand(command: .rename(name: "Ioan"), actor: .signedIn(ion)),
        post(second, ana), post(first, ion),
        // What these change is held back together with the counts: of threads that have posts in the batch, and of one that has none.
        ForumCommand(command: .openThread(Self.third), actor: .signedIn(ana)),
        ForumCommand(command: .react(elsewhere, .useful, on: true), actor: .signedIn(ana)),
        ForumCommand(command: .editPost(elsewhere, body: "Altfel", language: "ro", replaces: nil), actor: .signedIn(ion)),
        ForumCommand(command: .registerOrganisation(NewOrganisation(name: "Asociația", category: .ngo)), actor: .signedIn(ana)),
        post(second, ana),
      ]
      let before = try batches(test)
      try await asOneBatch(commands, on: test.location)
      #expect(try batches(test) == before + 1)
      let thread = try test.thread(first)
      #expect(thread.posts == 7 && thread.participants == 2)
      #expect(thread.voices.ngo == 3 && thread.voices.unstated == 3)
      let database = try test.location.open(.reader)
      defer { database.close() }
      let numbers = try database.rows("SELECT number FROM posts WHERE thread = $1 ORDER BY placed", [SQLValue(first)]) {
        $0.int(0)
      }
      #expect(numbers == Array(1...7))
      #expect(try test.forum.read { try $0.threads(ThreadFilter(space: "employment"), limit: 2).threads.map(\.posts) } == [1])
      #expect(try test.forum.read { try $0.space(key: "employment")?.threads } == 1)
      let report = try RebuildDriver.run(on: test.location, projector: ReadModel(), stretch: 1)
      for table in report.tables { #expect(table.isEqual, "\(table)") }
    }
  }

  private static let third = NewThread(
    space: "employment", kind: .discussion, territory: nil, title: "Despre muncă", body: "Cine caută?", language: "ro")

  private func batches(_ test: TestForum) throws -> Int64 {
    let database = try test.location.open(.reader)
    defer { database.close() }
    return try database.integer("SELECT count(*) FROM commands WHERE person = 0") ?? 0
  }

  /// Carries commands out in their order by a ledger that was held up until all of them waited.
  private func asOneBatch(_ commands: [ForumCommand], on location: DatabaseLocation) async throws {
    let ledger = try Ledger(location: location, projector: ReadModel())
    defer { ledger.close() }
    let blocker = Blocker()
    async let blocked = ledger.execute(blocker.command)
    await blocker.reached()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, command) in commands.enumerated() {
        group.addTask { _ = try await ledger.execute(command) }
        while ledger.waiting == index { await Task.yield() }
      }
      blocker.release()
      try await group.waitForAll()
    }
    _ = try await blocked
  }

  /// Every kind of act at least once, erasures among acts that came before and after them.
  private func live(_ test: TestForum) async throws {
    let forum = test.forum
    let ana = try await test.register("Ana")
    let ion = try await test.register("Ion")
    let moderator = try await test.moderator()
    func erase(_ position: Position, _ name: String) async throws {
      try await forum.execute(.eraseContent(position: position, name: name, ground: .request, reason: "La cerere"), by: .system)
    }
    let registered = try await forum.execute(
      .registerOrganisation(NewOrganisation(name: "Primăria", category: .institution, level: .local, territory: "57163")),
      by: .signedIn(ion))
    let organisation = OrganisationID(registered.answer[0])
    let group = OrganisationID(
      try await forum.execute(
        .registerOrganisation(NewOrganisation(name: "Grupul", category: .community)), by: .signedIn(ana)
      ).answer[0])
    try await forum.execute(.stateSpeaker(SpeakerChoice(organisation: organisation)), by: .signedIn(ion))
    try await forum.execute(.stateSpeaker(SpeakerChoice(organisation: group, consent: true)), by: .signedIn(ana))
    let (first, question) = try await test.open(by: ana)
    let (second, opening) = try await test.open(by: ion, space: "health", territory: "BR")
    let answer = try await test.post("Răspuns", in: first, parent: question, by: ion)
    let more = try await test.post("Încă un răspuns", in: first, parent: answer, by: ion)
    let last = try await test.post("Și eu aici", in: second, parent: opening, by: ana)
    let gone = try await test.post("Mă răzgândesc", in: second, by: ana)
    for reaction in Reaction.allCases { try await forum.execute(.react(answer, reaction, on: true), by: .signedIn(ana)) }
    try await forum.execute(.react(answer, .thanks, on: false), by: .signedIn(ana))
    try await forum.execute(.react(question, .agree, on: true), by: .signedIn(ion))
    try await forum.execute(.react(question, .agree, on: false), by: .signedIn(ion))
    try await forum.execute(.editPost(answer, body: "Răspuns, corectat", language: "en", replaces: nil), by: .signedIn(ion))
    try await forum.execute(.withdrawPost(gone), by: .signedIn(ana))
    try await forum.execute(.hidePost(last, reason: "Motiv"), by: moderator)
    try await forum.execute(.verifyOrganisation(organisation), by: .system)
    try await forum.execute(.moveThread(first, space: "housing", reason: "Aici"), by: moderator)
    try await erase(more.rawValue, "speaker")
    try await erase(opening.rawValue, "speaker")
    for isOn in [true, false] { try await forum.execute(.restrict(on: isOn), by: .signedIn(ion)) }
    try await forum.execute(.rename(name: "Ioan"), by: .signedIn(ion))
    try await forum.execute(.withdrawConsent, by: .signedIn(ana))
    try await forum.execute(.restorePost(last, reason: "Motiv"), by: moderator)
    try await forum.execute(.lockThread(first, reason: "Gata"), by: moderator)
    try await forum.execute(.unlockThread(first, reason: "Nu încă"), by: moderator)
    try await forum.execute(.lockThread(second, reason: "Gata"), by: moderator)
    try await forum.execute(.retitleThread(first, title: "Alt titlu"), by: .signedIn(ana))
    try await forum.execute(.moveThread(first, space: "employment", reason: "Sau aici"), by: moderator)
    try await moderate(test, by: moderator, ana, ion, thread: first, post: question, other: answer)
    try await forum.execute(.openSpace(key: "tineret", name: "Tineret"), by: .system)
    for (position, name) in [(answer.rawValue, "speaker"), (question.rawValue, "body"), (first.rawValue, "title")] {
      try await erase(position, name)
    }
    try await erase(ana.rawValue, "name")
    try await erase(organisation.rawValue, "profile")
    let time = Instant(microseconds: 1_442_314_219_000_000)
    try await forum.execute(
      .importBatch(
        source: "madrid",
        [
          .participant(ImportedParticipant(key: "u1", name: "Vecina")),
          .participant(ImportedParticipant(key: "u2", name: "Vecino")),
          .thread(
            ImportedThread(
              key: "7", author: "u1", space: "tineret", kind: .proposal, title: "Calles", body: "Limpias", language: "es",
              originallyAt: time, supports: 12)),
          .post(
            ImportedPost(
              key: "1", author: "u2", speaker: Speaker(category: .ngo), thread: "7", body: "Sí", language: "es",
              originallyAt: time.adding(seconds: 60), votes: ImportedVotes(inFavour: 3, against: 1))),
          .post(ImportedPost(key: "2", author: "u1", thread: "7", parent: "1", body: "No", language: "es", originallyAt: time)),
        ]), by: .system)
    try await forum.execute(
      .completeImport(source: "madrid", counts: ImportCounts(participants: 2, threads: 1, posts: 2)), by: .system)
    let imported = try #require(try forum.read { try $0.threads(ThreadFilter(space: "tineret"), limit: 1).threads.first })
    #expect(imported.lastPost.at == time && imported.openedAt == time && imported.importedSupports == 12)
    // The last one's origin goes, and with it the row that would have passed it over.
    try await erase(imported.lastPost.id.rawValue, "origin")
    #expect(try forum.read { try $0.importCounts(source: "madrid") } == ImportCounts(participants: 2, threads: 1, posts: 1))
  }

  /// Notices, decisions of every kind, what is confirmed, declined, lifted, contested and reversed.
  private func moderate(
    _ test: TestForum, by moderator: Actor, _ ana: ParticipantID, _ ion: ParticipantID, thread: ThreadID, post: PostID,
    other: PostID
  ) async throws {
    let forum = test.forum
    let second = try await test.moderator("A doua moderatoare")
    func notify(_ subject: ModerationSubject, _ ground: Ground, by person: ParticipantID?) async throws {
      let notice = NewNotice(
        subject: subject, ground: ground, explanation: "De ce", isInGoodFaith: true, contactName: "Ana",
        contactEmail: "ana@exemplu.ro", language: "ro", receiptHash: person == nil ? SecretToken().hash : nil)
      try await forum.execute(.giveNotice(notice), by: person.map { .signedIn($0) } ?? .visitor)
    }
    func decide(
      _ subject: ModerationSubject, _ measure: Measure, days: Int? = nil, seconds: Int? = nil, label: PostLabel? = nil,
      replaces: DecisionID? = nil
    ) async throws -> DecisionID {
      let new = NewDecision(
        subject: subject, measure: measure, ground: .other, facts: "Fapte", explanation: "Motive", days: days, seconds: seconds,
        label: label, replaces: replaces)
      return DecisionID(try await forum.execute(.decide(new), by: moderator).answer[0])
    }
    try await notify(.post(post), .spam, by: ion)
    try await notify(.post(post), .threat, by: nil)
    try await notify(.thread(thread), .offTopic, by: ion)
    try await notify(.participant(ion), .impersonation, by: ana)
    let removed = try await decide(.post(post), .remove)
    let appeal = try await forum.execute(.lodgeAppeal(removed, text: "De ce nu"), by: .signedIn(ana)).answer[0]
    try await forum.execute(.decideAppeal(AppealID(appeal), .reversed, reason: "Așa este"), by: second)
    _ = try await decide(.post(other), .label, label: .sensitive)
    let declined = try await decide(.thread(thread), .none)
    let contested = try await forum.execute(.lodgeAppeal(declined, text: "Ba da"), by: .signedIn(ion)).answer[0]
    try await forum.execute(.decideAppeal(AppealID(contested), .reversed, reason: "De privit iar"), by: second)
    _ = try await decide(.thread(thread), .slow, seconds: 5)
    _ = try await decide(.thread(thread), .lift)
    let muted = try await decide(.participant(ion), .mute, days: 3)
    _ = try await decide(.participant(ion), .limitLinks, days: 30)
    _ = try await decide(.participant(ion), .lift, replaces: muted)
    let proposed = try await decide(.participant(ion), .suspend)
    try await forum.execute(.settleDecision(proposed, agrees: true, reason: ""), by: second)
    let other = try await decide(.participant(ana), .suspend)
    try await forum.execute(.settleDecision(other, agrees: false, reason: "Prea mult"), by: second)
    _ = try await decide(.participant(ana), .warn)
    let database = try test.location.open(.reader)
    defer { database.close() }
    #expect(try database.integer("SELECT muted FROM participants WHERE id = $1", [SQLValue(ion)]) == nil)
    #expect(try database.integer("SELECT suspended FROM participants WHERE id = $1", [SQLValue(ion)]) == 9_007_199_254_740_991)
    #expect(try database.text("SELECT state FROM decisions WHERE id = $1", [SQLValue(muted)]) == "lifted")
    #expect(try database.text("SELECT state FROM posts WHERE id = $1", [SQLValue(post)]) == "published")
    let administrator = try await test.register("Administratoare")
    try await forum.execute(.grantRole(administrator, .administrator), by: .system)
    for fields in [["education", "health"], ["health"]] {
      let administration = try #require(try forum.read { try $0.organisations(limit: 10) }.first { $0.registeredBy == ion })
      let describing = Command.describeOrganisation(administration.id, fields: fields, contact: "contact@primaria.example")
      try await forum.execute(describing, by: .signedIn(administrator))
    }
    let facilitator = try await test.register("Ilinca")
    try await forum.execute(.grantRole(facilitator, .facilitator), by: .system)
    try await forum.execute(.grantSpaceRole(facilitator, .moderator, space: "health"), by: .system)
    try await forum.execute(.grantSpaceRole(facilitator, .moderator, space: "housing"), by: .system)
    try await forum.execute(.grantSpaceRole(facilitator, .participant, space: "housing"), by: .system)
    let said = NewAssistedPost(
      place: .thread(thread, parent: nil), body: "La noi nu vine.", language: "ro",
      person: .new(name: "Salvia", isCommunity: true),
      consent: "A spus da.")
    try await forum.execute(.publishAssistedPost(said), by: .signedIn(facilitator))
    try await forum.execute(.rename(name: "Ilinca P."), by: .signedIn(facilitator))
    try await forum.execute(.setRules(RuleSet(words: ["reclamă"], links: 1, repeats: true, perHour: 50)), by: .system)
    try await forum.execute(
      .setPremoderation(space: "health", SpacePolicy(premoderation: .newcomers, newcomerPosts: 50)), by: .system)
    let waiting = try await forum.execute(
      .openThread(
        NewThread(space: "health", kind: .question, territory: "BR", title: "Așteaptă", body: "Întâi citit", language: "ro")),
      by: .signedIn(ana))
    let mention = try await forum.execute(
      .publishPost(thread: thread, parent: post, body: "O reclamă", language: "ro"), by: .signedIn(ana))
    _ = try await decide(.post(PostID(waiting.answer[0])), .publish)
    let refused = try await decide(.post(PostID(mention.answer[0])), .refuse)
    let again = try await forum.execute(.lodgeAppeal(refused, text: "De ce nu"), by: .signedIn(ana)).answer[0]
    try await forum.execute(.decideAppeal(AppealID(again), .reversed, reason: "Așa este"), by: second)
    _ = try await forum.execute(
      .publishPost(thread: thread, parent: nil, body: "Altă reclamă", language: "ro"), by: .signedIn(ana))
    let regretted = try await forum.execute(
      .publishPost(thread: thread, parent: nil, body: "Iar reclamă", language: "ro"), by: .signedIn(ana))
    try await forum.execute(.withdrawPost(PostID(regretted.answer[0])), by: .signedIn(ana))
    let ngo = OrganisationID(
      try await forum.execute(
        .registerOrganisation(NewOrganisation(name: "Asociația Podul", category: .ngo)), by: .signedIn(ana)
      ).answer[0])
    try await forum.execute(.verifyOrganisation(ngo), by: .system)
    let today = CalendarDay(.now)
    let offered = try await forum.execute(.offerMandate(ngo, to: ana, from: today, until: today.next), by: .signedIn(ana)).answer[
      0]
    try await forum.execute(.acceptMandate(MandateID(offered)), by: .signedIn(ana))
    try await forum.execute(.setManager(ion, of: ngo, on: true), by: .signedIn(ana))
    try await forum.execute(
      .publishPost(thread: thread, parent: nil, body: "Pentru asociație", language: "ro", as: ngo), by: .signedIn(ana))
    try await forum.execute(.endMandate(MandateID(offered)), by: .signedIn(ana))
    try await forum.execute(.offerMandate(ngo, to: ion, from: today, until: nil), by: .signedIn(ana))
    // A suspension does not stand in the way of what the test does next.
    _ = try await decide(.participant(ion), .lift, replaces: proposed)
  }

  @Test(arguments: TestForum.engines)
  func `a person erased with all they wrote leaves the log whole and a rebuild the same`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test async throws in
      try await live(test)
      try await test.forum.execute(.setRules(RuleSet()), by: .system)
      let maria = try await test.register("Maria-de-șters")
      try await test.forum.execute(.stateSpeaker(SpeakerChoice(category: .community, consent: true)), by: .signedIn(maria))
      let (thread, post) = try await test.open(by: maria, space: "housing")
      for number in 1...130 { _ = try await test.post("cuvinte-de-șters \(number)", in: thread, parent: post, by: maria) }
      try await test.forum.execute(.editPost(post, body: "altfel-de-șters", language: nil, replaces: nil), by: .signedIn(maria))
      var batches: [Int64] = []
      while true {
        let count = try await test.forum.execute(.eraseOwn(withWords: true), by: .signedIn(maria)).answer[0]
        batches.append(count)
        if count == 0 { break }
        #expect(count <= Int64(Limits.erasureBatch))
      }
      #expect(batches.count > 2)
      await #expect(throws: CommandFailure.rejected(.notAllowed)) {
        try await test.forum.execute(.eraseOwn(withWords: true), by: .signedIn(maria))
      }
      let database = try test.location.open(.reader)
      defer { database.close() }
      #expect(try database.integer("SELECT count(*) FROM posts WHERE author = $1", [SQLValue(maria)]) == 131)
      #expect(try database.integer("SELECT count(*) FROM accounts WHERE participant = $1", [SQLValue(maria)]) == 0)
      #expect(try test.forum.read { try $0.participant(maria)?.name } == nil)
      #expect(try test.forum.read { try $0.participant(maria)?.speaker.category } == nil)
      let report = try RebuildDriver.run(on: test.location, projector: ReadModel(), stretch: 50)
      for table in report.tables { #expect(table.isEqual, "\(table)") }
    }
  }
}
