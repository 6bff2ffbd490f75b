import ForumCore

/// Makes the read model again from the log, and compares it with the one that stands.
struct RebuildCommand: CLICommand {
  static let spec = CommandSpec(
    name: "rebuild", side: .steward,
    summary: Phrase(
      ro: "Reface tabelele de citire din jurnal și le compară rând cu rând.",
      en: "Make the tables for reading again from the log and compare every row."),
    details: Phrase(
      ro:
        "Fără opțiuni nu schimbă nimic: codul de ieșire este 0 dacă sunt la fel, 1 dacă nu. Cu --in-place, tabelele care diferă sunt înlocuite, iar cine scrie așteaptă până se termină.",
      en:
        "Without options it changes nothing: the exit code is 0 when they are equal, 1 when not. With --in-place tables that differ are replaced, and writers wait until it is done."
    ),
    options: [
      OptionSpec(
        name: "--in-place", help: Phrase(ro: "înlocuiește tabelele care diferă", en: "replace the tables that differ"))
    ])

  private let isInPlace: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) { isInPlace = arguments.has("--in-place") }

  func run(in context: Context) async throws -> ExitCode {
    let target = try OperatorTarget(context)
    try target.requireForum()
    func bar(_ phrase: Phrase) -> ProgressBar {
      ProgressBar(context.text(phrase), on: context.terminal, quiet: context.wantsJSON)
    }
    let replay = bar(Phrase(ro: "Refacere", en: "Rebuilding"))
    let comparison = bar(Phrase(ro: "Comparare, rând cu rând", en: "Comparing every row"))
    let report = try RebuildDriver.run(
      on: target.location, projector: ReadModel(), putInPlace: isInPlace, progress: { replay.update(Int($0), of: Int($1)) },
      compares: {
        replay.finish()
        comparison.update(0, of: 1)
      })
    replay.finish()
    comparison.finish()
    if context.wantsJSON { context.answer(json(report)) } else { tell(report, context) }
    return report.isEqual || report.isInPlace ? .done : .refused
  }

  private func tell(_ report: RebuildDriver.Report, _ context: Context) {
    let column = (report.tables.map(\.table.count).max() ?? 0) + 2
    for table in report.tables {
      let rows = Phrase.rows(table.rows)
      let outcome =
        table.isEqual
        ? Phrase(ro: "la fel", en: "equal")
        : Phrase(
          ro: "diferă: \(table.onlyRebuilt) doar în cel refăcut, \(table.onlyLive) doar în cel de acum",
          en: "differs: \(table.onlyRebuilt) only in the one made again, \(table.onlyLive) only in the live one")
      context.terminal.line(
        TextLayout.pad(table.table, to: column)
          + context.text(Phrase(ro: "\(rows.ro), \(outcome.ro)", en: "\(rows.en), \(outcome.en)")))
      for example in table.examples { context.terminal.note("  " + TextLayout.harmlessLine(example)) }
    }
    if report.isInPlace {
      context.say(Phrase(ro: "Tabelele care difereau au fost înlocuite.", en: "The tables that differed were replaced."))
    } else if report.isEqual {
      context.say(
        Phrase(
          ro: "Tabelele refăcute până la poziția \(report.head) sunt la fel.",
          en: "Made again up to position \(report.head), the tables are equal."))
    } else {
      context.say(
        Phrase(
          ro: "Tabelele diferă. Pentru a le înlocui: forum-cli rebuild --in-place",
          en: "The tables differ. To replace them: forum-cli rebuild --in-place"))
    }
  }

  private func json(_ report: RebuildDriver.Report) -> JSONValue {
    [
      "equal": .bool(report.isEqual), "replaced": .bool(report.isInPlace), "position": .integer(report.head),
      "tables": .array(
        report.tables.map { table in
          [
            "table": .string(table.table), "rows": .integer(Int64(table.rows)),
            "onlyRebuilt": .integer(Int64(table.onlyRebuilt)), "onlyLive": .integer(Int64(table.onlyLive)),
          ]
        }),
    ]
  }
}
