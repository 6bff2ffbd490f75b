import ForumCore
private import Glibc

/// Where an operator's command works: a data folder or a database.
struct OperatorTarget: Sendable {
  let location: DatabaseLocation
  private let context: Context

  /// `--database` before `--data`, the command line before `SFAT_DATABASE` and `SFAT_DATA`.
  init(_ context: Context) throws {
    self.context = context
    let arguments = context.arguments
    if arguments.has("--data"), arguments.has("--database") {
      throw Failure(.usage, UsageError.conflict("--data", "--database").phrase)
    }
    func given(_ name: String) -> String? { context.environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let url = arguments.value("--database") ?? (arguments.has("--data") ? nil : given("SFAT_DATABASE")) {
      location = .postgres(url)
    } else if let folder = arguments.value("--data") ?? given("SFAT_DATA") {
      location = .folder(folder)
    } else {
      throw Failure(
        .usage, Phrase(ro: "Unde este forumul?", en: "Where is the forum?"),
        next: Phrase(
          ro: "Dați dosarul de date cu --data DIR sau baza de date cu --database URL.",
          en: "Give the data folder with --data DIR, or the database with --database URL."))
    }
  }

  /// Of commands that print a link.
  static let linkOptions = [
    OptionSpec(
      name: "--base-url", value: "URL",
      help: Phrase(
        ro: "adresa publică a forumului (sau SFAT_BASE_URL; altfel http://127.0.0.1:8080)",
        en: "the forum's public address (or SFAT_BASE_URL; else http://127.0.0.1:8080)")),
    OptionSpec(name: "--hours", value: "N", help: Phrase(ro: "cât este valabilă (24)", en: "how long it is valid (24)")),
  ]

  /// The address under which people know the forum, for links that are printed: as given, else `SFAT_BASE_URL`, else this machine.
  static func address(_ given: String?, _ context: Context) -> String {
    var base = given ?? context.environment["SFAT_BASE_URL"] ?? "http://127.0.0.1:8080"
    while base.hasSuffix("/") { base.removeLast() }
    return base
  }

  /// Opens one connection to a forum that must be there already, for long work beside the server.
  func withDatabase<T>(_ use: ConnectionUse, _ body: (any Database) throws -> T) throws -> T {
    try requireForum()
    let database = try location.open(use)
    defer { database.close() }
    return try body(database)
  }

  /// Checking or exporting what is not there is a mistake in the command line, and must not make an empty forum.
  func requireForum() throws(Failure) {
    guard case .folder(let folder) = location, access(folder + "/forum.sqlite", F_OK) != 0 else { return }
    throw Failure(
      .unavailable, Phrase(ro: "În \(folder) nu este niciun forum.", en: "There is no forum in \(folder)."),
      next: Phrase(ro: "Verificați --data.", en: "Check --data."))
  }

  /// The erasure register: `--register` before `SFAT_ERASURE_REGISTER` before the data folder's own.
  func register(_ context: Context) throws(Failure) -> ErasureRegister {
    if let path = context.arguments.value("--register") ?? context.environment["SFAT_ERASURE_REGISTER"] {
      return ErasureRegister(path: path)
    }
    guard case .folder(let folder) = location else {
      throw Failure(
        .usage, Phrase(ro: "Unde este registrul de ștergeri?", en: "Where is the erasure register?"),
        next: Phrase(ro: "Dați fișierul cu --register FILE.", en: "Give the file with --register FILE."))
    }
    return ErasureRegister(path: folder + "/" + Backup.registerName)
  }

  /// Opens the forum, making it where there is none yet, and closes it after.
  func withForum<T>(_ body: (Forum) async throws -> T) async throws -> T {
    let forum = try await Forum.open(
      location, assets: AssetLocation.find(), readers: 1,
      migrating: { name in
        context.terminal.note(
          context.text(
            Phrase(ro: "Baza de date este adusă la zi: \(name)…", en: "Bringing the database up to date: \(name)…")))
      })
    do {
      let result = try await body(forum)
      await forum.close()
      return result
    } catch {
      await forum.close()
      throw error
    }
  }
}

extension OptionSpec {
  /// Where the erasure register is, for every command that needs it.
  static let register = OptionSpec(
    name: "--register", value: "FILE",
    help: Phrase(
      ro: "registrul de ștergeri (sau SFAT_ERASURE_REGISTER; altfel DIR/erasures.jsonl)",
      en: "the erasure register (or SFAT_ERASURE_REGISTER; else DIR/erasures.jsonl)"), isPath: true)
}
