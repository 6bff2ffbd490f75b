import ForumCore

/// Mandates: appointing who speaks for an organisation, accepting and ending that.
extension Application {
  /// `person` (a number, or the address of their page), `from`, `until`.
  func offerMandate(_ id: OrganisationID, _ exchange: Exchange) async throws(Problem) -> Reply {
    _ = try exchange.signedIn()
    return try await submit(exchange) { () async throws(Problem) in
      let fields = exchange.fields
      let from = try fields.day("from") ?? CalendarDay(.now)
      try limitActing(exchange)
      let receipt = try await execute(
        .offerMandate(id, to: try participant(fields), from: from, until: try fields.day("until")), exchange)
      guard let mandate = receipt.positions.first else { throw Problem(.internalError) }
      return created(.organisation(id), exchange, notice: .mandateOffered) { json in
        json.member("id", mandate)
        json.member("position", receipt.position)
      }
    } again: { form throws(Problem) in
      try organisationPage(id, exchange, mandate: form)
    }
  }

  /// `person`, `on` (0 dismisses).
  func setManager(_ id: OrganisationID, _ exchange: Exchange) async throws(Problem) -> Reply {
    _ = try exchange.signedIn()
    return try await submit(exchange) { () async throws(Problem) in
      let isOn = try exchange.fields.has("on") ? exchange.fields.flag("on") : true
      try limitActing(exchange)
      let receipt = try await execute(.setManager(try participant(exchange.fields), of: id, on: isOn), exchange)
      return changed(backTo: Route.organisation(id).path, exchange, notice: .saved, position: receipt.position)
    } again: { form throws(Problem) in
      try organisationPage(id, exchange, manager: form)
    }
  }

  /// `field-KEY` (1) for each space it works in, and `contact`.
  func describeOrganisation(_ id: OrganisationID, _ exchange: Exchange) async throws(Problem) -> Reply {
    _ = try exchange.signedIn()
    let spaces = try read { try $0.spaces() }
    return try await submit(exchange) { () async throws(Problem) in
      var keys: [String] = []
      for space in spaces where try exchange.fields.flag("field-" + space.key) { keys.append(space.key) }
      try limitActing(exchange)
      let receipt = try await execute(
        .describeOrganisation(id, fields: keys, contact: try exchange.fields.string("contact")), exchange)
      return changed(backTo: Route.organisation(id).path, exchange, notice: .saved, position: receipt.position)
    } again: { form throws(Problem) in
      try organisationPage(id, exchange, description: form)
    }
  }

  func acceptMandate(_ id: MandateID, _ exchange: Exchange) async throws(Problem) -> Reply {
    _ = try exchange.signedIn()
    let receipt = try await execute(.acceptMandate(id), exchange)
    return changed(backTo: Route.profile.path, exchange, notice: .mandateAccepted, position: receipt.position)
  }

  func endMandate(_ id: MandateID, _ exchange: Exchange) async throws(Problem) -> Reply {
    _ = try exchange.signedIn()
    let receipt = try await execute(.endMandate(id), exchange)
    let back = Self.localPath(exchange.fields.text("back")) ?? Route.profile.path
    return changed(backTo: back, exchange, notice: .saved, position: receipt.position)
  }

  /// A person by number, as a program sends it, or by the address of their page, as people copy it.
  private func participant(_ fields: Fields) throws(Problem) -> ParticipantID {
    if let text = try? fields.choice("person"), let last = text.split(separator: "/").last, last != text[...],
      let id = Route.position(last)
    {
      return ParticipantID(id)
    }
    guard let id = try fields.position("person") else { throw Problem(Rejection.fieldEmpty("person")) }
    return ParticipantID(id)
  }
}
