import ForumCore

/// Follows topics live.
struct WatchCommand: CLICommand {
  static let spec = CommandSpec(
    name: "watch", side: .client,
    summary: Phrase(ro: "Urmărește în direct subiecte sau rubrici.", en: "Follow threads or spaces live."),
    details: Phrase(
      ro:
        "După orice întrerupere reia singur exact de unde a rămas. Un TOPIC este numărul sau adresa unui subiect, spaces/CHEIE, organisations/N, moderation (moderatori) sau me. Cu --json scrie câte un eveniment pe rând, așa cum vine. Ctrl-C oprește.",
      en:
        "After any interruption it resumes by itself exactly where it was. A TOPIC is a thread's number or address, spaces/KEY, organisations/N, moderation (moderators) or me. With --json it writes one event a line, as it comes. Ctrl-C stops it."
    ),
    operands: [OperandSpec(name: "TOPIC", repeats: true)],
    options: [
      OptionSpec(
        name: "--after", value: "POSITION",
        help: Phrase(
          ro: "începe după această poziție din jurnal (altfel: de acum)",
          en: "begin after this position of the log (else: from now)")),
      OptionSpec(
        name: "--count", value: "N", help: Phrase(ro: "se oprește după atâtea evenimente", en: "stop after so many events")),
    ],
    examples: ["forum-cli watch 42", "forum-cli watch spaces/education moderation", "forum-cli watch 42 --json --after 57"])

  private let topics: [String]
  private let after: Int64?
  private let count: Int?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    var topics: [String] = []
    for text in arguments.operands {
      let name = try Self.topic(text)
      if !topics.contains(name) { topics.append(name) }
    }
    self.topics = topics
    after = try arguments.number("--after", in: 0...Int.max).map { Int64($0) }
    count = try arguments.number("--count", in: 1...Int.max)
  }

  static func topic(_ text: String) throws(UsageError) -> String {
    if text == "moderation" || text == "me" { return text }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, parts[0] == "spaces", !parts[1].isEmpty { return text }
    if parts.count == 2, parts[0] == "organisations" || parts[0] == "threads" {
      return "\(parts[0])/\(try ParsedArguments.identifier(String(parts[1]), called: "TOPIC"))"
    }
    return "threads/\(try ParsedArguments.identifier(text, called: "TOPIC"))"
  }

  func run(in context: Context) async throws -> ExitCode {
    let client = try ForumClient(context)
    let terminal = context.terminal
    let live = LiveLines(style: terminal.style, language: context.language, width: terminal.textWidth)
    let status = StatusLine(terminal, quiet: context.wantsJSON)
    defer { status.finish() }
    var titles: [String: String] = [:]
    var starts: [LiveFeed.Topic] = []
    for topic in topics { starts.append(try start(topic, client, context, status, &titles)) }
    var left = count
    var readers: [String: Int] = [:]
    var lastTopic: String?
    try LiveFeed(client, starts).run { news in
      switch news {
      case .connected: status.show(live.status(readers: total(readers)))
      case .lost(let failure, let seconds): status.show(live.lost(failure, seconds: seconds))
      case .presence(let topic, let number):
        readers[topic] = number
        status.show(live.status(readers: total(readers)), isNews: false)
      case .resync:
        let phrase = Phrase(
          ro: "Jurnalul serverului este altul: ce a fost între timp nu se poate relua. Urmează ce vine de acum.",
          en: "The server's log is another one: what happened meanwhile cannot be resumed. What comes from now on follows.")
        terminal.note(context.text(phrase))
      case .event(let topic, _, let type, let data, let raw):
        if context.wantsJSON {
          terminal.line(raw)
        } else {
          var lines = live.lines(type: type, data: data, now: .now)
          if topics.count > 1, topic != lastTopic {
            lines.insert(terminal.style.paint("── \(titles[topic] ?? topic)", .dim), at: 0)
            lastTopic = topic
          }
          status.print(lines)
        }
        if let number = left {
          left = number - 1
          return number > 1
        }
      }
      return true
    }
    return .done
  }

  /// Where a topic begins. A thread is asked for its title and for the position that it stands at now.
  private func start(
    _ topic: String, _ client: ForumClient, _ context: Context, _ status: StatusLine, _ titles: inout [String: String]
  ) throws(Failure) -> LiveFeed.Topic {
    guard topic.hasPrefix("threads/") else { return LiveFeed.Topic(name: topic, position: after) }
    let answer = try AnswerReader(client.get("/\(topic).json?limit=1"))
    let thread = try ThreadDocument(answer.object["thread"])
    titles[topic] = TextLayout.harmlessLine(thread.title ?? topic)
    if !context.wantsJSON {
      let terminal = context.terminal
      let view = ThreadView(style: terminal.style, language: context.language, now: .now, width: terminal.textWidth)
      status.print(view.head(thread) + [""])
    }
    let now = try answer.integer("position")
    return LiveFeed.Topic(name: topic, position: after ?? now, log: answer.optional("log"))
  }

  private func total(_ readers: [String: Int]) -> Int? { readers.isEmpty ? nil : readers.values.reduce(0, +) }
}
