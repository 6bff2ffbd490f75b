/// The help of the whole program and of each command, made from the specifications.
struct HelpPage: Sendable {
  let commands: [CommandSpec]
  let language: Language
  /// Columns to fill.
  let width: Int

  /// The page of the whole program.
  func overview() -> String {
    var lines = [
      Phrase(
        ro: "forum-cli: forumul Sfat din terminal, pentru moderatori și pentru cine îl administrează.",
        en: "forum-cli: the Sfat forum from the terminal, for moderators and for those who run it.")
    ].map(text)
    lines += ["", "  forum-cli [--data DIR | --database URL | --server URL] [--token-file FILE] [--json] [--plain] COMMAND …"]
    for side in CommandSpec.Side.allCases {
      lines += ["", text(Self.heading(side))]
      let listed = commands.filter { $0.side == side }
      let column = (listed.map(\.name.count).max() ?? 0) + 4
      for spec in listed { lines += entry(spec.name, text(spec.summary), column: column) }
    }
    lines += ["", text(Phrase(ro: "Opțiuni pentru orice comandă:", en: "Options of every command:"))]
    lines += optionLines(OptionSpec.common)
    lines += ["", text(Phrase(ro: "Coduri de ieșire:", en: "Exit codes:"))]
    for code in ExitCode.allCases { lines += entry(String(code.rawValue), text(code.meaning), column: 6) }
    lines += [
      "",
      text(
        Phrase(
          ro: "Fiecare comandă are pagina ei: forum-cli COMANDĂ --help",
          en: "Every command has its own page: forum-cli COMMAND --help")),
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The page of one command.
  func page(_ spec: CommandSpec) -> String {
    var lines = ["  \(usage(spec))", ""]
    lines += TextLayout.wrap(text(spec.summary), to: width)
    if let details = spec.details {
      lines.append("")
      lines += TextLayout.wrap(text(details), to: width)
    }
    lines += ["", text(Phrase(ro: "Opțiuni:", en: "Options:"))]
    lines += optionLines(spec.allOptions)
    if !spec.examples.isEmpty {
      lines += ["", text(Phrase(ro: "Exemple:", en: "Examples:"))]
      lines += spec.examples.map { "  " + $0 }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `forum-cli show THREAD [--limit N] …`
  func usage(_ spec: CommandSpec) -> String {
    var words = ["forum-cli"]
    if spec.side == .steward { words.append("--data DIR") }
    words.append(spec.name)
    for operand in spec.operands {
      let name = operand.name + (operand.repeats ? "…" : "")
      words.append(operand.isOptional ? "[\(name)]" : name)
    }
    for option in spec.options { words.append("[\(Self.shown(option))]") }
    return words.joined(separator: " ")
  }

  private func optionLines(_ options: [OptionSpec]) -> [String] {
    let column = min(26, (options.map { Self.shown($0).count }.max() ?? 0) + 4)
    return options.flatMap { option in
      let choices = option.choices.isEmpty ? "" : " (\(option.choices.joined(separator: ", ")))"
      return entry(Self.shown(option), text(option.help) + choices, column: column)
    }
  }

  private func entry(_ name: String, _ meaning: String, column: Int) -> [String] {
    let wrapped = TextLayout.wrap(meaning, to: max(24, width - column))
    let blank = String(repeating: " ", count: column)
    var lines = wrapped.map { blank + $0 }
    let head = "  \(name)"
    if head.count + 2 <= column {
      lines[0] = head + String(repeating: " ", count: column - head.count) + wrapped[0]
    } else {
      lines.insert(head, at: 0)
    }
    return lines
  }

  private static func shown(_ option: OptionSpec) -> String {
    option.value.map { "\(option.name) \($0)" } ?? option.name
  }

  private static func heading(_ side: CommandSpec.Side) -> Phrase {
    switch side {
    case .client: Phrase(ro: "Pe forum, cu un token:", en: "On the forum, with a token:")
    case .steward: Phrase(ro: "Pe dosarul de date sau baza de date:", en: "On the data folder or database:")
    case .local: Phrase(ro: "Despre program:", en: "About the program:")
    }
  }

  private func text(_ phrase: Phrase) -> String { phrase.text(language) }
}
