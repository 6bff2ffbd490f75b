import ForumCore
import ForumWire

/// Copies a data folder while it is in use, and proves the copy.
struct BackupCommand: CLICommand {
  static let spec = CommandSpec(
    name: "backup", side: .steward,
    summary: Phrase(ro: "Face o copie de siguranță cât forumul lucrează.", en: "Back the forum up while it works."),
    details: Phrase(
      ro:
        "FOLDER nu există încă sau este gol. În el ajung baza de date dintr-o singură clipă, registrul de ștergeri de atunci și backup.json, care le dovedește. Cine scrie nu așteaptă. Copia este verificată de la un capăt la altul înainte să primească numele FOLDER. Registrul de ștergeri păstrați-l și în altă parte: la restaurare se dă cel mai nou.",
      en:
        "FOLDER is not there yet, or is empty. Into it go the database as it is at one moment, the erasure register of then, and backup.json, which proves them. Nobody who writes has to wait. The copy is checked from end to end before it gets the name FOLDER. Keep the erasure register elsewhere too: restoring takes the newest one."
    ),
    operands: [OperandSpec(name: "FOLDER", isFolder: true)],
    options: [.register],
    examples: ["forum-cli --data data backup /backups/2026-11-25"])

  private let folder: String

  init(_ arguments: ParsedArguments) throws(UsageError) { folder = arguments.folder(at: 0) }

  func run(in context: Context) async throws -> ExitCode {
    let target = try OperatorTarget(context)
    guard case .folder(let data) = target.location else {
      throw Failure(
        .usage,
        Phrase(
          ro: "O bază de date PostgreSQL se copiază cu uneltele ei.", en: "A PostgreSQL database is backed up with its own tools."
        ),
        next: Phrase(
          ro:
            "pg_dump --format=custom, sau pg_basebackup cu arhivarea WAL. După restaurare, înainte de a porni forumul: forum-cli --database URL restore --register FILE.",
          en:
            "pg_dump --format=custom, or pg_basebackup with archived WAL. After restoring it, before the forum is started: forum-cli --database URL restore --register FILE."
        ))
    }
    try target.requireForum()
    let bars = StageBars(on: context.terminal, quiet: context.wantsJSON)
    defer { bars.finish() }
    let manifest = try Backup.make(of: data, register: target.register(context), into: folder) {
      bars.update(context.text($0.phrase), $1, of: $2)
    }
    bars.finish()
    if context.wantsJSON {
      context.answer([
        "folder": .string(folder), "log": .string(manifest.logID), "position": .integer(manifest.position),
        "root": .string(Base64.encodeURL(manifest.root)), "bytes": .integer(manifest.bytes),
      ])
      return .done
    }
    let events = Phrase.events(Int(manifest.position))
    context.say(
      Phrase(
        ro: "Copie de siguranță întreagă în \(folder): \(events.ro), \(manifest.bytes / 1024) KiB.",
        en: "A whole backup is in \(folder): \(events.en), \(manifest.bytes / 1024) KiB."))
    context.say(
      Phrase(
        ro: "Rădăcina: \(manifest.position):\(Base64.encodeURL(manifest.root))",
        en: "Root: \(manifest.position):\(Base64.encodeURL(manifest.root))"))
    return .done
  }
}

extension ParsedArguments {
  /// The folder that an operand names, without the slashes at its end.
  func folder(at index: Int) -> String {
    var path = operands[index]
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }
}
