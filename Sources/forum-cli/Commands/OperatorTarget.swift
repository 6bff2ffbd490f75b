import ForumCore
private import Glibc

/// Where an operator's command works: a data folder or a database.
struct OperatorTarget: Sendable {
  let location: DatabaseLocation

  /// `--database` before `--data`, the command line before `SFAT_DATABASE` and `SFAT_DATA`.
  init(_ context: Context) throws {
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

  /// Opens the forum, making it where there is none yet, and closes it after.
  func withForum<T>(_ body: (Forum) async throws -> T) async throws -> T {
    let forum = try await Forum.open(location, assets: AssetLocation.find(), readers: 1)
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
