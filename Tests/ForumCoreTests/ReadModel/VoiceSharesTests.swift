import Testing

@testable import ForumCore

/// Who has been heard, counted in posts, in people and in reactions.
struct VoiceSharesTests {
  @Test(arguments: TestForum.engines)
  func `posts, people and reactions are counted by category, and few of a community are not told`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test async throws in
      var people: [ParticipantID] = []
      for number in 0..<8 { people.append(try await test.register("Persoana \(number)")) }
      func speak(_ person: ParticipantID, _ category: StakeholderCategory) async throws {
        try await test.forum.execute(.stateSpeaker(SpeakerChoice(category: category, consent: true)), by: .signedIn(person))
      }
      for person in people[0...1] { try await speak(person, .institution) }
      for person in people[2...6] { try await speak(person, .community) }
      let (thread, first) = try await test.open(by: people[0])
      let (other, _) = try await test.open(by: people[7])
      for _ in 1...5 { try await test.post("Încă o vorbă", in: thread, by: people[0]) }
      try await test.post("Și eu", in: thread, by: people[1])
      for person in people[2...5] { try await test.post("Și noi", in: thread, by: person) }
      let gone = try await test.post("Mă răzgândesc", in: thread, by: people[7])
      try await test.forum.execute(.withdrawPost(gone), by: .signedIn(people[7]))
      for person in people[2...6] { try await test.forum.execute(.react(first, .agree, on: true), by: .signedIn(person)) }
      try await test.forum.execute(.react(first, .thanks, on: true), by: .signedIn(people[7]))
      func shares() throws -> VoiceShares { try test.forum.read { try $0.voices(in: test.thread(thread)) } }
      var counted = try shares()
      #expect(counted.posts == VoiceBalance(institution: 7, community: 4))
      #expect(counted.people == VoiceBalance(institution: 2, community: 4), "who took back what they said was not heard")
      #expect(counted.reactions == VoiceBalance(community: 5, unstated: 1))
      #expect(counted.people.counted(.community) == nil && counted.reactions.counted(.community) == 5)
      #expect(counted.people.counted(.institution) == 2)
      // What somebody no longer says of themselves is nowhere.
      try await test.forum.execute(.withdrawConsent, by: .signedIn(people[2]))
      counted = try shares()
      #expect(counted.people == VoiceBalance(institution: 2, community: 3, unstated: 1))
      #expect(counted.reactions == VoiceBalance(community: 4, unstated: 2))
      let space = try #require(try test.forum.read { try $0.space(key: "education") })
      let all = try test.forum.read { try $0.voices(in: space) }
      #expect(all.people == VoiceBalance(institution: 2, community: 3, unstated: 2))
      #expect(all.posts == space.voices && all.counted == nil)
      let empty = try #require(try test.forum.read { try $0.space(key: "health") })
      #expect(try test.forum.read { try $0.voices(in: empty) }.people == VoiceBalance())
      _ = other
    }
  }
}
