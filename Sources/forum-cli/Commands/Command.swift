import ForumCore

/// A command of forum-cli: what it takes, and what it does.
protocol CLICommand: Sendable {
  static var spec: CommandSpec { get }
  /// Reads what the parser found; says what is wrong with it.
  init(_ arguments: ParsedArguments) throws(UsageError)
  /// Does it. Runs on the main thread, and may block it.
  func run(in context: Context) async throws -> ExitCode
}

/// Every command, in the order in which help lists them.
enum Commands {
  static let all: [any CLICommand.Type] = [
    LoginCommand.self, LogoutCommand.self, ThreadsCommand.self, ShowCommand.self, WatchCommand.self, PostCommand.self,
    ReplyCommand.self, EditCommand.self, WithdrawCommand.self, NotifyCommand.self, AppealCommand.self,
    ModerateCommand.self, QueueCommand.self, MatterCommand.self, ClaimCommand.self, DecideCommand.self, SettleCommand.self,
    AppealDecideCommand.self,
    TokenCreateCommand.self, TokenListCommand.self, TokenRevokeCommand.self, SetupLinkCommand.self, RoleGrantCommand.self,
    SecondFactorResetCommand.self, AccountLinkCommand.self,
    ImportCommand.self, ExportCommand.self, CheckCommand.self, RebuildCommand.self, BackupCommand.self,
    RestoreCommand.self, EraseCommand.self,
    CompletionCommand.self,
  ]

  static let specs: [CommandSpec] = all.map { $0.spec }
}

/// What a command runs in.
struct Context: Sendable {
  let arguments: ParsedArguments
  let environment: [String: String]
  let language: Language
  let terminal: Terminal
  /// Whether the screen is taken: then nothing else may be written to it.
  var isFullScreen = false

  var wantsJSON: Bool { arguments.has("--json") }

  func text(_ phrase: Phrase) -> String { phrase.text(language) }

  /// An answer for programs, on one line.
  func answer(_ value: JSONValue) { terminal.write(bytes: value.bytes + [0x0A]) }

  /// A sentence for people, on standard output.
  func say(_ phrase: Phrase) { terminal.line(text(phrase)) }
}
