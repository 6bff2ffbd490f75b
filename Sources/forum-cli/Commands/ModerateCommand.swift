import ForumCore

/// The moderators' console, full screen; with `--plain` line by line.
struct ModerateCommand: CLICommand {
  static let spec = CommandSpec(
    name: "moderate", side: .client,
    summary: Phrase(
      ro: "Coada moderatorilor pe tot ecranul, în direct (moderatori).",
      en: "The moderators' queue on the whole screen, live (moderators)."),
    details: Phrase(
      ro:
        "Stânga: cazuri, contestări, hotărâri de confirmat, subiecte urmărite. Dreapta: mesajul cu subiectul din jur, semnalările, istoricul. „?” arată tastele. O hotărâre scrisă în $EDITOR pleacă după zece secunde; u o oprește. Cu --plain: rând cu rând, pentru cititoare de ecran.",
      en:
        "Left: matters, appeals, decisions to confirm, threads followed. Right: the post with its thread around it, the notices, the history. \"?\" shows the keys. A decision written in $EDITOR leaves after ten seconds; u stops it. With --plain: line by line, for screen readers."
    ),
    operands: [OperandSpec(name: "TOPIC", isOptional: true, repeats: true)],
    examples: ["forum-cli moderate", "forum-cli moderate 42 spaces/education"])

  private let topics: [String]

  init(_ arguments: ParsedArguments) throws(UsageError) {
    var topics: [String] = []
    for text in arguments.operands {
      let topic = try WatchCommand.topic(text)
      if !topics.contains(topic) { topics.append(topic) }
    }
    self.topics = topics
  }

  func run(in context: Context) async throws -> ExitCode {
    var context = context
    if context.terminal.style.plain { return try PlainConsole(context).run() }
    guard context.terminal.inputIsTerminal, context.terminal.outputIsTerminal else {
      throw Failure(
        .usage, Phrase(ro: "Ecranul întreg cere un terminal.", en: "The full screen needs a terminal."),
        next: Phrase(ro: "Pentru programe: forum-cli queue --json.", en: "For programs: forum-cli queue --json."))
    }
    context.isFullScreen = true
    let client = try ForumClient(context)
    var watched: [WatchedDocument] = []
    for topic in topics {
      let thread = topic.hasPrefix("threads/") ? try AnswerReader(client.get("/\(topic).json?limit=1")).object["thread"] : nil
      watched.append(WatchedDocument(topic: topic, title: thread?["title"]?.string ?? topic))
    }
    try ConsoleLoop(context, watched: watched).run()
    return .done
  }
}
