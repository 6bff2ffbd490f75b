import ForumCore
import ForumWire

/// Verifies the log from end to end.
struct CheckCommand: CLICommand {
  static let spec = CommandSpec(
    name: "check", side: .steward,
    summary: Phrase(ro: "Verifică jurnalul de la un capăt la altul.", en: "Verify the log from end to end."),
    details: Phrase(
      ro:
        "Recalculează fiecare amprentă, fiecare angajament care mai are text și rădăcina arborelui Merkle. O rădăcină notată în altă parte, dată cu --root, arată și o coadă tăiată. Din celelalte tabele se verifică doar paginile: tabelele de citire le compară forum-cli rebuild, iar conturile nu au cu ce fi comparate. Codul de ieșire este 0 dacă totul este întreg, 1 dacă nu. Merge și cât serverul lucrează.",
      en:
        "Computes every hash again, every commitment whose text is still there, and the root of the Merkle tree. A root noted elsewhere and given with --root shows a tail that was cut off too. Of the other tables only the pages are checked: forum-cli rebuild compares the tables for reading, and accounts have nothing to be compared with. The exit code is 0 when all is whole, 1 when not. Works while the server runs."
    ),
    options: [
      OptionSpec(
        name: "--root", value: "[SIZE:]ROOT",
        help: Phrase(
          ro: "rădăcina cunoscută, în base64url, a primelor SIZE evenimente (altfel a tuturor)",
          en: "the known root, in base64url, of the first SIZE events (else of all)")),
      OptionSpec(
        name: "--indexes",
        help: Phrase(
          ro: "caută și fiecare rând al fiecărui tabel în indexurile lui (SQLite; durează mult mai mult)",
          en: "also search every row of every table in its indexes (SQLite; takes much longer)")),
    ],
    examples: ["forum-cli --data data check", "forum-cli --data data check --root 5713:yDVk…"])

  private let known: LogCheck.KnownRoot?
  private let withIndexes: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    withIndexes = arguments.has("--indexes")
    guard let text = arguments.value("--root") else {
      known = nil
      return
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let size = parts.count == 2 ? Position(parts[0]) : nil
    guard parts.count <= 2, let root = Base64.decodeURL(String(parts[parts.count - 1])), root.count == 32,
      parts.count == 1 || (size ?? 0) > 0
    else { throw .badRoot(text) }
    known = LogCheck.KnownRoot(root: root, size: size)
  }

  func run(in context: Context) async throws -> ExitCode {
    func bar(_ phrase: Phrase) -> ProgressBar {
      ProgressBar(context.text(phrase), on: context.terminal, quiet: context.wantsJSON)
    }
    let log = bar(Phrase(ro: "Verificare", en: "Checking"))
    let file = bar(Phrase(ro: "Paginile fișierului", en: "The pages of the file"))
    let target = try OperatorTarget(context)
    try target.requireForum()
    let report = try LogCheck.run(
      at: target.location, known: known, withIndexes: withIndexes, progress: { log.update(Int($0), of: Int($1)) },
      waitsForFile: {
        log.finish()
        file.update(0, of: 1)
      })
    log.finish()
    file.finish()
    if context.wantsJSON { context.answer(json(report)) } else { tell(report, context) }
    return report.isWhole ? .done : .refused
  }

  private func tell(_ report: LogCheck.Report, _ context: Context) {
    for fault in report.faults { context.terminal.note(context.text(fault.phrase)) }
    let events = Phrase.events(Int(report.size))
    let texts = Phrase.counted(report.contents, ro: ("text", "texte"), en: ("text", "texts"))
    context.say(
      Phrase(
        ro: "\(events.ro), \(texts.ro), șterse: \(report.erased).", en: "\(events.en), \(texts.en), erased: \(report.erased)."))
    context.say(
      Phrase(
        ro: "Rădăcina: \(report.size):\(Base64.encodeURL(report.root))",
        en: "Root: \(report.size):\(Base64.encodeURL(report.root))"))
    context.say(
      report.isWhole
        ? Phrase(
          ro: "Jurnalul este întreg. Tabelele de citire le compară forum-cli rebuild.",
          en: "The log is whole. The tables for reading are compared by forum-cli rebuild.")
        : Phrase(
          ro: "Greșeli găsite: \(report.faults.count). Păstrați o copie a dosarului înainte de orice altceva.",
          en: "Faults found: \(report.faults.count). Keep a copy of the folder before anything else."))
  }

  private func json(_ report: LogCheck.Report) -> JSONValue {
    [
      "whole": .bool(report.isWhole), "log": .string(report.logID), "position": .integer(report.size),
      "root": .string(Base64.encodeURL(report.root)), "contents": .integer(Int64(report.contents)),
      "erased": .integer(Int64(report.erased)),
      "faults": .array(
        report.faults.map { fault in
          [
            "position": fault.position.map(JSONValue.integer) ?? .null, "kind": .string(fault.kind.rawValue),
            "text": .string(fault.text),
          ]
        }),
    ]
  }
}

extension LogCheck.Fault {
  /// What is wrong, and where.
  var phrase: Phrase {
    let place = position.map { Phrase(ro: "poziția \($0): ", en: "position \($0): ") } ?? Phrase("")
    // What the engine says of its pages names the place, and is in its own words.
    let detail = kind == .unreadable ? ": \(text)" : ""
    return Phrase(ro: "\(place.ro)\(romanian)\(detail) (\(kind.rawValue))", en: "\(place.en)\(text) (\(kind.rawValue))")
  }

  private var romanian: String {
    switch kind {
    case .unreadable: "nu poate fi citită"
    case .missingEntry: "lipsește evenimentul"
    case .malformedEntry: "octeții nu sunt un eveniment"
    case .columnsDiffer: "coloanele de lângă eveniment spun altceva decât el"
    case .leafHash: "amprenta păstrată nu este a evenimentului"
    case .streamVersion: "versiunile fluxului nu se urmează"
    case .streamIndex: "indexul fluxurilor are alte rânduri decât jurnalul"
    case .commitment: "conținutul nu este cel la care s-a angajat evenimentul"
    case .audience: "nu se știe cine poate citi conținutul"
    case .missingContent: "conținutul lipsește și niciun eveniment nu l-a șters"
    case .strayContent: "un conținut despre care nu vorbește niciun eveniment"
    case .head: "capătul notat al jurnalului nu se potrivește cu evenimentele"
    case .root: "rădăcina nu este cea cunoscută din afară"
    }
  }
}
