/// Scripts that let a shell complete forum-cli's commands, options and fixed values, made from the specifications.
enum Completion {
  enum Shell: String, CaseIterable {
    case bash, zsh, fish
  }

  static func script(for shell: Shell, _ commands: [CommandSpec], _ language: Language) -> String {
    switch shell {
    case .bash: bash(commands)
    case .zsh: zsh(commands, language)
    case .fish: fish(commands, language)
    }
  }

  /// First words, and the words that may follow each.
  private static func firstWords(_ commands: [CommandSpec]) -> [String] {
    var seen: Set<String> = []
    return commands.map { $0.words[0] }.filter { seen.insert($0).inserted }
  }

  private static func secondWords(_ commands: [CommandSpec], after first: String) -> [String] {
    commands.compactMap { $0.words.count == 2 && $0.words[0] == first ? $0.words[1] : nil }
  }

  private static func candidates(_ spec: CommandSpec) -> [String] {
    spec.operands.flatMap(\.choices) + spec.allOptions.map(\.name)
  }

  // MARK: bash

  private static func bash(_ commands: [CommandSpec]) -> String {
    let valued = Set((commands.flatMap(\.allOptions) + OptionSpec.common).filter { $0.value != nil }.map(\.name)).sorted()
    var cases: [String] = []
    for spec in commands { cases.append("    '\(spec.name)') words='\(candidates(spec).joined(separator: " "))' ;;") }
    for first in firstWords(commands) {
      let seconds = secondWords(commands, after: first)
      if !seconds.isEmpty { cases.append("    '\(first)') words='\(seconds.joined(separator: " "))' ;;") }
    }
    let everything = firstWords(commands) + OptionSpec.common.map(\.name)
    cases.append("    *) words='\(everything.joined(separator: " "))' ;;")
    var values: [String] = []
    var done: Set<String> = []
    for option in (commands.flatMap(\.allOptions) + OptionSpec.common) where done.insert(option.name).inserted {
      if !option.choices.isEmpty {
        values.append(
          "    \(option.name)) COMPREPLY=($(compgen -W '\(option.choices.joined(separator: " "))' -- \"$current\")); return ;;")
      } else if option.isPath {
        values.append("    \(option.name)) COMPREPLY=($(compgen -f -- \"$current\")); return ;;")
      } else if option.value != nil {
        values.append("    \(option.name)) return ;;")
      }
    }
    return """
      # bash completion of forum-cli: source <(forum-cli completion bash)
      _forum_cli() {
        local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" command='' words='' word i
        case "$previous" in
      \(values.joined(separator: "\n"))
        esac
        for ((i = 1; i < COMP_CWORD; i++)); do
          word="${COMP_WORDS[i]}"
          case "$word" in
            \(valued.joined(separator: "|"))) ((i++)) ;;
            -*) ;;
            *) case "$command" in
                 '') command="$word" ;;
                 \(twoWordFirsts(commands).joined(separator: "|"))) command="$command $word" ;;
               esac ;;
          esac
        done
        case "$command" in
      \(cases.joined(separator: "\n"))
        esac
        COMPREPLY=($(compgen -W "$words" -- "$current"))
        if [[ ${#COMPREPLY[@]} -eq 0 ]]; then COMPREPLY=($(compgen -f -- "$current")); fi
      }
      complete -F _forum_cli forum-cli

      """
  }

  private static func twoWordFirsts(_ commands: [CommandSpec]) -> [String] {
    firstWords(commands).filter { !secondWords(commands, after: $0).isEmpty }
  }

  // MARK: zsh

  private static func zsh(_ commands: [CommandSpec], _ language: Language) -> String {
    func quoted(_ text: String) -> String {
      text.replacing("'", with: "'\\''").replacing(":", with: "\\:")
    }
    var cases: [String] = []
    for spec in commands {
      cases.append("    ('\(spec.name)') words=(\(candidates(spec).joined(separator: " "))) ;;")
    }
    for first in twoWordFirsts(commands) {
      cases.append("    ('\(first)') words=(\(secondWords(commands, after: first).joined(separator: " "))) ;;")
    }
    let described = firstWords(commands).map { first in
      let summary = commands.first { $0.words[0] == first }!.summary.text(language)
      return "      '\(first):\(quoted(summary))'"
    }
    return """
      #compdef forum-cli
      # zsh completion of forum-cli: forum-cli completion zsh > "${fpath[1]}/_forum-cli"
      _forum_cli() {
        local command='' word
        local -a words_before described words
        words_before=("${(@)words[2,CURRENT-1]}")
        for word in $words_before; do
          case "$word" in
            (-*) ;;
            (*) case "$command" in
                  ('') command="$word" ;;
                  (\(twoWordFirsts(commands).joined(separator: "|"))) command="$command $word" ;;
                esac ;;
          esac
        done
        case "$command" in
          ('') described=(
      \(described.joined(separator: "\n"))
            ); _describe 'command' described; return ;;
      \(cases.joined(separator: "\n"))
        esac
        compadd -- $words
        _files
      }
      compdef _forum_cli forum-cli

      """
  }

  // MARK: fish

  private static func fish(_ commands: [CommandSpec], _ language: Language) -> String {
    func quoted(_ text: String) -> String { "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'" }
    let firsts = firstWords(commands)
    var lines = [
      "# fish completion of forum-cli: forum-cli completion fish > ~/.config/fish/completions/forum-cli.fish",
      "complete -c forum-cli -f",
    ]
    for first in firsts {
      let summary = commands.first { $0.words[0] == first }!.summary.text(language)
      lines.append(
        "complete -c forum-cli -n 'not __fish_seen_subcommand_from \(firsts.joined(separator: " "))' -a \(first) -d \(quoted(summary))"
      )
    }
    for spec in commands {
      let seen = spec.words.map { "__fish_seen_subcommand_from \($0)" }.joined(separator: "; and ")
      if spec.words.count == 2 {
        lines.append(
          "complete -c forum-cli -n '__fish_seen_subcommand_from \(spec.words[0])' -a \(spec.words[1]) -d \(quoted(spec.summary.text(language)))"
        )
      }
      for option in spec.allOptions {
        var line = "complete -c forum-cli -n '\(seen)' -l \(option.name.dropFirst(2)) -d \(quoted(option.help.text(language)))"
        if option.value != nil { line += " -r" }
        if !option.choices.isEmpty { line += " -a '\(option.choices.joined(separator: " "))'" }
        if option.isPath { line += " -F" }
        lines.append(line)
      }
      for operand in spec.operands {
        if !operand.choices.isEmpty {
          lines.append("complete -c forum-cli -n '\(seen)' -a '\(operand.choices.joined(separator: " "))'")
        }
        if operand.isFolder { lines.append("complete -c forum-cli -n '\(seen)' -F") }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
