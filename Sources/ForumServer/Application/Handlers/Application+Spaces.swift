import ForumCore
import ForumWire

/// Spaces and lists of threads.
extension Application {
  static let threadsPerPage = 25

  func listSpaces(_ exchange: Exchange) throws(Problem) -> Reply {
    try read(for: exchange) { reader in
      let spaces = try reader.spaces()
      let position = try reader.position
      if exchange.representation == .json {
        let log = try reader.logID
        return .json { json in
          json.beginObject()
          json.key("spaces")
          json.beginArray()
          for space in spaces { PlaceJSON.write(space, to: &json) }
          json.endArray()
          json.member("position", position)
          json.member("log", log)
          json.endObject()
        }
      }
      let page = SpacesPage(context: try context(exchange, reader), spaces: spaces, form: form())
      return Reply.page(page).shared(at: position, topics: nil)
    }
  }

  func openSpace(_ exchange: Exchange) async throws(Problem) -> Reply {
    try exchange.requires(.openSpace)
    return try await submit(exchange) { () async throws(Problem) in
      let key = try exchange.fields.string("key")
      let receipt = try await execute(.openSpace(key: key, name: try exchange.fields.string("name")), exchange)
      let space = try read { try $0.space(key: key) }
      return created(.space(space?.key ?? key), exchange, notice: .spaceOpened) { json in
        json.member("id", receipt.positions.first ?? receipt.position)
        json.member("position", receipt.position)
      }
    } again: { form throws(Problem) in
      try read(for: exchange) { reader in
        Reply.page(SpacesPage(context: try context(exchange, reader), spaces: try reader.spaces(), form: form))
      }
    }
  }

  func showSpace(_ key: String, _ exchange: Exchange) throws(Problem) -> Reply {
    let cursor = try threadCursor(exchange)
    let limit = try exchange.query?.limit(default: Self.threadsPerPage) ?? Self.threadsPerPage
    return try read(for: exchange) { reader in
      guard let space = try reader.space(key: key) else { throw Problem(.notFound) }
      let page = try reader.threads(
        ThreadFilter(space: key), order: .newestActivity, after: cursor, limit: limit, viewer: exchange.participant)
      switch exchange.representation {
      case .json: return try threadList(page, route: .space(key), exchange, reader, space: space)
      case .atom: return .feed(try feed(of: page.threads, route: .space(key), space: space, exchange, reader))
      case .html:
        let shown = SpacePage(
          context: try context(exchange, reader, topic: "spaces/\(key)"), space: space, threads: page.threads,
          paging: paging(page, route: .space(key), exchange))
        return Reply.page(shown).shared(at: try reader.position, topics: nil)
      }
    }
  }

  func listThreads(_ exchange: Exchange) throws(Problem) -> Reply {
    let query = exchange.query ?? .empty
    let cursor = try threadCursor(exchange)
    let limit = try query.limit(default: Self.threadsPerPage)
    let filter = ThreadFilter(
      space: query["space"], kind: try query.word("kind", ThreadKind.self), territory: query["territory"],
      organisation: try query.position("organisation").map { OrganisationID($0) },
      author: try query.position("author").map { ParticipantID($0) })
    let order = try query.word("order", ThreadOrder.self) ?? .newestActivity
    return try read(for: exchange) { reader in
      let page = try reader.threads(filter, order: order, after: cursor, limit: limit, viewer: exchange.participant)
      switch exchange.representation {
      case .json: return try threadList(page, route: .threads, exchange, reader)
      case .atom: return .feed(try feed(of: page.threads, route: .threads, exchange, reader))
      case .html:
        let shown = ThreadListPage(
          context: try context(exchange, reader),
          filter: ThreadListFilter(
            space: filter.space, kind: filter.kind, territory: try filter.territory.flatMap { try reader.territory($0) },
            organisation: try filter.organisation.flatMap { try reader.organisation($0) },
            author: try filter.author.flatMap { try reader.participant($0) }),
          spaces: try reader.spaces(), threads: page.threads, paging: paging(page, route: .threads, exchange))
        return Reply.page(shown).shared(at: try reader.position, topics: nil)
      }
    }
  }

  /// What a page of a list comes after.
  func threadCursor(_ exchange: Exchange) throws(Problem) -> ThreadCursor? {
    guard let text = exchange.query?["after"] else { return nil }
    guard let cursor = ThreadCursor(text) else { throw Query.invalid("after") }
    return cursor
  }

  /// The same list from another place.
  func url(_ route: Route, _ exchange: Exchange, as representation: Representation? = nil, after: String?) -> String {
    let kept = ["space", "kind", "territory", "organisation", "author", "order", "category", "q", "limit"]
    var pairs: [(String, String?)] = kept.map { ($0, exchange.query?[$0]) }
    pairs.append(("after", after))
    return route.url(as: representation, pairs: pairs)
  }

  /// Neighbours of a page of threads: forward by the last thread shown; back to the beginning.
  func paging(_ page: ForumCore.ThreadPage, route: Route, _ exchange: Exchange) -> Paging {
    let isFirst = exchange.query?["after"] == nil
    return Paging(
      first: isFirst ? nil : url(route, exchange, after: nil), previous: nil,
      next: page.next.map { url(route, exchange, after: $0.description) }, last: nil)
  }

  /// `{"threads":[…],"next":URL|null,"position":P,"log":"…"}`
  private func threadList(
    _ page: ForumCore.ThreadPage, route: Route, _ exchange: Exchange, _ reader: Reader, space: SpaceRecord? = nil
  ) throws -> Reply {
    let next = page.next.map { url(route, exchange, as: .json, after: $0.description) }
    let (position, log) = (try reader.position, try reader.logID)
    var reply = Reply.json { json in
      json.beginObject()
      if let space {
        json.key("space")
        PlaceJSON.write(space, to: &json)
      }
      json.key("threads")
      json.beginArray()
      for thread in page.threads { ThreadJSON.write(thread, to: &json) }
      json.endArray()
      json.optional("next", next)
      json.member("position", position)
      json.member("log", log)
      json.endObject()
    }
    reply.link("next", next)
    return reply
  }

  /// What a created thing is answered with: `Location` and its ids to a program, its page to a browser.
  func created(
    _ route: Route, at url: String? = nil, _ exchange: Exchange, notice: Notice, _ members: (inout JSONWriter) -> Void
  ) -> Reply {
    guard exchange.representation == .json else {
      return Reply.seeOther(url ?? route.path).saying(notice, isSecure: exchange.isSecure)
    }
    var reply = Reply.json(201) { json in
      json.beginObject()
      members(&json)
      json.endObject()
    }
    reply.fields.add("Location", route.path)
    return reply
  }

  /// What a changed thing is answered with.
  func changed(
    backTo url: String, _ exchange: Exchange, notice: Notice?, position: Position,
    _ members: (inout JSONWriter) -> Void = { _ in }
  ) -> Reply {
    guard exchange.representation == .json else {
      let reply = Reply.seeOther(url)
      return notice.map { reply.saying($0, isSecure: exchange.isSecure) } ?? reply
    }
    return .json { json in
      json.beginObject()
      members(&json)
      json.member("position", position)
      json.endObject()
    }
  }
}
