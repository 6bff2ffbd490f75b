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
