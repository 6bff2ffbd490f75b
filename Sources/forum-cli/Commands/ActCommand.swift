import ForumCore

/// An act on the server: an address, what it takes, and the sentence that says it is done.
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
