import Foundation

/// A small forum in Romanian with our own text (`web/data/demo.json`), for who wants to look around before there is anything to
/// read. Its people are imported authors: they have no accounts and nobody can sign in as them.
public enum Demo {
  /// Fills the forum. Filling it twice changes nothing. Times are counted back from `now`.
  public static func fill(_ forum: Forum, assets: AssetLocation, now: Instant = .now) async throws {
    let path = assets.web + "/data/demo.json"
    guard let bytes = FileManager.default.contents(atPath: path) else { throw DemoError.missing(path) }
    let demo = try JSONParser.parse([UInt8](bytes))
    if try forum.read({ try $0.importCounts(source: source) }).threads > 0 { return }

    var organisations: [String: OrganisationRecord] = [:]
    for each in try demo.list("organisations") {
      let organisation = try newOrganisation(each)
      let receipt = try await forum.execute(.registerOrganisation(organisation), by: .system)
      let id = OrganisationID(receipt.position)
      try await forum.execute(.verifyOrganisation(id), by: .system)
      organisations[try each.text("key")] = try forum.read { try $0.organisation(id) }
    }

    var items: [ImportItem] = []
    var speakers: [String: Speaker] = [:]
    for each in try demo.list("people") {
      let key = try each.text("key")
      items.append(.participant(ImportedParticipant(key: key, name: try each.text("name"))))
      let organisation = each["organisation"]?.string.flatMap { organisations[$0] }
      speakers[key] = Speaker(
        category: each["category"]?.string.flatMap(StakeholderCategory.init(rawValue:)),
        level: each["level"]?.string.flatMap(InstitutionLevel.init(rawValue:)),
        organisation: organisation?.id, organisationName: organisation?.name,
        profession: each["profession"]?.string.flatMap(Profession.init(rawValue:)))
    }
    // Threads and posts in the order in which they were said, as a real log would have them.
    var said: [(minutesAgo: Int64, item: ImportItem)] = []
    for (index, thread) in try demo.list("threads").enumerated() {
      said += try conversation(thread, key: "thread-\(index)", speakers: speakers, now: now)
    }
    items += said.sorted { $0.minutesAgo > $1.minutesAgo }.map(\.item)
    for batch in stride(from: 0, to: items.count, by: 100) {
      try await forum.execute(.importBatch(source: source, Array(items[batch..<min(batch + 100, items.count)])), by: .system)
    }
  }

  private static let source = "demo"

  private static func newOrganisation(_ each: JSONValue) throws -> NewOrganisation {
    guard let category = StakeholderCategory(rawValue: try each.text("category")) else { throw DemoError.malformed("category") }
    return NewOrganisation(
      name: try each.text("name"), category: category,
      level: each["level"]?.string.flatMap(InstitutionLevel.init(rawValue:)), territory: each["territory"]?.string)
  }

  private static func conversation(
    _ thread: JSONValue, key: String, speakers: [String: Speaker], now: Instant
  ) throws -> [(minutesAgo: Int64, item: ImportItem)] {
    guard let kind = ThreadKind(rawValue: try thread.text("kind")) else { throw DemoError.malformed("kind") }
    let author = try thread.text("by")
    let opened = try thread.number("minutesAgo")
    var said: [(minutesAgo: Int64, item: ImportItem)] = [
      (
        opened,
        .thread(
          ImportedThread(
            key: key, author: author, speaker: speakers[author] ?? Speaker(), space: try thread.text("space"), kind: kind,
            territory: try thread.text("territory"), title: try thread.text("title"), body: try thread.text("body"),
            language: "ro", originallyAt: now.adding(seconds: -60 * opened)))
      )
    ]
    for (index, post) in try thread.list("posts").enumerated() {
      let author = try post.text("by")
      let minutesAgo = try post.number("minutesAgo")
      let parent = post["parent"]?.integer.map { "\(key)-\($0)" }
      said.append(
        (
          minutesAgo,
          .post(
            ImportedPost(
              key: "\(key)-\(index)", author: author, speaker: speakers[author] ?? Speaker(), thread: key, parent: parent,
              body: try post.text("body"), language: "ro", originallyAt: now.adding(seconds: -60 * minutesAgo)))
        ))
    }
    return said
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
