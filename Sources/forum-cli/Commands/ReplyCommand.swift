import ForumCore

/// Answers a thread or one of its posts.
struct ReplyCommand: CLICommand {
  static let spec = CommandSpec(
    name: "reply", side: .client,
    summary: Phrase(ro: "Răspunde într-un subiect sau la un mesaj.", en: "Answer a thread or a post."),
    operands: [OperandSpec(name: "THREAD|POST"), OperandSpec(name: "TEXT", isOptional: true)],
    options: [
      OptionSpec(name: "--to", value: "POST", help: Phrase(ro: "mesajul la care se răspunde", en: "the post that is answered")),
      WritingOptions.body, WritingOptions.language, WritingOptions.key,
    ],
    examples: ["forum-cli reply 57 'De acord.'", "forum-cli reply 42 --to 57 --body 'De acord.'", "forum-cli reply 57 < text.md"])

  private let target: Int64
  private let parent: Int64?
  private let text: String?
  private let language: String?
  private let key: String?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    target = try arguments.identifier(at: 0, called: "THREAD|POST")
    text = arguments.operands.dropFirst().first
    if let text, arguments.has("--body") { throw .unexpectedOperand(text) }
    if let post = arguments.value("--to") { parent = try ParsedArguments.identifier(post, called: "--to") } else { parent = nil }
    language = arguments.value("--language")
    key = arguments.value("--key")
  }

  func run(in context: Context) async throws -> ExitCode {
    let client = try ForumClient(context)
    let (thread, parent) = try place(client)
    var body: JSONObject = ["body": .string(try text ?? InputText.body(context))]
    if let parent { body["parent"] = .integer(parent) }
    if let language { body["language"] = .string(language) }
    let answer = try client.post("/threads/\(thread)/posts", body, key: key)
    let id = try AnswerReader(answer).integer("id")
    if context.wantsJSON {
      context.answer(answer)
    } else {
      context.say(Phrase(ro: "Mesaj trimis: \(client.server)/posts/\(id)", en: "Post sent: \(client.server)/posts/\(id)"))
    }
    return .done
  }

  /// A number is a thread's or a post's: identifiers are positions of one log, so no number is both.
  private func place(_ client: ForumClient) throws(Failure) -> (thread: Int64, parent: Int64?) {
    if parent != nil { return (target, parent) }
    if try client.find("/threads/\(target).json?limit=1") != nil { return (target, nil) }
    let post = try PostDocument(client.get("/posts/\(target).json"))
    return (post.thread, post.id)
  }
}

/// Changes the text of a post, and keeps what it was in its history.
struct EditCommand: CLICommand {
  static let spec = CommandSpec(
    name: "edit", side: .client,
    summary: Phrase(ro: "Schimbă textul unui mesaj al dumneavoastră.", en: "Change the text of a post of yours."),
    details: Phrase(
      ro: "Editorul se deschide cu textul de acum. Dacă între timp l-a schimbat altcineva, comanda refuză și nu pierde nimic.",
      en: "The editor opens with the text as it is. If somebody changed it meanwhile, the command refuses and nothing is lost."),
    operands: [OperandSpec(name: "POST")], options: [WritingOptions.body, WritingOptions.language, WritingOptions.key])

  private let post: Int64
  private let language: String?
  private let key: String?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    post = try arguments.identifier(at: 0, called: "POST")
    language = arguments.value("--language")
    key = arguments.value("--key")
  }

  func run(in context: Context) async throws -> ExitCode {
    let client = try ForumClient(context)
    let current = try PostDocument(client.get("/posts/\(post).json"))
    var body: JSONObject = [
      "body": .string(try InputText.body(context, draft: current.body ?? "")), "replaces": .integer(current.revision),
    ]
    if let language { body["language"] = .string(language) }
    let answer = try client.post("/posts/\(post)", body, key: key)
    if context.wantsJSON {
      context.answer(answer)
    } else {
      context.say(Phrase(ro: "Mesajul #\(post) a fost schimbat.", en: "Post #\(post) was changed."))
    }
    return .done
  }
}
