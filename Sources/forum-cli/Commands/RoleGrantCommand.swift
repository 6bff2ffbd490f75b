import ForumCore

/// Gives a person a role, in the whole forum or in one space.
struct RoleGrantCommand: CLICommand {
  static let spec = CommandSpec(
    name: "role grant", side: .steward, summary: Phrase(ro: "Dă unei persoane un rol.", en: "Give a person a role."),
    details: Phrase(
      ro: "Numărul persoanei este în adresa paginii ei, /participants/N.",
      en: "A person's number is in the address of their page, /participants/N."),
    operands: [OperandSpec(name: "PARTICIPANT"), OperandSpec(name: "ROLE", choices: Role.allCases.map(\.rawValue))],
    options: [
      OptionSpec(
        name: "--space", value: "KEY",
        help: Phrase(ro: "numai în această rubrică; participant îl retrage", en: "only in this space; participant takes it back"))
    ],
    examples: [
      "forum-cli --data data role grant 1017 moderator", "forum-cli --data data role grant 1017 moderator --space health",
    ])

  private let participant: ParticipantID
  private let role: Role
  private let space: String?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    participant = ParticipantID(try arguments.identifier(at: 0, called: "PARTICIPANT"))
    role = Role(rawValue: arguments.operands[1])!
    space = arguments.value("--space")
  }

  func run(in context: Context) async throws -> ExitCode {
    let receipt = try await OperatorTarget(context).withForum { forum in
      try await forum.execute(
        space.map { .grantSpaceRole(participant, role, space: $0) } ?? .grantRole(participant, role), by: .system)
    }
    if context.wantsJSON {
      context.answer([
        "participant": .integer(participant.rawValue), "role": .string(role.rawValue),
        "space": space.map(JSONValue.string) ?? .null, "position": .integer(receipt.position),
      ])
    } else {
      context.say(
        Phrase(
          ro: "Persoana \(participant) are acum rolul \(role.rawValue).",
          en: "Person \(participant) now has the role \(role.rawValue)."))
    }
    return .done
  }
}
