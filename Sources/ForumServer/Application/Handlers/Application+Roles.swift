import ForumCore

/// Who has which role: for administrators.
extension Application {
  func showRoles(_ exchange: Exchange) throws(Problem) -> Reply {
    try exchange.requires(.grantRole)
    let person = try exchange.query?.position("person")
    return try rolesPage(exchange, form(person.map { ["person": String($0)] } ?? [:]))
  }

  private func rolesPage(_ exchange: Exchange, _ form: FormState) throws(Problem) -> Reply {
    try read { reader in
      let holders = try reader.roleHolders()
      guard exchange.representation == .html else {
        return .json { json in
          json.beginObject()
          json.list("roles", holders) { holder, json in
            json.beginObject()
            json.key("person")
            PostJSON.write(holder.person, to: &json)
            json.member("role", holder.role.rawValue)
            if let space = holder.space { json.member("space", space.key) }
            json.endObject()
          }
          json.endObject()
        }
      }
      return .page(
        RolesPage(context: try context(exchange, reader), holders: holders, spaces: try reader.spaces(), form: form))
    }
  }

  /// `person` by their number or the address of their page; `role`; `space` (empty for the whole forum).
  func grantRole(_ exchange: Exchange) async throws(Problem) -> Reply {
    try exchange.requires(.grantRole)
    return try await submit(exchange) { () async throws(Problem) in
      let named = try exchange.fields.string("person")
      guard let person = Self.number(after: "/participants/", in: named).map({ ParticipantID($0) }),
        try read({ try $0.participant(person) }) != nil
      else { throw Problem(named.isEmpty ? Rejection.fieldEmpty("person") : .unknownPerson) }
      guard let role = try exchange.fields.word("role", Role.self) else { throw Problem(Rejection.fieldEmpty("role")) }
      let space = try exchange.fields.choice("space")
      let command: Command =
        space.map { .grantSpaceRole(person, role, space: $0) } ?? .grantRole(person, role)
      let receipt = try await execute(command, exchange)
      return changed(backTo: Route.roles.path, exchange, notice: .saved, position: receipt.position)
    } again: { form throws(Problem) in
      try rolesPage(exchange, form)
    }
  }

  /// The number of something, as people type or copy it: alone, or in the address of its page. Nil for anything else.
  static func number(after path: String, in typed: String) -> Position? {
    let typed = typed.trimmingPrefix { $0.isWhitespace }
    let tail = typed.firstRange(of: path).map { typed[$0.upperBound...] } ?? typed
    return Position(tail.prefix { $0.isNumber && $0.isASCII }).flatMap { $0 > 0 ? $0 : nil }
  }
}
