import ForumCore

/// Shows a thread as a tree.
struct ShowCommand: CLICommand {
  static let spec = CommandSpec(
    name: "show", side: .client,
    summary: Phrase(ro: "Arată un subiect ca arbore de mesaje.", en: "Show a thread as a tree of posts."),
    details: Phrase(
      ro:
        "▪ instituție, ◆ ONG, ● comunitate; cuvântul stă lângă semn. Răspunsurile prea adânci rămân la marginea lor și spun cui răspund.",
      en:
        "▪ institution, ◆ NGO, ● community; the word stands beside the mark. Replies too deep to indent stay at their edge and say whom they answer."
    ),
    operands: [OperandSpec(name: "THREAD")],
    options: [
      OptionSpec(
        name: "--limit", value: "N", help: Phrase(ro: "câte mesaje, cel mult (500)", en: "how many posts, at most (500)")),
      OptionSpec(
        name: "--after", value: "PLACED",
        help: Phrase(ro: "numai ce a venit după acest loc", en: "only what came after this place")),
    ],
    examples: ["forum-cli show 42", "forum-cli show https://forum.example/threads/42 --json"])

  private let thread: Int64
  private let limit: Int
  private let after: Int?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    thread = try arguments.identifier(at: 0, called: "THREAD")
    limit = try arguments.number("--limit", in: 1...1_000_000) ?? 500
    after = try arguments.number("--after", in: 0...Int.max)
  }

  func run(in context: Context) async throws -> ExitCode {
    let client = try ForumClient(context)
    let bar = ProgressBar("#\(thread)", on: context.terminal, quiet: context.wantsJSON)
    let start = "/threads/\(thread).json?limit=\(min(limit, Limits.page))" + (after.map { "&after=\($0)" } ?? "")
    var total = 0
    let pages = try Paged.read(start, items: "posts", limit: limit, client) { read in
      total = max(total, read)
      bar.update(read, of: 0)
    }
    bar.finish()
    if context.wantsJSON {
      context.answer(.object(pages.document))
      return .done
    }
    let head = try ThreadDocument(pages.document["thread"])
    let posts = try pages.items.map { value throws(Failure) in try PostDocument(value) }
    let terminal = context.terminal
    let view = ThreadView(style: terminal.style, language: context.language, now: .now, width: terminal.textWidth)
    var lines = view.head(head)
    lines.append(terminal.style.plain ? "" : String(repeating: "─", count: terminal.textWidth))
    lines += view.tree(posts)
    terminal.write(lines.joined(separator: "\n") + "\n")
    if pages.hasMore, let last = posts.last {
      context.say(
        Phrase(
          ro: "Mai sunt mesaje: forum-cli show \(thread) --after \(last.placed)",
          en: "There are more posts: forum-cli show \(thread) --after \(last.placed)"))
    }
    return .done
  }
}
