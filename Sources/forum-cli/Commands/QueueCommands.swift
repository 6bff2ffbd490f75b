import ForumCore
import ForumWire

/// What waits for moderators, what is most pressing first.
struct QueueCommand: CLICommand {
  static let spec = CommandSpec(
    name: "queue", side: .client,
    summary: Phrase(ro: "Arată ce așteaptă moderatorii (moderatori).", en: "List what waits for moderators (moderators)."),
    options: [
      ModerationOptions.ground,
      OptionSpec(name: "--space", value: "KEY", help: Phrase(ro: "numai dintr-o rubrică", en: "of one space only")),
      OptionSpec(name: "--limit", value: "N", help: Phrase(ro: "câte, cel mult (50)", en: "how many, at most (50)")),
    ],
    examples: ["forum-cli queue", "forum-cli queue --json | jq '.matters[] | select(.urgent)'"])

  private let path: String

  init(_ arguments: ParsedArguments) throws(UsageError) {
    var pairs = ["ground", "space"].compactMap { name in
      arguments.value("--" + name).map { FormURLEncoded.Pair(name, $0) }
    }
    pairs.append(FormURLEncoded.Pair("limit", String(try arguments.number("--limit", in: 1...Limits.page) ?? 50)))
    path = "/moderation.json?" + FormURLEncoded(pairs).encoded
  }

  func run(in context: Context) async throws -> ExitCode {
    let answer = try ForumClient(context).get(path)
    if context.wantsJSON {
      context.answer(answer)
      return .done
    }
    let view = MatterView(style: context.terminal.style, language: context.language, now: .now, width: context.terminal.textWidth)
    let queue = try AnswerReader(answer)
    for matter in try queue.array("matters") { for line in try view.row(AnswerReader(matter)) { context.terminal.line(line) } }
    if try queue.array("matters").isEmpty { context.say(Phrase(ro: "Nu așteaptă niciun caz.", en: "No matter waits.")) }
    for (key, phrase) in [
      ("appeals", Phrase(ro: "Contestări", en: "Appeals")),
      ("proposed", Phrase(ro: "Hotărâri care cer al doilea moderator", en: "Decisions that need a second moderator")),
    ] {
      let items = try queue.array(key).map { try AnswerReader($0).integer("id") }
      guard !items.isEmpty else { continue }
      context.terminal.line(context.text(phrase) + ": " + items.map { "#\($0)" }.joined(separator: " "))
    }
    return .done
  }
}

/// One matter with its notices and earlier decisions.
struct MatterCommand: CLICommand {
  static let spec = CommandSpec(
    name: "matter", side: .client,
    summary: Phrase(
      ro: "Arată un caz, cu semnalările lui (moderatori).", en: "Show one matter with its notices (moderators)."),
    operands: [OperandSpec(name: "MATTER")])

  private let id: Position

  init(_ arguments: ParsedArguments) throws(UsageError) { id = try arguments.identifier(at: 0, called: "MATTER") }

  func run(in context: Context) async throws -> ExitCode {
    let answer = try ForumClient(context).get("/moderation/\(id).json")
    if context.wantsJSON {
      context.answer(answer)
      return .done
    }
    let view = MatterView(style: context.terminal.style, language: context.language, now: .now, width: context.terminal.textWidth)
    for line in try view.whole(AnswerReader(answer)) { context.terminal.line(line) }
    return .done
  }
}

/// Takes a matter for a quarter of an hour, or gives it back.
struct ClaimCommand: CLICommand {
  static let spec = CommandSpec(
    name: "claim", side: .client,
    summary: Phrase(
      ro: "Ia un caz: un sfert de oră nu hotărăște altcineva (moderatori).",
      en: "Take a matter: for a quarter of an hour nobody else decides it (moderators)."),
    operands: [OperandSpec(name: "MATTER")],
    options: [OptionSpec(name: "--release", help: Phrase(ro: "îl dă înapoi", en: "give it back"))])

  private let act: ActCommand

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let id = try arguments.identifier(at: 0, called: "MATTER")
    let releases = arguments.has("--release")
    act = ActCommand(
      path: "/moderation/\(id)/claim", fields: ["on": .bool(!releases)],
      done: releases
        ? Phrase(ro: "Cazul #\(id) este liber.", en: "Matter #\(id) is free.")
        : Phrase(ro: "Cazul #\(id) este al dumneavoastră.", en: "Matter #\(id) is yours."), key: nil)
  }

  func run(in context: Context) async throws -> ExitCode { try act.run(in: context) }
}

/// A second moderator agrees with a proposed decision, or does not.
struct SettleCommand: CLICommand {
  static let spec = CommandSpec(
    name: "settle", side: .client,
    summary: Phrase(
      ro: "Confirmă sau respinge o hotărâre propusă de alt moderator.", en: "Confirm or decline what another moderator proposed."),
    operands: [OperandSpec(name: "DECISION"), OperandSpec(name: "ANSWER", choices: ["agree", "decline"])],
    options: [WritingOptions.reason])

  private let act: ActCommand

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let id = try arguments.identifier(at: 0, called: "DECISION")
    let agrees = arguments.operands[1] == "agree"
    if !agrees, arguments.value("--reason") == nil { throw .missingOption("--reason") }
    act = ActCommand(
      path: "/decisions/\(id)/settle", fields: ["agree": .bool(agrees), "reason": .string(arguments.value("--reason") ?? "")],
      done: agrees
        ? Phrase(ro: "Hotărârea #\(id) este luată.", en: "Decision #\(id) is taken.")
        : Phrase(ro: "Hotărârea #\(id) a fost respinsă.", en: "Decision #\(id) was declined."), key: nil)
  }

  func run(in context: Context) async throws -> ExitCode { try act.run(in: context) }
}
