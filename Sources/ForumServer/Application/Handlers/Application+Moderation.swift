import ForumCore

/// The moderators' queue: what waits for a decision, one matter with all that belongs to it, and who works on it.
extension Application {
  static let mattersPerPage = 50

  func showQueue(_ exchange: Exchange) throws(Problem) -> Reply {
    try exchange.requiresAnywhere(.decide)
    let query = exchange.query ?? .empty
    let ground = try query.word("ground", Ground.self)
    let space = query["space"]
    let skipping = Int(clamping: try query.position("skip") ?? 0)
    let limit = try query.limit(default: Self.mattersPerPage)
    let own = exchange.identity.spaces(allowing: .decide)
    return try read { reader in
      var matters = try reader.queue(space: space, within: own, ground: ground, skipping: skipping, limit: limit + 1, now: .now)
      let hasNext = matters.count > limit
      if hasNext { matters.removeLast() }
      func url(_ representation: Representation?, _ skip: Int) -> String {
        Route.moderation.url(
          as: representation,
          pairs: [
            ("space", space), ("ground", ground?.rawValue), ("limit", query["limit"]), ("skip", skip > 0 ? String(skip) : nil),
          ])
      }
      let size = try reader.queueSize(within: own)
      // Appeals, and what takes two, are for who moderates everywhere.
      let (appeals, proposed) = own == nil ? (try reader.openAppeals(), try reader.proposedDecisions()) : ([], [])
      guard exchange.representation == .html else {
        let position = try reader.position
        return .json { json in
          json.beginObject()
          json.member("open", Int64(size.open))
          json.member("urgent", Int64(size.urgent))
          json.list("matters", matters) { ModerationJSON.write($0, to: &$1) }
          json.list("appeals", appeals) { ModerationJSON.write($0, for: exchange.identity.role, to: &$1) }
          json.list("proposed", proposed) { ModerationJSON.write($0, for: .moderator, to: &$1) }
          json.optional("next", hasNext ? url(.json, skipping + limit) : nil)
          json.member("position", position)
          json.endObject()
        }
      }
      let paging = Paging(
        first: skipping > 0 ? url(nil, 0) : nil, previous: skipping > 0 ? url(nil, max(0, skipping - limit)) : nil,
        next: hasNext ? url(nil, skipping + limit) : nil)
      return .page(
        QueuePage(
          context: try context(exchange, reader, topic: own == nil ? "moderation" : nil), matters: matters, size: size,
          appeals: appeals,
          proposed: proposed, ground: ground, paging: paging))
    }
  }

  func showMatter(_ id: MatterID, _ exchange: Exchange) throws(Problem) -> Reply {
    try exchange.requiresAnywhere(.decide)
    return try matterPage(id, exchange, form())
  }

  /// A matter with its notices, what it is about, earlier decisions, and the form that decides it.
  func matterPage(_ id: MatterID, _ exchange: Exchange, _ form: FormState) throws(Problem) -> Reply {
    try read { reader in
      guard let matter = try reader.matter(id, now: .now) else { throw Problem(Rejection.matterNotFound) }
      try exchange.requires(.decide, in: matter.space.flatMap { try reader.space(key: $0)?.id })
      let notices = try reader.notices(of: id)
      let shown = try matter.subject.map { try self.shown($0, exchange, reader) }
      let earlier = try matter.subject.map { try reader.decisions(on: $0) } ?? []
      let history = try matter.person.map { try reader.decisions(about: $0.id, limit: 20) } ?? []
      guard exchange.representation == .html else {
        return .json { json in
          json.beginObject()
          json.key("matter")
          ModerationJSON.write(matter, to: &json)
          if let held = shown?.held {
            json.key("held")
            ModerationJSON.write(held, to: &json)
          }
          if let post = shown?.post {
            json.key("post")
            PostJSON.write(post, to: &json)
          }
          if let agreement = shown?.agreement { json.member("agreement", agreement) }
          json.list("notices", notices) { ModerationJSON.write($0, for: .moderator, to: &$1) }
          json.list("decisions", earlier) { ModerationJSON.write($0, for: .moderator, to: &$1) }
          json.list("history", history) { ModerationJSON.write($0, for: .moderator, to: &$1) }
          json.endObject()
        }
      }
      return .page(
        MatterPage(
          context: try context(exchange, reader), matter: matter, subject: shown, notices: notices, earlier: earlier,
          history: history, spaces: try reader.spaces(), form: form))
    }
  }

  /// `on` 1 takes the matter for a quarter of an hour, 0 gives it back.
  func claimMatter(_ id: MatterID, _ exchange: Exchange) async throws(Problem) -> Reply {
    _ = try exchange.signedIn()
    let isOn = try exchange.fields.has("on") ? exchange.fields.flag("on") : true
    let receipt = try await execute(.claimMatter(id, on: isOn), exchange)
    return changed(
      backTo: Route.matter(id).path, exchange, notice: isOn ? .claimed : .released, position: receipt.position)
  }
}
