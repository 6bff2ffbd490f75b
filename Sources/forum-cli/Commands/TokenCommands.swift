import ForumCore

/// Makes a bearer token for a program, and a participant of that name and role to act as. Prints the token and nothing else.
struct TokenCreateCommand: CLICommand {
  static let spec = CommandSpec(
    name: "token create", side: .steward,
    summary: Phrase(
      ro: "Face un token pentru un program și îl scrie o singură dată.", en: "Make a token for a program and print it, once."),
    details: Phrase(
      ro:
        "Tokenul nu se păstrează: în baza de date rămâne doar amprenta lui. Merge și cât serverul lucrează, și înainte de prima lui pornire.",
      en: "The token is not kept: the database has only its hash. Works while the server runs, and before its first start."),
    options: [
      OptionSpec(
        name: "--role", value: "ROLE", help: Phrase(ro: "ce poate face cine îl are", en: "what its bearer may do"),
        choices: Role.allCases.map(\.rawValue)),
      OptionSpec(
        name: "--name", value: "NAME", help: Phrase(ro: "numele care apare lângă mesaje", en: "the name shown beside its posts")),
    ],
    examples: ["forum-cli --data data token create --role moderator --name 'Ana' > token; chmod 600 token"])

  private let role: Role
  private let name: String

  init(_ arguments: ParsedArguments) throws(UsageError) {
    guard let role = arguments.value("--role").flatMap(Role.init) else { throw .missingOption("--role") }
    guard let name = arguments.value("--name") else { throw .missingOption("--name") }
    self.role = role
    self.name = name
  }

  func run(in context: Context) async throws -> ExitCode {
    let token = SecretToken()
    try await OperatorTarget(context).withForum { forum in
      _ = try await forum.execute(.createToken(name: name, role: role, hash: token.hash), by: .system)
    }
    if context.wantsJSON {
      context.answer(["token": .string(token.text), "role": .string(role.rawValue), "name": .string(name)])
    } else {
      context.terminal.line(token.text)
    }
    return .done
  }
}

/// Lists the tokens there are, by a short mark of their hash.
struct TokenListCommand: CLICommand {
  static let spec = CommandSpec(
    name: "token list", side: .steward, summary: Phrase(ro: "Arată ce tokenuri sunt.", en: "List the tokens there are."))

  init(_ arguments: ParsedArguments) throws(UsageError) {}

  func run(in context: Context) async throws -> ExitCode {
    let tokens = try await OperatorTarget(context).withForum { forum in try forum.read { try $0.tokens() } }
    if context.wantsJSON {
      context.answer(
        .array(
          tokens.map { token in
            [
              "id": .string(token.mark), "name": .string(token.name), "role": .string(token.limit.rawValue),
              "participant": .integer(token.participant.rawValue), "createdAt": .string(token.createdAt.description),
            ]
          }))
      return .done
    }
    let names = tokens.map { TextLayout.cut(TextLayout.harmlessLine($0.name), to: 30) }
    let column = names.map(TextLayout.width).max() ?? 0
    for (token, name) in zip(tokens, names) {
      let when = context.text(RelativeTime.date(token.createdAt))
      let role = TextLayout.pad(token.limit.rawValue, to: 13)
      context.terminal.line("\(token.mark)  \(TextLayout.pad(name, to: column))  \(role)  \(when)")
    }
    if tokens.isEmpty { context.say(Phrase(ro: "Niciun token.", en: "No tokens.")) }
    return .done
  }
}

/// Ends a token, at once.
struct TokenRevokeCommand: CLICommand {
  static let spec = CommandSpec(
    name: "token revoke", side: .steward, summary: Phrase(ro: "Oprește un token, pe loc.", en: "End a token, at once."),
    details: Phrase(
      ro: "ID este semnul din „token list”, sau începutul lui, dacă nu e altul la fel.",
      en: "ID is the mark in \"token list\", or its beginning where no other begins so."),
    operands: [OperandSpec(name: "ID")])

  private let mark: String

  init(_ arguments: ParsedArguments) throws(UsageError) { mark = arguments.operands[0] }

  func run(in context: Context) async throws -> ExitCode {
    let token = try await OperatorTarget(context).withForum { forum in
      let found = try forum.read { try $0.tokens() }.filter { $0.mark.hasPrefix(mark) }
      guard let token = found.first, found.count == 1, mark.count >= 4 else {
        throw Failure(
          .refused,
          found.count > 1 && mark.count >= 4
            ? Phrase(ro: "Sunt mai multe tokenuri care încep cu \(mark).", en: "Several tokens begin with \(mark).")
            : Phrase(ro: "Nu este niciun token \(mark).", en: "There is no token \(mark)."),
          next: Phrase(ro: "Vedeți: forum-cli token list", en: "See: forum-cli token list"))
      }
      _ = try await forum.execute(.revokeToken(hash: token.hash), by: .system)
      return token
    }
    let name = TextLayout.harmlessLine(token.name)
    if context.wantsJSON {
      context.answer(["id": .string(token.mark), "revoked": true])
    } else {
      context.say(Phrase(ro: "Tokenul „\(name)” nu mai este valabil.", en: "The token \"\(name)\" is no longer valid."))
    }
    return .done
  }
}

extension TokenListing {
  /// Twelve hexadecimal digits of its hash: enough to tell tokens apart, useless for guessing one.
  fileprivate var mark: String {
    let digits = Array("0123456789abcdef")
    return String(hash.prefix(6).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
