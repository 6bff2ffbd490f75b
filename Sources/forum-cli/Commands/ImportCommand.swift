import ForumCore

/// Brings other systems' data in.
struct ImportCommand: CLICommand {
  static let spec = CommandSpec(
    name: "import", side: .steward,
    summary: Phrase(ro: "Aduce subiecte și mesaje din alt sistem.", en: "Bring in threads and posts from another system."),
    details: Phrase(
      ro:
        "Ce a fost adus deja este sărit: a doua oară nu se schimbă nimic. Un rând greșit este numit cu linia și motivul și nu oprește restul; dacă sunt astfel de rânduri, codul de ieșire este 1. Merge și cât serverul lucrează.",
      en:
        "What was brought in before is passed over: a second time nothing changes. A bad row is named with its line and reason and does not stop the rest; if there are such rows, the exit code is 1. Works while the server runs."
    ),
    operands: [
      OperandSpec(name: "KIND", choices: ImportKinds.all.map(\.name)), OperandSpec(name: "FOLDER", isFolder: true),
    ],
    options: [
      OptionSpec(
        name: "--space", value: "KEY",
        help: Phrase(ro: "rubrica în care intră; se deschide dacă lipsește", en: "the space it goes to; opened if it is missing")),
      OptionSpec(
        name: "--dry-run", help: Phrase(ro: "doar citește și verifică, nu scrie nimic", en: "only read and check, write nothing")),
    ],
    examples: ["forum-cli --data data import decide-madrid ../shared/data/decide-madrid"])

  private let kind: any ImportKind
  private let folder: String
  private let space: ImportSpace
  private let isDry: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    kind = ImportKinds.named(arguments.operands[0])!
    folder = arguments.operands[1]
    space = ImportSpace(key: arguments.value("--space") ?? kind.space.key, name: kind.space.name)
    isDry = arguments.has("--dry-run")
  }

  func run(in context: Context) async throws -> ExitCode {
    let material = try kind.read(folder: folder, space: space.key)
    let report: ImportReport
    if isDry {
      report = ImportReport(added: ImportCounts(), shape: material.shape, faults: material.faults)
    } else {
      report = try await OperatorTarget(context).withForum { forum in
        let bar = ProgressBar(context.text(Phrase(ro: "Import", en: "Import")), on: context.terminal, quiet: context.wantsJSON)
        defer { bar.finish() }
        return try await ImportRun(forum, source: kind.name).run(material, space: space, progress: bar.update)
      }
    }
    for fault in report.faults where !context.wantsJSON { context.terminal.note(context.text(fault.phrase)) }
    if context.wantsJSON {
      context.answer(json(report))
    } else {
      for phrase in summary(report) { context.say(phrase) }
    }
    return report.faults.contains(where: \.skips) ? .refused : .done
  }

  private func summary(_ report: ImportReport) -> [Phrase] {
    let shape = report.shape
    let people = Phrase.people(shape.participants)
    let threads = Phrase.threads(shape.threads)
    let replies = Phrase.counted(shape.replies, ro: ("răspuns", "răspunsuri"), en: ("reply", "replies"))
    let votes = Phrase.votes(shape.votes)
    let depths = shape.depths.map(String.init).joined(separator: " / ")
    let skipped = report.faults.count(where: \.skips)
    var lines = [
      Phrase(
        ro: "În fișiere: \(threads.ro), \(replies.ro), \(people.ro), \(votes.ro) numărate acolo.",
        en: "In the files: \(threads.en), \(replies.en), \(people.en), \(votes.en) counted there."),
      Phrase(
        ro: "Fără părinte, păstrate sus și marcate: \(shape.orphans). Fără text: \(shape.empty).",
        en: "Without their parent, kept at the top and marked: \(shape.orphans). Without a text: \(shape.empty)."),
      Phrase(ro: "Răspunsuri pe adâncimi: \(depths).", en: "Replies by depth: \(depths)."),
      Phrase(ro: "Rânduri sărite: \(skipped).", en: "Rows skipped: \(skipped)."),
    ]
    if isDry {
      lines.append(Phrase(ro: "Nu s-a scris nimic (--dry-run).", en: "Nothing was written (--dry-run)."))
    } else if report.added.isEmpty {
      lines.append(Phrase(ro: "Totul era deja aici; nu s-a schimbat nimic.", en: "All of it was here already; nothing changed."))
    } else {
      let newThreads = Phrase.threads(report.added.threads)
      let newPosts = Phrase.posts(report.added.posts)
      let newPeople = Phrase.people(report.added.participants)
      lines.append(
        Phrase(
          ro: "Adăugat: \(newThreads.ro), \(newPosts.ro), \(newPeople.ro).",
          en: "Added: \(newThreads.en), \(newPosts.en), \(newPeople.en)."))
    }
    return lines
  }

  private func json(_ report: ImportReport) -> JSONValue {
    let shape = report.shape
    return [
      "source": .string(kind.name),
      "added": [
        "participants": .integer(Int64(report.added.participants)), "threads": .integer(Int64(report.added.threads)),
        "posts": .integer(Int64(report.added.posts)),
      ],
      "files": [
        "participants": .integer(Int64(shape.participants)), "threads": .integer(Int64(shape.threads)),
        "replies": .integer(Int64(shape.replies)), "orphans": .integer(Int64(shape.orphans)),
        "empty": .integer(Int64(shape.empty)), "votes": .integer(Int64(shape.votes)),
        "depths": .array(shape.depths.map { .integer(Int64($0)) }),
      ],
      "faults": .array(
        report.faults.map { fault in
          [
            "file": .string(fault.row.file), "line": .integer(Int64(fault.row.line)), "reason": .string(fault.reason.code),
            "text": .string(fault.reason.phrase.en), "skipped": .bool(fault.skips),
          ]
        }),
    ]
  }
}
