import ForumCore

/// What nodes tell each other of their readers: numbers of topics, never who. `{"readers":{"threads/42":3}}`, and `{"gone":true}` from
/// one that ends. Changes go once a second, everything again every `LiveLimits.presenceRefresh` seconds, so that nothing that is lost
/// or late stays wrong.
struct NodePresence: Sendable {
  /// Topics that one node tells of; beyond, the others do not count its readers.
  static let topicBound = 10_000

  private let forum: Forum
  private let table: PresenceTable
  private let refresh: Double
  private var nextRefresh = ContinuousClock.now

  init(forum: Forum, table: PresenceTable, refresh: Double) {
    self.forum = forum
    self.table = table
    self.refresh = refresh
    forum.observeNodes { [table] node, message in Self.take(message, from: node, into: table) }
  }

  /// Tells what is due, and forgets what others have not said again.
  mutating func publish() {
    guard forum.mayHaveNodes else { return }
    let now = ContinuousClock.now
    let isRefresh = now >= nextRefresh
    if isRefresh {
      nextRefresh = now + .seconds(refresh)
      table.forgetOld(now: now)
    }
    for message in Self.messages(table.takeUntold(all: isRefresh)) { forum.tellNodes(message) }
  }

  /// This node ends: its readers are gone now.
  func leave() { forum.tellNodes(#"{"gone":true}"#) }

  // MARK: Words

  /// As many messages as it takes, none longer than the link allows.
  static func messages(_ counts: [String: Int]) -> [String] {
    var messages: [String] = []
    var part: [(String, JSONValue)] = []
    var size = 0
    func end() {
      guard !part.isEmpty else { return }
      messages.append(String(decoding: JSONValue.object(["readers": .object(JSONObject(part))]).bytes, as: UTF8.self))
      (part, size) = ([], 0)
    }
    for (topic, readers) in counts.prefix(topicBound) {
      // A name is written with escapes at worst; a number has no more than twenty digits.
      let cost = 6 * topic.utf8.count + 24
      if size + cost > Forum.nodeMessageBytes - 32 { end() }
      part.append((topic, .integer(Int64(readers))))
      size += cost
    }
    end()
    return messages
  }

  static func take(_ message: String, from node: String, into table: PresenceTable) {
    guard let value = try? JSONParser.parse(Array(message.utf8)) else { return }
    if value["gone"]?.bool == true { table.left(node) }
    guard let members = value["readers"]?.object?.members else { return }
    var counts: [String: Int] = [:]
    for member in members { counts[member.key] = member.value.integer.map { Int(max(0, min($0, 1_000_000_000))) } }
    table.heard(counts, from: node)
  }
}
