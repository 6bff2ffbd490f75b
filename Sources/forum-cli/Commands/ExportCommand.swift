import ForumCore

/// Writes the whole log as JSON Lines.
struct ExportCommand: CLICommand {
  static let spec = CommandSpec(
    name: "export", side: .steward,
    summary: Phrase(
      ro: "Scrie tot jurnalul la ieșire, ca JSON Lines.", en: "Write the whole log to standard output, as JSON Lines."),
    details: Phrase(
      ro:
        "Fiecare rând este exact ce s-a păstrat și din ce s-a calculat amprenta. Textele nu sunt în el: jurnalul poate fi publicat. Merge și cât serverul lucrează.",
      en:
        "Each line is exactly what was stored and hashed. The texts are not in it: the log may be published. Works while the server runs."
    ),
    options: [
      OptionSpec(
        name: "--from", value: "POSITION", help: Phrase(ro: "de la această poziție (1)", en: "from this position on (1)")),
      OptionSpec(
        name: "--through", value: "POSITION", help: Phrase(ro: "până la aceasta, inclusiv", en: "up to and with this one")),
    ],
    examples: ["forum-cli --data data export > log.jsonl"])

  private let first: Int
  private let last: Int?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    first = try arguments.number("--from", in: 1...Int.max) ?? 1
    last = try arguments.number("--through", in: 1...Int.max)
  }

  func run(in context: Context) async throws -> ExitCode {
    let bar = ProgressBar(
      context.text(Phrase(ro: "Export", en: "Export")), on: context.terminal, quiet: context.terminal.outputIsTerminal)
    defer { bar.finish() }
    try OperatorTarget(context).withDatabase(.reader) { database in
      _ = try LogExport.run(
        on: database, from: Position(first), through: last.map { Position($0) },
        progress: { bar.update(Int($0), of: Int($1)) }, write: { context.terminal.write(bytes: $0) })
    }
    return .done
  }
}
