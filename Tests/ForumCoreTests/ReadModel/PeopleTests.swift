import Testing

@testable import ForumCore

/// Participants, organisations, consents and erasures as readers see them, on both databases.
struct PeopleTests {
  @Test(arguments: TestForum.engines)
  func `a rename stands on every page where the person spoke, and says so to its readers`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let ion = try await test.register("Ion")
      let (thread, first) = try await test.open(by: ana)
      let (other, _) = try await test.open(by: ion)
      try await test.post("Răspuns", in: thread, parent: first, by: ion)
      let before = try test.thread(other).changed
      let renamed = try await test.forum.execute(.rename(name: "Ana Pop"), by: .signedIn(ana))
      let page = try test.page(thread)
      #expect(page.posts.map(\.author.name) == ["Ana Pop", "Ion"])
      #expect(page.posts[1].parentAuthor == "Ana Pop")
      #expect(try test.thread(thread).changed == renamed.position)
      #expect(try test.thread(other).changed == before)
      #expect(
        try test.topic("threads/\(thread)").last
          == TopicEvent(position: renamed.position, type: .participantRenamed, thread: thread))
      #expect(try test.topic("threads/\(other)").last?.position != renamed.position)
    }
  }

  @Test(arguments: TestForum.engines)
  func `as what somebody spoke stays as it was at the time`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let organisation = try await test.forum.execute(
        .registerOrganisation(
          NewOrganisation(name: "Primăria Câmpia Turzii", category: .institution, level: .local, territory: "57163")),
        by: .signedIn(ana))
      let id = OrganisationID(organisation.answer[0])
      try await test.forum.execute(.stateSpeaker(SpeakerChoice(organisation: id)), by: .signedIn(ana))
      let (thread, first) = try await test.open(by: ana)
      try await test.forum.execute(.verifyOrganisation(id), by: .system)
      try await test.forum.execute(.stateSpeaker(SpeakerChoice(category: .ngo)), by: .signedIn(ana))
      let second = try await test.post("Acum ca ONG", in: thread, by: ana)
      let spoke = Speaker(
        category: .institution, level: .local, organisation: id, organisationName: "Primăria Câmpia Turzii",
        isOrganisationVerified: true)
      #expect(try test.post(first).speaker == spoke)
      #expect(try test.thread(thread).speaker == spoke)
      #expect(try test.post(second).speaker == Speaker(category: .ngo))
      #expect(try test.thread(thread).voices == VoiceBalance(institution: 1, ngo: 1))
      #expect(try test.thread(thread).lastPost.speaker == Speaker(category: .ngo))
      #expect(
        try test.topic("organisations/\(id)").map(\.type) == [.organisationRegistered, .postPublished, .organisationVerified])
      let filtered = try test.forum.read { try $0.threads(ThreadFilter(organisation: id), limit: 5) }
      #expect(filtered.threads.map(\.id) == [thread])
    }
  }

  @Test(arguments: TestForum.engines)
  func `a consent taken back clears the category everywhere at once`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let ion = try await test.register("Ion")
      await #expect(throws: CommandFailure.rejected(.consentRequired)) {
        try await test.forum.execute(.stateSpeaker(SpeakerChoice(category: .community)), by: .signedIn(ana))
      }
      try await test.forum.execute(.stateSpeaker(SpeakerChoice(category: .community, consent: true)), by: .signedIn(ana))
      let (thread, first) = try await test.open(by: ana)
      try await test.post("Și eu", in: thread, by: ion)
      let hidden = try await test.post("Ascuns", in: thread, by: ana)
      try await test.forum.execute(.hidePost(hidden, reason: "Motiv"), by: test.moderator())
      #expect(try test.thread(thread).voices == VoiceBalance(community: 1, unstated: 1))
      #expect(try test.forum.read { try $0.participant(ana)?.hasConsented } == true)
      let withdrawn = try await test.forum.execute(.withdrawConsent, by: .signedIn(ana))
      #expect(try test.post(first).speaker == Speaker())
      // Nothing that said so is left, hidden or not: the statement and two posts.
      #expect(withdrawn.answer == [3])
      let database = try test.location.open(.reader)
      defer { database.close() }
      let saying = try database.rows("SELECT bytes FROM contents WHERE name = 'speaker'") { $0.text(0) }
      #expect(!saying.isEmpty && !saying.contains { $0.contains("community") })
      #expect(try await test.forum.execute(.withdrawConsent, by: .signedIn(ana)).answer == [0])
      #expect(try test.thread(thread).voices == VoiceBalance(unstated: 2))
      #expect(try test.forum.read { try $0.space(key: "education")?.voices } == VoiceBalance(unstated: 2))
      let record = try test.forum.read { try $0.participant(ana) }
      #expect(record?.speaker == Speaker() && record?.hasConsented == false)
      #expect(try test.thread(thread).changed == withdrawn.position)
      #expect(try test.topic("threads/\(thread)").last?.position == withdrawn.position)
      try await test.post("Fără categorie", in: thread, by: ana)
      #expect(try test.thread(thread).voices == VoiceBalance(unstated: 3))
    }
  }

  @Test(arguments: TestForum.engines)
  func `an erased text is gone and its place stays`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      let (thread, first) = try await test.open(by: ana)
      try await test.forum.execute(.stateSpeaker(SpeakerChoice(category: .ngo)), by: .signedIn(ana))
      let second = try await test.post("Ca ONG", in: thread, by: ana)
      func erase(_ position: Position, _ name: String) async throws {
        try await test.forum.execute(
          .eraseContent(position: position, name: name, ground: .request, reason: "La cerere"), by: .system)
      }
      try await erase(first.rawValue, "body")
      try await erase(thread.rawValue, "title")
      try await erase(second.rawValue, "speaker")
      try await erase(ana.rawValue, "name")
      let page = try test.page(thread)
      #expect(page.posts.map(\.body) == [nil, "Ca ONG"])
      #expect(page.posts.map(\.state) == [.published, .published])
      #expect(page.posts.map(\.author.name) == [nil, nil])
      #expect(page.posts[1].speaker == Speaker())
      #expect(try test.thread(thread).title == nil)
      #expect(try test.thread(thread).voices == VoiceBalance(unstated: 2))
      await #expect(throws: CommandFailure.rejected(.alreadyErased)) { try await erase(first.rawValue, "body") }
      await #expect(throws: CommandFailure.rejected(.contentNotFound)) { try await erase(first.rawValue, "title") }
    }
  }

  @Test(arguments: TestForum.engines)
  func `organisations are found by words without diacritics, in Romanian order`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test in
      let ana = try await test.register("Ana")
      for (name, category, territory) in [
        ("Șanse egale", StakeholderCategory.ngo, "CJ"), ("Asociația Sastipen", .ngo, "BR"),
        ("Primăria Brăila", .institution, "42682"),
        ("Grupul de inițiativă", .community, "BR"),
      ] {
        try await test.forum.execute(
          .registerOrganisation(NewOrganisation(name: name, category: category, territory: territory)), by: .signedIn(ana))
      }
      func names(
        _ category: StakeholderCategory? = nil, _ territory: String? = nil, _ text: String? = nil
      ) throws -> [String?] {
        try test.forum.read {
          try $0.organisations(category: category, territory: territory, matching: text, limit: 10).map(\.name)
        }
      }
      #expect(try names() == ["Asociația Sastipen", "Grupul de inițiativă", "Primăria Brăila", "Șanse egale"])
      #expect(try names(.ngo) == ["Asociația Sastipen", "Șanse egale"])
      #expect(try names(nil, "RO22") == ["Asociația Sastipen", "Grupul de inițiativă", "Primăria Brăila"])
      #expect(try names(nil, nil, "sanse") == ["Șanse egale"])
      #expect(try names(nil, nil, "braila prim") == ["Primăria Brăila"])
      let first = try test.forum.read { try $0.organisations(limit: 2) }
      let rest = try test.forum.read { try $0.organisations(after: first[1].id, limit: 2) }
      #expect(rest.map(\.name) == ["Primăria Brăila", "Șanse egale"])
      #expect(first[0].territory == TerritoryRecord(code: "BR", name: "Brăila", within: "Sud-Est"))
    }
  }

  @Test(arguments: TestForum.engines)
  func `places are found by the beginning of any word, larger ones first`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test async throws in
      func codes(_ text: String) throws -> [String] {
        try test.forum.read { try $0.territories(matching: text, limit: 10).map(\.code) }
      }
      #expect(try codes("campia") == ["57163", "56121"])
      #expect(try codes("CÂMPIA turz") == ["57163"])
      #expect(try codes("napoca") == ["54975"])
      #expect(try codes("brăila") == ["BR", "42682"])
      #expect(try codes("cl") == ["CJ", "54975"])
      #expect(try codes("") == [])
      #expect(try codes("%") == [])
      #expect(
        try test.forum.read { try $0.territory("56121") }
          == TerritoryRecord(code: "56121", name: "Câmpia", within: "Câmpia Turzii, Cluj"))
      #expect(try test.forum.read { try $0.territory("XX") } == nil)
      #expect(
        try test.forum.read { try $0.regionsAndCounties().map(\.name) } == ["România", "Nord-Vest", "Sud-Est", "Brăila", "Cluj"])
    }
  }
}
