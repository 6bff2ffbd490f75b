import ForumCore

/// What the commands that write texts have in common.
enum WritingOptions {
  static let body = OptionSpec(
    name: "--body", value: "TEXT",
    help: Phrase(
      ro: "textul, în Markdown; „-” îl citește de la intrare; fără opțiune: de la intrare sau din $EDITOR",
      en: "the text, in Markdown; \"-\" reads it from standard input; without it: from standard input or $EDITOR"))
  static let language = OptionSpec(
    name: "--language", value: "CODE",
    help: Phrase(ro: "limba textului: ro, en, rom, hu…", en: "the text's language: ro, en, rom, hu…"))
  static let key = OptionSpec(
    name: "--key", value: "KEY",
    help: Phrase(
      ro: "cheia de repetare: aceeași comandă cu aceeași cheie nu se face de două ori",
      en: "the idempotency key: the same command with the same key is not done twice"))
  static let reason = OptionSpec(
    name: "--reason", value: "TEXT",
    help: Phrase(ro: "motivul, pe care îl citește toată lumea", en: "the reason, which everybody reads"))
}
