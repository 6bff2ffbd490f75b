import ForumCore

/// Organisations: the list, their pages, registering and verifying.
extension Application {
  static let organisationsPerPage = 50

  func listOrganisations(_ exchange: Exchange) throws(Problem) -> Reply {
    let query = exchange.query ?? .empty
    let category = try query.word("category", StakeholderCategory.self)
    let after = try query.position("after").flatMap { $0 > 0 ? OrganisationID($0) : nil }
    let limit = try query.limit(default: Self.organisationsPerPage)
    return try read(for: exchange) { reader in
      var found = try reader.organisations(
        category: category, territory: query["territory"], matching: query["q"].map { String($0.prefix(100)) }, after: after,
        limit: limit + 1)
      let hasNext = found.count > limit
      if hasNext { found.removeLast() }
      let last = hasNext ? found.last?.id.description : nil
      if exchange.representation == .json {
        let next = last.map { url(.organisations, exchange, as: .json, after: $0) }
        let (position, log) = (try reader.position, try reader.logID)
        var reply = Reply.json { json in
          json.beginObject()
          json.key("organisations")
          json.beginArray()
          for organisation in found { PlaceJSON.write(organisation, to: &json) }
          json.endArray()
          json.optional("next", next)
          json.member("position", position)
          json.member("log", log)
          json.endObject()
        }
        reply.link("next", next)
        return reply
      }
      let paging = Paging(
        first: after == nil ? nil : url(.organisations, exchange, after: nil), previous: nil,
        next: last.map { url(.organisations, exchange, after: $0) }, last: nil)
      let shown = OrganisationsPage(
        context: try context(exchange, reader), category: category, organisations: found, paging: paging)
      return Reply.page(shown).shared(at: try reader.position, topics: nil)
    }
  }

  func showOrganisation(_ id: OrganisationID, _ exchange: Exchange) throws(Problem) -> Reply {
    try organisationPage(id, exchange)
  }

  func organisationPage(
    _ id: OrganisationID, _ exchange: Exchange, mandate: FormState? = nil, manager: FormState? = nil,
    description: FormState? = nil, mailbox: FormState? = nil
  ) throws(Problem) -> Reply {
    let cursor = try threadCursor(exchange)
    return try read { reader in
      guard let organisation = try reader.organisation(id) else { throw Problem(Rejection.organisationNotFound) }
      let mandates = try reader.mandates(for: id)
      let managers = try reader.managers(of: id)
      let fields = try reader.fields(of: id)
      let isManager = managers.contains { $0.id == exchange.participant } || exchange.identity.role == .administrator
      guard exchange.representation == .html else {
        let today = CalendarDay(.now)
        let standing = mandates.filter { $0.stands(on: today) }
        return .json {
          PlaceJSON.write(organisation, fields: fields, speakers: standing, mandates: isManager ? mandates : nil, to: &$0)
        }
      }
      let page = try reader.threads(
        ThreadFilter(organisation: id), order: .newestActivity, after: cursor, limit: Self.threadsPerPage,
        viewer: exchange.participant)
      var shown = OrganisationPage(
        context: try context(exchange, reader, topic: "organisations/\(id)"), organisation: organisation, threads: page.threads,
        paging: paging(page, route: .organisation(id), exchange))
      shown.mandates = mandates
      let spaces = isManager || !fields.isEmpty ? try reader.spaces() : []
      shown.fields = spaces.filter { fields.contains($0.key) }
      shown.spaces = spaces
      shown.descriptionForm = description ?? form()
      shown.said = cursor == nil ? try reader.posts(for: id, limit: 5) : []
      shown.managers = isManager ? managers : []
      if isManager, !organisation.isVerified, settings.mailer != nil, !settings.listedDomains.isEmpty {
        shown.mailboxForm = mailbox ?? form()
      }
      shown.mandateForm = mandate ?? form()
      shown.managerForm = manager ?? form()
      // Which mandates stand changes at midnight, without an event.
      return mandates.isEmpty ? Reply.page(shown).shared(at: try reader.position, topics: nil) : .page(shown)
    }
  }

  func composeOrganisation(_ exchange: Exchange) throws(Problem) -> Reply {
    try exchange.requires(.registerOrganisation)
    return try newOrganisationPage(exchange, form())
  }

  private func newOrganisationPage(_ exchange: Exchange, _ form: FormState) throws(Problem) -> Reply {
    try read(for: exchange) { reader in
      .page(NewOrganisationPage(context: try context(exchange, reader), territories: try reader.regionsAndCounties(), form: form))
    }
  }

  func registerOrganisation(_ exchange: Exchange) async throws(Problem) -> Reply {
    try exchange.requires(.registerOrganisation)
    return try await submit(exchange) { () async throws(Problem) in
      let fields = exchange.fields
      guard let category = try fields.word("category", StakeholderCategory.self) else { throw .field("category") }
      let organisation = NewOrganisation(
        name: try fields.string("name"), category: category, level: try fields.word("level", InstitutionLevel.self),
        territory: try territory(exchange))
      try limitActing(exchange)
      let receipt = try await execute(.registerOrganisation(organisation), exchange)
      guard let id = receipt.positions.first else { throw Problem(.internalError) }
      return created(.organisation(OrganisationID(id)), exchange, notice: .organisationRegistered) { json in
        json.member("id", id)
        json.member("position", receipt.position)
      }
    } again: { form throws(Problem) in
      try newOrganisationPage(exchange, form)
    }
  }

  func verifyOrganisation(_ id: OrganisationID, _ exchange: Exchange) async throws(Problem) -> Reply {
    _ = try exchange.signedIn()
    let receipt = try await execute(.verifyOrganisation(id), exchange)
    return changed(
      backTo: Route.organisation(id).path, exchange, notice: .organisationVerified, position: receipt.position)
  }
}
