/// Prints the script that lets a shell complete forum-cli's words.
struct CompletionCommand: CLICommand {
  static let spec = CommandSpec(
    name: "completion", side: .local,
    summary: Phrase(
      ro: "Scrie scriptul cu care bash, zsh sau fish completează comenzile.",
      en: "Print the script with which bash, zsh or fish completes the commands."),
    operands: [OperandSpec(name: "SHELL", choices: Completion.Shell.allCases.map(\.rawValue))],
    examples: [
      "source <(forum-cli completion bash)", "forum-cli completion zsh > \"${fpath[1]}/_forum-cli\"",
      "forum-cli completion fish > ~/.config/fish/completions/forum-cli.fish",
    ])

  private let shell: Completion.Shell

  init(_ arguments: ParsedArguments) throws(UsageError) {
    shell = Completion.Shell(rawValue: arguments.operands[0])!
  }

  func run(in context: Context) -> ExitCode {
    context.terminal.write(Completion.script(for: shell, Commands.specs, context.language))
    return .done
  }
}
