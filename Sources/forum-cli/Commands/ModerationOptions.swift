import ForumCore

/// What the commands of moderation have in common.
enum ModerationOptions {
  static let post = OptionSpec(name: "--post", value: "POST", help: Phrase(ro: "despre un mesaj", en: "about a post"))
  static let thread = OptionSpec(name: "--thread", value: "THREAD", help: Phrase(ro: "despre un subiect", en: "about a thread"))
  static let participant = OptionSpec(
    name: "--participant", value: "PARTICIPANT", help: Phrase(ro: "despre o persoană", en: "about a person"))
  static let ground = OptionSpec(
    name: "--ground", value: "GROUND", help: Phrase(ro: "temeiul", en: "the ground"), choices: Ground.allCases.map(\.rawValue))
  static let facts = OptionSpec(
    name: "--facts", value: "TEXT",
    help: Phrase(ro: "ce s-a întâmplat; public, fără nume", en: "what happened; public, without names"))
  static let explanation = OptionSpec(
    name: "--explanation", value: "TEXT",
    help: Phrase(ro: "de ce este împotriva termenilor sau a legii; public", en: "why it is against the terms or the law; public"))
  static let subject = [post, thread, participant]

  /// Exactly one of `--post`, `--thread`, `--participant`, as the server reads it.
  static func subject(_ arguments: ParsedArguments) throws(UsageError) -> JSONObject {
    var fields: JSONObject = [:]
    for name in ["post", "thread", "participant"] {
      if let id = try arguments.number("--" + name, in: 1...Int(Int32.max) * 1_000) { fields[name] = .integer(Int64(id)) }
    }
    guard fields.members.count == 1 else { throw .missingOption("--post, --thread, --participant") }
    return fields
  }
}
