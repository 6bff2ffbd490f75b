import ForumCore

/// A moderator's decision about a post, a thread or a person, with its statement of reasons.
struct DecideCommand: CLICommand {
  static let spec = CommandSpec(
    name: "decide", side: .client,
    summary: Phrase(
      ro: "Hotărăște despre un mesaj, un subiect sau o persoană, cu motive (moderatori).",
      en: "Decide about a post, a thread or a person, with reasons (moderators)."),
    details: Phrase(
      ro:
        "Motivele ajung la autor și în registrul public. „lift” ridică o măsură; suspendarea fără --days cere al doilea moderator.",
      en:
        "The reasons go to the author and into the public record. \"lift\" undoes a measure; a suspension without --days needs a second moderator."
    ),
    operands: [OperandSpec(name: "MEASURE", choices: Measure.allCases.map(\.rawValue))],
    options: ModerationOptions.subject + [
      ModerationOptions.ground, ModerationOptions.facts, ModerationOptions.explanation,
      OptionSpec(
        name: "--basis", value: "BASIS", help: Phrase(ro: "pe ce se sprijină (terms)", en: "what it stands on (terms)"),
        choices: DecisionBasis.allCases.map(\.rawValue)),
      OptionSpec(name: "--days", value: "N", help: Phrase(ro: "câte zile durează", en: "how many days it lasts")),
      OptionSpec(
        name: "--seconds", value: "N",
        help: Phrase(ro: "secunde între două mesaje (slow-mode)", en: "seconds between two posts (slow-mode)")),
      OptionSpec(
        name: "--label", value: "LABEL", help: Phrase(ro: "eticheta (label)", en: "the label (label)"),
        choices: PostLabel.allCases.map(\.rawValue)),
      OptionSpec(
        name: "--space", value: "KEY", help: Phrase(ro: "rubrica în care se mută (move)", en: "the space to move to (move)")),
      OptionSpec(
        name: "--title", value: "TITLE",
        help: Phrase(ro: "titlul subiectului nou (split)", en: "the title of the new thread (split)")),
      OptionSpec(
        name: "--into", value: "THREAD",
        help: Phrase(ro: "subiectul în care se unește (merge)", en: "the thread to merge into (merge)")),
      OptionSpec(
        name: "--replaces", value: "DECISION",
        help: Phrase(ro: "hotărârea care se ridică de pe o persoană (lift)", en: "the decision to lift from a person (lift)")),
      WritingOptions.key,
    ],
    examples: [
      "forum-cli decide hide --post 57 --ground privacy --facts 'Adresa cuiva.' --explanation 'Datele altora nu se publică.'",
      "forum-cli decide lift --post 57 --facts 'Adresa era publică.'",
      "forum-cli decide split --post 57 --title 'Transportul elevilor' --facts 'Este o întrebare nouă.'",
      "forum-cli decide move --thread 42 --space health --facts 'Este despre centrul de sănătate.'",
    ])

  private let act: ActCommand

  init(_ arguments: ParsedArguments) throws(UsageError) {
    var fields = try ModerationOptions.subject(arguments)
    fields["measure"] = .string(arguments.operands[0])
    for name in ["ground", "facts", "explanation", "basis", "label", "space", "title", "into"] {
      if let value = arguments.value("--" + name) { fields[name] = .string(value) }
    }
    if fields["facts"] == nil { throw .missingOption("--facts") }
    if let days = try arguments.number("--days", in: 1...Limits.sanctionDays) { fields["days"] = .integer(Int64(days)) }
    if let seconds = try arguments.number("--seconds", in: 1...Limits.slowSeconds) {
      fields["seconds"] = .integer(Int64(seconds))
    }
    if let id = try arguments.number("--replaces", in: 1...Int(Int32.max) * 1_000) { fields["replaces"] = .integer(Int64(id)) }
    act = ActCommand(
      path: "/decisions", fields: fields,
      done: Phrase(ro: "Hotărârea este înregistrată.", en: "The decision is recorded."), key: arguments.value("--key"))
  }

  func run(in context: Context) async throws -> ExitCode { try act.run(in: context) }
}
