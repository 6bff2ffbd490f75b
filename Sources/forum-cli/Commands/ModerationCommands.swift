import ForumCore

/// A moderator's or author's act on one post or thread: an address, perhaps a reason, a sentence.
struct ActCommand {
  let path: String
  let fields: JSONObject
  let done: Phrase
  let key: String?

  func run(in context: Context) throws -> ExitCode {
    let answer = try ForumClient(context).post(path, fields, key: key)
    if context.wantsJSON { context.answer(answer) } else { context.say(done) }
    return .done
  }

  static func reason(_ arguments: ParsedArguments) throws(UsageError) -> JSONObject {
    guard let reason = arguments.value("--reason") else { throw .missingOption("--reason") }
    return ["reason": .string(reason)]
  }
}

struct HideCommand: CLICommand {
  static let spec = CommandSpec(
    name: "hide", side: .client,
    summary: Phrase(ro: "Ascunde un mesaj, cu un motiv (moderatori).", en: "Hide a post, with a reason (moderators)."),
    details: Phrase(
      ro: "Locul mesajului rămâne, cu motivul. Autorul îl vede și îl poate contesta.",
      en: "The post's place stays, with the reason. Its author sees it and can contest it."),
    operands: [OperandSpec(name: "POST")], options: [WritingOptions.reason, WritingOptions.key],
    examples: ["forum-cli hide 57 --reason 'Date personale ale altcuiva.'"])

  private let act: ActCommand

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let post = try arguments.identifier(at: 0, called: "POST")
    act = ActCommand(
      path: "/posts/\(post)/hide", fields: try ActCommand.reason(arguments),
      done: Phrase(ro: "Mesajul #\(post) a fost ascuns.", en: "Post #\(post) was hidden."), key: arguments.value("--key"))
  }

  func run(in context: Context) async throws -> ExitCode { try act.run(in: context) }
}

struct UnhideCommand: CLICommand {
  static let spec = CommandSpec(
    name: "unhide", side: .client,
    summary: Phrase(ro: "Arată din nou un mesaj ascuns (moderatori).", en: "Show a hidden post again (moderators)."),
    operands: [OperandSpec(name: "POST")], options: [WritingOptions.reason, WritingOptions.key])

  private let act: ActCommand

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let post = try arguments.identifier(at: 0, called: "POST")
    act = ActCommand(
      path: "/posts/\(post)/restore", fields: try ActCommand.reason(arguments),
      done: Phrase(ro: "Mesajul #\(post) se vede din nou.", en: "Post #\(post) is shown again."), key: arguments.value("--key"))
  }

  func run(in context: Context) async throws -> ExitCode { try act.run(in: context) }
}

struct WithdrawCommand: CLICommand {
  static let spec = CommandSpec(
    name: "withdraw", side: .client,
    summary: Phrase(ro: "Retrage un mesaj al dumneavoastră; locul lui rămâne.", en: "Withdraw a post of yours; its place stays."),
    operands: [OperandSpec(name: "POST")], options: [WritingOptions.key])

  private let act: ActCommand

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let post = try arguments.identifier(at: 0, called: "POST")
    act = ActCommand(
      path: "/posts/\(post)/withdraw", fields: [:],
      done: Phrase(ro: "Mesajul #\(post) a fost retras.", en: "Post #\(post) was withdrawn."), key: arguments.value("--key"))
  }

  func run(in context: Context) async throws -> ExitCode { try act.run(in: context) }
}

struct LockCommand: CLICommand {
  static let spec = CommandSpec(
    name: "lock", side: .client,
    summary: Phrase(
      ro: "Închide un subiect: se citește, dar nu se mai scrie (moderatori).",
      en: "Lock a thread: it is read, not written (moderators)."),
    operands: [OperandSpec(name: "THREAD")], options: [WritingOptions.reason, WritingOptions.key])

  private let act: ActCommand

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let thread = try arguments.identifier(at: 0, called: "THREAD")
    act = ActCommand(
      path: "/threads/\(thread)/lock", fields: try ActCommand.reason(arguments),
      done: Phrase(ro: "Subiectul \(thread) este închis.", en: "Thread \(thread) is locked."), key: arguments.value("--key"))
  }

  func run(in context: Context) async throws -> ExitCode { try act.run(in: context) }
}

struct UnlockCommand: CLICommand {
  static let spec = CommandSpec(
    name: "unlock", side: .client,
    summary: Phrase(ro: "Redeschide un subiect (moderatori).", en: "Open a locked thread again (moderators)."),
    operands: [OperandSpec(name: "THREAD")], options: [WritingOptions.reason, WritingOptions.key])

  private let act: ActCommand

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let thread = try arguments.identifier(at: 0, called: "THREAD")
    act = ActCommand(
      path: "/threads/\(thread)/unlock", fields: try ActCommand.reason(arguments),
      done: Phrase(ro: "Subiectul \(thread) este deschis din nou.", en: "Thread \(thread) is open again."),
      key: arguments.value("--key"))
  }

  func run(in context: Context) async throws -> ExitCode { try act.run(in: context) }
}

struct MoveCommand: CLICommand {
  static let spec = CommandSpec(
    name: "move", side: .client,
    summary: Phrase(ro: "Mută un subiect în altă rubrică (moderatori).", en: "Move a thread to another space (moderators)."),
    operands: [OperandSpec(name: "THREAD"), OperandSpec(name: "SPACE")], options: [WritingOptions.reason, WritingOptions.key],
    examples: ["forum-cli move 42 health --reason 'Este despre centrul de sănătate.'"])

  private let act: ActCommand

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let thread = try arguments.identifier(at: 0, called: "THREAD")
    let space = arguments.operands[1]
    var fields = try ActCommand.reason(arguments)
    fields["space"] = .string(space)
    act = ActCommand(
      path: "/threads/\(thread)/move", fields: fields,
      done: Phrase(
        ro: "Subiectul \(thread) este acum în \(SpaceTexts.phrase(space).ro).",
        en: "Thread \(thread) is now in \(SpaceTexts.phrase(space).en)."),
      key: arguments.value("--key"))
  }

  func run(in context: Context) async throws -> ExitCode { try act.run(in: context) }
}
