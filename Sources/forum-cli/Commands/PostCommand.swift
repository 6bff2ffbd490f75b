import ForumCore

/// Opens a thread with its first post.
struct PostCommand: CLICommand {
  static let spec = CommandSpec(
    name: "post", side: .client, summary: Phrase(ro: "Deschide un subiect.", en: "Open a thread."),
    options: [
      OptionSpec(name: "--space", value: "KEY", help: Phrase(ro: "rubrica", en: "the space")),
      OptionSpec(name: "--title", value: "TITLE", help: Phrase(ro: "titlul", en: "the title")),
      OptionSpec(
        name: "--kind", value: "KIND", help: Phrase(ro: "felul (discussion)", en: "the kind (discussion)"),
        choices: ThreadKind.allCases.map(\.rawValue)),
      OptionSpec(
        name: "--territory", value: "CODE",
        help: Phrase(ro: "locul: RO, RO11, CJ, un cod SIRUTA (RO)", en: "the place: RO, RO11, CJ, a SIRUTA code (RO)")),
      WritingOptions.body, WritingOptions.language, WritingOptions.key,
    ],
    examples: ["forum-cli post --space education --kind question --title 'Transport școlar' < text.md"])

  private let fields: [(String, String)]
  private let key: String?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    for name in ["--space", "--title"] where !arguments.has(name) { throw .missingOption(name) }
    fields = ["space", "kind", "title", "territory", "language"].compactMap { name in
      (arguments.value("--" + name) ?? (name == "kind" ? "discussion" : nil)).map { (name, $0) }
    }
    key = arguments.value("--key")
  }

  func run(in context: Context) async throws -> ExitCode {
    let client = try ForumClient(context)
    var body = JSONObject(fields.map { ($0.0, JSONValue.string($0.1)) })
    body["body"] = .string(try InputText.body(context))
    let answer = try client.post("/threads", body, key: key)
    let id = try AnswerReader(answer).integer("id")
    if context.wantsJSON {
      context.answer(answer)
    } else {
      context.say(
        Phrase(ro: "Subiect deschis: \(client.server)/threads/\(id)", en: "Thread opened: \(client.server)/threads/\(id)"))
    }
    return .done
  }
}
