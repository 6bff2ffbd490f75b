import ForumCore
import ForumNet
import ForumWire

/// What everybody may check: the public record of moderation, its statements of reasons, and the terms.
extension Application {
  static let decisionsPerPage = 50

  private func decisionFilter(_ exchange: Exchange) throws(Problem) -> DecisionFilter {
    let query = exchange.query ?? .empty
    return DecisionFilter(
      measure: try query.word("measure", Measure.self), ground: try query.word("ground", Ground.self),
      from: try query.day("from"), until: try query.day("until"), before: try query.position("before").map { DecisionID($0) })
  }

  private func recordURL(
    _ route: Route, _ exchange: Exchange, as representation: Representation? = nil, before: DecisionID?
  ) -> String {
    var pairs: [(String, String?)] = ["measure", "ground", "from", "until", "limit"].map { ($0, exchange.query?[$0]) }
    pairs.append(("before", before?.description))
    return route.url(as: representation, pairs: pairs)
  }

  /// The decisions of a page, and the one that the next page begins before.
  private func decisions(_ exchange: Exchange, most: Int, _ reader: Reader) throws -> ([DecisionRecord], next: DecisionID?) {
    let limit = min(most, try (exchange.query ?? .empty).limit(default: most))
    var found = try reader.decisions(try decisionFilter(exchange), limit: limit + 1)
    guard found.count > limit else { return (found, nil) }
    found.removeLast()
    return (found, found.last?.id)
  }

  func showModerationLog(_ exchange: Exchange) throws(Problem) -> Reply {
    try read(for: exchange) { reader in
      let filter = try decisionFilter(exchange)
      let (found, next) = try decisions(exchange, most: Self.decisionsPerPage, reader)
      switch exchange.representation {
      case .json:
        let nextURL = next.map { recordURL(.moderationLog, exchange, as: .json, before: $0) }
        let position = try reader.position
        var reply = Reply.json { json in
          json.beginObject()
          json.list("decisions", found) { ModerationJSON.write($0, for: nil, to: &$1) }
          json.optional("next", nextURL)
          json.member("position", position)
          json.endObject()
        }
        reply.link("next", nextURL)
        return reply
      case .atom: return .feed(ModerationFeed(context: try context(exchange, reader), decisions: found).render())
      case .html:
        let paging = Paging(
          first: filter.before == nil ? nil : recordURL(.moderationLog, exchange, before: nil),
          next: next.map { recordURL(.moderationLog, exchange, before: $0) })
        return .page(
          ModerationLogPage(
            context: try context(exchange, reader), decisions: found, filter: filter, paging: paging,
            feed: recordURL(.moderationLog, exchange, as: .atom, before: nil),
            data: recordURL(.moderationLog, exchange, as: .json, before: nil)))
      }
    }
  }

  /// At most a hundred statements of reasons in the schema of the Commission's database (DSA 24(5)): as that takes them in one batch.
  func listStatements(_ exchange: Exchange) throws(Problem) -> Reply {
    try read(for: exchange) { reader in
      let (found, next) = try decisions(exchange, most: 100, reader)
      let nextURL = next.map { recordURL(.statements, exchange, as: .json, before: $0) }
      var reply = Reply.json { json in
        json.beginObject()
        json.list("statements", found.filter { $0.measure.isRestriction }) { decision, json in
          StatementOfReasons(decision, baseURL: exchange.origin.description).write(to: &json)
        }
        json.endObject()
      }
      reply.link("next", nextURL)
      return reply
    }
  }

  func showTerms(_ number: Int?, _ exchange: Exchange) throws(Problem) -> Reply {
    let (reply, seen) = try read(for: exchange) { reader -> (Reply, Int?) in
      guard let terms = try reader.terms(number: number), let current = try reader.terms() else { throw Problem(.notFound) }
      guard exchange.representation == .html else { return (.json { ModerationJSON.write(terms, to: &$0) }, nil) }
      let context = try context(exchange, reader)
      let isNew = context.newTerms != nil && terms.number == current.number
      return (.page(TermsPage(context: context, terms: terms, current: current.number)), isNew ? terms.number : nil)
    }
    if let seen {
      // A mark that fails is made by the next visit.
      Task { [forum, actor = exchange.actor] in try? await forum.execute(.markTermsSeen(seen), by: actor) }
    }
    return reply
  }

  /// JSON `{"text":{"ro":{"title":…,"intro":…,"clauses":{…}}}}`, by an administrator.
  func publishTerms(_ exchange: Exchange) async throws(Problem) -> Reply {
    try exchange.requires(.publishTerms)
    guard let text = exchange.fields.object("text") else { throw .field("text") }
    let receipt = try await execute(.publishTerms(text), exchange)
    return created(.terms, exchange, notice: .saved) { json in json.member("position", receipt.position) }
  }
}

/// The transparency report.
extension Application {
  /// The year until now, where the address names no days. `until` is the first day that is not in it.
  private func transparencyReport(_ exchange: Exchange, _ reader: Reader) throws -> TransparencyReport {
    let query = exchange.query ?? .empty
    let now = Instant.now
    let from = try query.day("from") ?? Instant(String(now.description.prefix(4)) + "-01-01T00:00:00.000000Z") ?? now
    return try reader.transparency(from: from, until: try query.day("until") ?? now)
  }

  func showTransparency(_ exchange: Exchange) throws(Problem) -> Reply {
    try read(for: exchange) { reader in
      let report = try transparencyReport(exchange, reader)
      guard exchange.representation == .html else {
        let lines = TransparencyTable(report).lines
        return .json { json in
          json.beginObject()
          json.member("from", report.from.description)
          json.member("until", report.until.description)
          json.list("lines", lines) { line, json in
            json.beginObject()
            json.member("section", line.section)
            json.member("indicator", line.indicator)
            if !line.scope.isEmpty { json.member("scope", line.scope) }
            json.member("number", line.number)
            json.endObject()
          }
          json.endObject()
        }
      }
      let query = exchange.request.head.query.map { "?" + $0 } ?? ""
      return .page(TransparencyPage(context: try context(exchange, reader), report: report, query: query))
    }
  }

  func sendTransparency(_ exchange: Exchange) throws(Problem) -> Reply {
    let table = try read(for: exchange) { TransparencyTable(try transparencyReport(exchange, $0)) }
    return Reply(200, type: "text/csv; charset=utf-8; header=present", body: table.csv)
  }
}
