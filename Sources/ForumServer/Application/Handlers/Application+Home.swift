import ForumCore
import ForumWire

/// The front page and what explains the forum.
extension Application {
  func showHome(_ exchange: Exchange) throws(Problem) -> Reply {
    try read(for: exchange) { reader in
      let viewer = exchange.participant
      let newest = try reader.threads(order: .newestActivity, limit: exchange.representation == .atom ? 30 : 10, viewer: viewer)
        .threads
      let position = try reader.position
      switch exchange.representation {
      case .atom: return Reply.feed(try feed(of: newest, route: .home, exchange, reader))
      case .json:
        return .json { json in
          json.beginObject()
          json.key("spaces")
          json.beginArray()
          for space in (try? reader.spaces()) ?? [] { PlaceJSON.write(space, to: &json) }
          json.endArray()
          json.key("threads")
          json.beginArray()
          for thread in newest { ThreadJSON.write(thread, to: &json) }
          json.endArray()
          json.member("position", position)
          json.member("log", (try? reader.logID) ?? "")
          json.endObject()
        }
      case .html:
        let waiting = try reader.waitingQuestions(limit: 5, viewer: viewer)
        let cases = try reader.threads(ThreadFilter(kind: .caseStudy), order: .newest, limit: 3, viewer: viewer).threads
        let practices = try reader.threads(ThreadFilter(kind: .goodPractice), order: .newest, limit: 3, viewer: viewer).threads
        let page = HomePage(
          context: try context(exchange, reader), spaces: try reader.spaces(), newest: newest, waiting: waiting,
          practices: (cases + practices).sorted { $0.openedAt > $1.openedAt })
        return Reply.page(page).shared(at: position, topics: nil)
      }
    }
  }

  func showAbout(_ exchange: Exchange) throws(Problem) -> Reply {
    try read(for: exchange) { reader in
      Reply.page(AboutPage(context: try context(exchange, reader))).shared(at: try reader.position, topics: nil)
    }
  }

  /// What a kind of problem means: the page behind `type` in problem+json.
  func showProblem(_ code: String, _ exchange: Exchange) throws(Problem) -> Reply {
    guard ProblemTable.entry(of: code) != nil else { throw Problem(.notFound) }
    return .page(ProblemPage(context: bareContext(exchange), status: ProblemTable.status(of: code), code: code))
  }

  /// Keeps language and theme in the browser, and leads back.
  func choosePreferences(_ exchange: Exchange) throws(Problem) -> Reply {
    let year = 365 * 86_400
    var reply =
      exchange.representation == .html
      ? Reply.seeOther(Self.localPath(exchange.fields.text("back")) ?? Route.home.path) : Reply(204)
    if let locale = try exchange.fields.word("language", InterfaceLocale.self) {
      reply.fields.add("Set-Cookie", CookieName.language.set(locale.rawValue, lifetime: year, isSecure: exchange.isSecure))
    }
    if let theme = try exchange.fields.word("theme", Theme.self) {
      reply.fields.add("Set-Cookie", CookieName.theme.set(theme.rawValue, lifetime: year, isSecure: exchange.isSecure))
    }
    return reply
  }

  func findTerritories(_ exchange: Exchange) throws(Problem) -> Reply {
    let text = exchange.query?["q"] ?? ""
    let limit = try exchange.query?.limit(default: 10) ?? 10
    let found = try read { reader in
      text.isEmpty
        ? try reader.regionsAndCounties() : try reader.territories(matching: String(text.prefix(100)), limit: min(limit, 50))
    }
    var reply = Reply.json { json in
      json.beginObject()
      json.key("territories")
      json.beginArray()
      for territory in found { PlaceJSON.write(territory, to: &json) }
      json.endArray()
      json.endObject()
    }
    reply.fields.add("Cache-Control", "public, max-age=3600")
    return reply
  }
}
