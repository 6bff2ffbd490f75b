/// What a command is called, takes and does: the one source of its parsing, its help page and its completions.
struct CommandSpec: Sendable {
  /// Where a command works, which decides where to point it.
  enum Side: Sendable, CaseIterable {
    /// Over HTTP, with a token.
    case client
    /// Straight on the data folder or database.
    case steward
    /// Neither: about the program itself.
    case local
  }

  /// One or two words: `show`, `token create`.
  let name: String
  let side: Side
  let summary: Phrase
  var details: Phrase?
  var operands: [OperandSpec] = []
  var options: [OptionSpec] = []
  var examples: [String] = []

  var words: [String] { name.split(separator: " ").map(String.init) }

  /// The command's options and those that every command takes on its side.
  var allOptions: [OptionSpec] {
    options
      + OptionSpec.common.filter { common in
        switch side {
        case .client: !OptionSpec.stewardNames.contains(common.name)
        case .steward: !OptionSpec.clientNames.contains(common.name)
        case .local: common.name == "--help"
        }
      }
  }
}

/// A word of a command that is not an option.
struct OperandSpec: Sendable {
  /// As help shows it: `THREAD`.
  let name: String
  var isOptional = false
  /// Any number of them; only the last may.
  var repeats = false
  /// The only values it can have, where they are few.
  var choices: [String] = []
  var isFolder = false
}

/// An option, `--name` or `--name VALUE`.
struct OptionSpec: Sendable {
  /// With its dashes.
  let name: String
  /// What help calls its value; nil for a flag.
  var value: String?
  let help: Phrase
  /// The only values it can have, where they are few.
  var choices: [String] = []
  var isPath = false

  static let clientNames: Set<String> = ["--server", "--token", "--token-file", "--ca"]
  static let stewardNames: Set<String> = ["--data", "--database"]

  /// What every command takes, before or after its name.
  static let common: [OptionSpec] = [
    OptionSpec(
      name: "--data", value: "DIR",
      help: Phrase(ro: "dosarul de date al serverului (sau SFAT_DATA)", en: "the server's data folder (or SFAT_DATA)"),
      isPath: true),
    OptionSpec(
      name: "--database", value: "URL",
      help: Phrase(
        ro: "baza de date: postgres://CINE@UNDE:PORT/NUME (sau SFAT_DATABASE)",
        en: "the database: postgres://USER@HOST:PORT/NAME (or SFAT_DATABASE)")),
    OptionSpec(
      name: "--server", value: "URL",
      help: Phrase(
        ro: "adresa forumului (sau SFAT_SERVER, sau ultimul „login”)",
        en: "the forum's address (or SFAT_SERVER, or the last login)")),
    OptionSpec(
      name: "--token-file", value: "FILE",
      help: Phrase(
        ro: "fișierul cu tokenul; „-” îl citește de la intrare (sau SFAT_TOKEN, sau „login”)",
        en: "the file with the token; \"-\" reads it from standard input (or SFAT_TOKEN, or login)"), isPath: true),
    OptionSpec(
      name: "--token", value: "TOKEN",
      help: Phrase(
        ro: "tokenul însuși; se vede în lista de procese, preferați celelalte căi",
        en: "the token itself; it shows in the list of processes, prefer the other ways")),
    OptionSpec(
      name: "--ca", value: "FILE",
      help: Phrase(
        ro: "certificatele PEM în care aveți încredere, în locul celor ale sistemului",
        en: "PEM certificates to trust instead of the system's"), isPath: true),
    OptionSpec(name: "--json", help: Phrase(ro: "răspunde cu JSON, pentru programe", en: "answer in JSON, for programs")),
    OptionSpec(
      name: "--plain",
      help: Phrase(
        ro: "fără culori, semne și linii desenate: potrivit pentru cititoare de ecran",
        en: "no colours, marks or drawn lines: suits screen readers")),
    OptionSpec(name: "--help", help: Phrase(ro: "această pagină", en: "this page")),
  ]
}
