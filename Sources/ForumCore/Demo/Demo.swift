import Foundation

/// A small forum in Romanian with our own text (`web/data/demo.json`), for who wants to look around before there is anything to
/// read. Its people act through the same commands and rules as everybody; nobody can sign in as them.
public enum Demo {
  /// Fills an empty forum; where there is a thread already, nothing happens. What was said carries the time at which it was said, so
  /// the forum is opened with the demo's own clock and closed again: no other process may serve the database meanwhile.
  public static func fill(_ location: DatabaseLocation, assets: AssetLocation) async throws {
    let path = assets.web + "/data/demo.json"
    guard let bytes = FileManager.default.contents(atPath: path) else { throw DemoError.missing(path) }
    let demo = try JSONParser.parse([UInt8](bytes))
    let threads = try demo.list("threads")
    let clock = DemoClock(minutesAgo: try threads.map { try $0.number("minutesAgo") }.max() ?? 0)
    let forum = try await Forum.open(location, assets: assets, clock: { clock.now })
    do {
      if try forum.read({ try $0.spaces() }).allSatisfy({ $0.threads == 0 }) { try await fill(forum, demo, clock) }
    } catch {
      await forum.close()
      throw error
    }
    await forum.close()
  }

  private static func fill(_ forum: Forum, _ demo: JSONValue, _ clock: DemoClock) async throws {
    var people: [String: Actor] = [:]
    for each in try demo.list("people") {
      people[try each.text("key")] = try await participant(named: each.text("name"), in: forum)
    }
    let organisations = try await register(demo.list("organisations"), in: forum)
    for each in try demo.list("people") {
      let choice = try speakerChoice(each, organisations: organisations)
      if choice != SpeakerChoice(), let actor = people[try each.text("key")] {
        try await forum.execute(.stateSpeaker(choice), by: actor)
      }
    }
    try await converse(demo.list("threads"), people: people, in: forum, clock)
  }

  /// A participant without an account: made for a token that nobody keeps.
  private static func participant(named name: String, in forum: Forum) async throws -> Actor {
    let hash = RandomBytes.make(32)
    let receipt = try await forum.execute(.createToken(name: name, role: .participant, hash: hash), by: .system)
    try await forum.execute(.revokeToken(hash: hash), by: .system)
    return .signedIn(ParticipantID(receipt.positions[0]))
  }

  private static func register(_ list: [JSONValue], in forum: Forum) async throws -> [String: OrganisationID] {
    let host = try await participant(named: "Gazda demonstrației", in: forum)
    var organisations: [String: OrganisationID] = [:]
    for each in list {
      guard let category = StakeholderCategory(rawValue: try each.text("category")) else { throw DemoError.malformed("category") }
      let organisation = NewOrganisation(
        name: try each.text("name"), category: category,
        level: each["level"]?.string.flatMap(InstitutionLevel.init(rawValue:)), territory: each["territory"]?.string)
      let id = OrganisationID(try await forum.execute(.registerOrganisation(organisation), by: host).position)
      try await forum.execute(.verifyOrganisation(id), by: .system)
      organisations[try each.text("key")] = id
    }
    return organisations
  }

  private static func speakerChoice(_ person: JSONValue, organisations: [String: OrganisationID]) throws -> SpeakerChoice {
    let category = person["category"]?.string.flatMap(StakeholderCategory.init(rawValue:))
    return SpeakerChoice(
      category: category, level: person["level"]?.string.flatMap(InstitutionLevel.init(rawValue:)),
      organisation: person["organisation"]?.string.flatMap { organisations[$0] },
      profession: person["profession"]?.string.flatMap(Profession.init(rawValue:)), consent: category == .community)
  }

  /// Says everything in the order in which it was said, over all threads, as a real log would have it.
  private static func converse(
    _ threads: [JSONValue], people: [String: Actor], in forum: Forum, _ clock: DemoClock
  ) async throws {
    var said: [(minutesAgo: Int64, thread: Int, post: Int?)] = []
    for (number, thread) in threads.enumerated() {
      said.append((try thread.number("minutesAgo"), number, nil))
      for (index, post) in try thread.list("posts").enumerated() { said.append((try post.number("minutesAgo"), number, index)) }
    }
    var opened: [Int: ThreadID] = [:]
    var posts: [Int: [PostID]] = [:]
    for (turn, each) in said.sorted(by: { $0.minutesAgo > $1.minutesAgo }).enumerated() {
      clock.set(minutesAgo: each.minutesAgo)
      let thread = threads[each.thread]
      guard let index = each.post else {
        let receipt = try await forum.execute(.openThread(newThread(thread)), by: actor(thread, people))
        opened[each.thread] = ThreadID(receipt.positions[0])
        continue
      }
      let post = try thread.list("posts")[index]
      let parent = post["parent"]?.integer.flatMap { posts[each.thread]?[Int($0)] }
      let author = try actor(post, people)
      let receipt = try await forum.execute(
        .publishPost(thread: opened[each.thread]!, parent: parent, body: try post.text("body"), language: "ro"), by: author)
      let id = PostID(receipt.position)
      posts[each.thread, default: []].append(id)
      // A few readers say so with one press: who, by turns.
      let readers = people.keys.sorted().compactMap { people[$0] }.filter { $0 != author }
      for step in 0..<(turn % 4) {
        let reaction = Reaction.allCases[(turn + step) % Reaction.allCases.count]
        try await forum.execute(.react(id, reaction, on: true), by: readers[(turn * 5 + step * 3) % readers.count])
      }
    }
  }

  private static func newThread(_ thread: JSONValue) throws -> NewThread {
    guard let kind = ThreadKind(rawValue: try thread.text("kind")) else { throw DemoError.malformed("kind") }
    return NewThread(
      space: try thread.text("space"), kind: kind, territory: try thread.text("territory"), title: try thread.text("title"),
      body: try thread.text("body"), language: "ro")
  }

  private static func actor(_ act: JSONValue, _ people: [String: Actor]) throws -> Actor {
    guard let actor = people[try act.text("by")] else { throw DemoError.malformed("by") }
    return actor
  }
}

/// The demo's file is missing or not as we wrote it.
public enum DemoError: Error, CustomStringConvertible {
  case missing(String)
  case malformed(String)

  public var description: String {
    switch self {
    case .missing(let path): "The demo's texts are missing: \(path)"
    case .malformed(let key): "The demo's texts lack a usable \"\(key)\""
    }
  }
}

extension JSONValue {
  fileprivate func text(_ key: String) throws -> String {
    guard let value = self[key]?.string else { throw DemoError.malformed(key) }
    return value
  }

  fileprivate func number(_ key: String) throws -> Int64 {
    guard let value = self[key]?.integer else { throw DemoError.malformed(key) }
    return value
  }

  fileprivate func list(_ key: String) throws -> [JSONValue] {
    guard let value = self[key]?.array else { throw DemoError.malformed(key) }
    return value
  }
}
