import ForumCore
import ForumWire

/// Lists threads, the newest activity first.
struct ThreadsCommand: CLICommand {
  static let spec = CommandSpec(
    name: "threads", side: .client,
    summary: Phrase(ro: "Arată subiectele, cele mai vii întâi.", en: "List threads, the liveliest first."),
    options: [
      OptionSpec(name: "--space", value: "KEY", help: Phrase(ro: "numai dintr-o rubrică", en: "of one space only")),
      OptionSpec(
        name: "--kind", value: "KIND", help: Phrase(ro: "numai de un fel", en: "of one kind only"),
        choices: ThreadKind.allCases.map(\.rawValue)),
      OptionSpec(
        name: "--territory", value: "CODE",
        help: Phrase(
          ro: "numai despre un loc: RO, RO11, CJ, un cod SIRUTA", en: "about one place only: RO, RO11, CJ, a SIRUTA code")),
      OptionSpec(name: "--limit", value: "N", help: Phrase(ro: "câte, cel mult (20)", en: "how many, at most (20)")),
    ],
    examples: ["forum-cli threads --space education --kind question", "forum-cli threads --json | jq '.threads[].title'"])

  private let filter: [FormURLEncoded.Pair]
  private let limit: Int

  init(_ arguments: ParsedArguments) throws(UsageError) {
    filter = ["space", "kind", "territory"].compactMap { name in
      arguments.value("--" + name).map { FormURLEncoded.Pair(name, $0) }
    }
    limit = try arguments.number("--limit", in: 1...10_000) ?? 20
  }

  func run(in context: Context) async throws -> ExitCode {
    let client = try ForumClient(context)
    let query = FormURLEncoded(filter + [FormURLEncoded.Pair("limit", String(min(limit, Limits.page)))])
    let pages = try Paged.read("/threads.json?" + query.encoded, items: "threads", limit: limit, client)
    if context.wantsJSON {
      context.answer(.object(pages.document))
      return .done
    }
    let view = ThreadView(style: context.terminal.style, language: context.language, now: .now, width: context.terminal.textWidth)
    for value in pages.items { for line in view.row(try ThreadDocument(value)) { context.terminal.line(line) } }
    if pages.items.isEmpty { context.say(Phrase(ro: "Niciun subiect.", en: "No threads.")) }
    return .done
  }
}
