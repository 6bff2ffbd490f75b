import ForumCore
import ForumWire

/// Puts a backup in place, proved before anybody can be served from it.
struct RestoreCommand: CLICommand {
  static let spec = CommandSpec(
    name: "restore", side: .steward,
    summary: Phrase(
      ro: "Pune la loc o copie de siguranță, după ce o dovedește.", en: "Put a backup in place, after proving it."),
    details: Phrase(
      ro:
        "FOLDER este o copie făcută cu „backup”. Dosarul de date trebuie să fie nou sau gol (poate avea registrul de ștergeri). Jurnalul este verificat, ce s-a șters între timp este șters din nou după registrul de ștergeri, jurnalul primește un identificator nou și este verificat încă o dată; abia apoi baza de date își ia locul. Cu --database, FOLDER lipsește: se dovedește o bază PostgreSQL restaurată cu uneltele ei, înainte ca forumul să pornească pe ea.",
      en:
        "FOLDER is a backup made with \"backup\". The data folder must be new or empty (it may hold the erasure register). The log is checked, what was erased since is erased again by the erasure register, the log gets a new id and is checked once more; only then the database takes its place. With --database there is no FOLDER: a PostgreSQL database that was restored with its own tools is proved, before the forum is started on it."
    ),
    operands: [OperandSpec(name: "FOLDER", isOptional: true, isFolder: true)],
    options: [
      .register,
      OptionSpec(
        name: "--without-register",
        help: Phrase(
          ro: "nu mai există registrul de ștergeri: ce s-a șters după copie apare din nou",
          en: "the erasure register is lost: what was erased after the backup comes back")),
    ],
    examples: ["forum-cli --data data restore /backups/2026-11-25 --register /safe/erasures.jsonl"])

  private let folder: String?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    if arguments.has("--register"), arguments.has("--without-register") { throw .conflict("--register", "--without-register") }
    folder = arguments.operands.isEmpty ? nil : arguments.folder(at: 0)
  }

  func run(in context: Context) async throws -> ExitCode {
    let target = try OperatorTarget(context)
    let lines = try erasures(target, context)
    let assets = try AssetLocation.find()
    let bars = StageBars(on: context.terminal, quiet: context.wantsJSON)
    defer { bars.finish() }
    let progress: Backup.Progress = { bars.update(context.text($0.phrase), $1, of: $2) }
    let report: Restoration.Report
    switch (target.location, folder) {
    case (.folder(let data), let folder?):
      report = try await Restoration.restore(folder, into: data, erasures: lines, assets: assets, progress: progress)
    case (.postgres, nil):
      report = try await Restoration.prove(target.location, erasures: lines, assets: assets, progress: progress)
    case (.folder, nil):
      throw Failure(.usage, UsageError.missingOperand("FOLDER").phrase)
    case (.postgres, let folder?):
      throw Failure(
        .usage, UsageError.unexpectedOperand(folder).phrase,
        next: Phrase(
          ro: "Întâi pg_restore; apoi această comandă dovedește baza de date.",
          en: "First pg_restore; then this command proves the database."))
    }
    bars.finish()
    tell(report, context)
    return .done
  }

  /// What the register says. Without one nothing is restored, unless told so; and then it is said aloud.
  private func erasures(_ target: OperatorTarget, _ context: Context) throws -> [ErasureRegister.Line] {
    if context.arguments.has("--without-register") {
      context.terminal.note(
        context.text(
          Phrase(
            ro: "ATENȚIE: fără registrul de ștergeri. Tot ce s-a șters după această copie va putea fi citit din nou.",
            en: "WARNING: no erasure register. Whatever was erased after this backup can be read again.")))
      return []
    }
    let register = try target.register(context)
    guard register.exists else {
      throw Failure(
        .refused,
        Phrase(
          ro: "Nu există registrul de ștergeri \(register.path): copia ar aduce înapoi ce s-a șters de atunci.",
          en: "There is no erasure register \(register.path): the backup would bring back what was erased since."),
        next: Phrase(
          ro: "Dați-l cu --register FILE; dacă s-a pierdut, --without-register.",
          en: "Give it with --register FILE; if it is lost, --without-register."))
    }
    do {
      return try register.read()
    } catch {
      throw Failure(.data, Phrase(ro: "Registrul de ștergeri nu poate fi citit: \(error)", en: "\(error)"))
    }
  }

  private func tell(_ report: Restoration.Report, _ context: Context) {
    let root = "\(report.log.size):\(Base64.encodeURL(report.log.root))"
    if context.wantsJSON {
      return context.answer([
        "log": .string(report.log.logID), "position": .integer(report.log.size), "root": .string(root),
        "erasedAgain": .integer(Int64(report.erasedAgain)),
      ])
    }
    let events = Phrase.events(Int(report.log.size))
    context.say(
      Phrase(
        ro: "Forumul este restaurat și întreg: \(events.ro), șterse din nou: \(report.erasedAgain).",
        en: "The forum is restored and whole: \(events.en), erased again: \(report.erasedAgain)."))
    context.say(Phrase(ro: "Rădăcina: \(root)", en: "Root: \(root)"))
  }
}
