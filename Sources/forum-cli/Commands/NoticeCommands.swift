import ForumCore

/// Tells the moderators of something.
struct NotifyCommand: CLICommand {
  static let spec = CommandSpec(
    name: "notify", side: .client,
    summary: Phrase(
      ro: "Semnalează moderatorilor un mesaj, un subiect sau o persoană.",
      en: "Report a post, a thread or a person to the moderators."),
    options: ModerationOptions.subject + [
      ModerationOptions.ground,
      OptionSpec(name: "--explanation", value: "TEXT", help: Phrase(ro: "ce este greșit", en: "what is wrong")),
      OptionSpec(
        name: "--good-faith",
        help: Phrase(
          ro: "cred cu bună-credință că este exact și complet", en: "I believe in good faith that it is accurate and complete")),
      WritingOptions.key,
    ],
    examples: ["forum-cli notify --post 57 --ground privacy --explanation 'Este adresa mea.' --good-faith"])

  private let act: ActCommand

  init(_ arguments: ParsedArguments) throws(UsageError) {
    var fields = try ModerationOptions.subject(arguments)
    guard let ground = arguments.value("--ground") else { throw .missingOption("--ground") }
    guard let explanation = arguments.value("--explanation") else { throw .missingOption("--explanation") }
    fields["ground"] = .string(ground)
    fields["explanation"] = .string(explanation)
    fields["good-faith"] = .bool(arguments.has("--good-faith"))
    act = ActCommand(
      path: "/notices", fields: fields, done: Phrase(ro: "Semnalarea a fost trimisă.", en: "The notice was sent."),
      key: arguments.value("--key"))
  }

  func run(in context: Context) async throws -> ExitCode { try act.run(in: context) }
}

/// Contests a decision.
struct AppealCommand: CLICommand {
  static let spec = CommandSpec(
    name: "appeal", side: .client,
    summary: Phrase(ro: "Contestă o hotărâre care vă privește.", en: "Contest a decision that concerns you."),
    operands: [OperandSpec(name: "DECISION")],
    options: [
      OptionSpec(name: "--text", value: "TEXT", help: Phrase(ro: "de ce este greșită", en: "why it is wrong")),
      WritingOptions.key,
    ])

  private let act: ActCommand

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let id = try arguments.identifier(at: 0, called: "DECISION")
    guard let text = arguments.value("--text") else { throw .missingOption("--text") }
    act = ActCommand(
      path: "/decisions/\(id)/appeal", fields: ["text": .string(text)],
      done: Phrase(ro: "Contestarea a fost trimisă.", en: "The appeal was sent."), key: arguments.value("--key"))
  }

  func run(in context: Context) async throws -> ExitCode { try act.run(in: context) }
}

/// Another moderator than the decision's decides an appeal.
struct AppealDecideCommand: CLICommand {
  static let spec = CommandSpec(
    name: "appeal-decide", side: .client,
    summary: Phrase(
      ro: "Hotărăște despre o contestare (alt moderator).", en: "Decide an appeal (another moderator)."),
    operands: [
      OperandSpec(name: "APPEAL"), OperandSpec(name: "OUTCOME", choices: AppealOutcome.allCases.map(\.rawValue)),
    ], options: [WritingOptions.reason, WritingOptions.key])

  private let act: ActCommand

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let id = try arguments.identifier(at: 0, called: "APPEAL")
    guard let reason = arguments.value("--reason") else { throw .missingOption("--reason") }
    act = ActCommand(
      path: "/appeals/\(id)", fields: ["outcome": .string(arguments.operands[1]), "reason": .string(reason)],
      done: Phrase(ro: "S-a hotărât despre contestarea #\(id).", en: "Appeal #\(id) is decided."), key: arguments.value("--key"))
  }

  func run(in context: Context) async throws -> ExitCode { try act.run(in: context) }
}
