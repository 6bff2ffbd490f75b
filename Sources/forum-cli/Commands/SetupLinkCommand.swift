import ForumCore

/// Makes a one-time link that makes its opener the administrator.
struct SetupLinkCommand: CLICommand {
  static let spec = CommandSpec(
    name: "setup-link", side: .steward,
    summary: Phrase(
      ro: "Face o legătură de unică folosință: cine o deschide devine administrator.",
      en: "Make a one-time link: whoever opens it becomes the administrator."),
    options: OperatorTarget.linkOptions,
    examples: ["forum-cli --data data setup-link --base-url https://forum.example"])

  private let baseURL: String?
  private let hours: Int

  init(_ arguments: ParsedArguments) throws(UsageError) {
    baseURL = arguments.value("--base-url")
    hours = try arguments.number("--hours", in: 1...720) ?? 24
  }

  func run(in context: Context) async throws -> ExitCode {
    let code = SecretToken()
    try await OperatorTarget(context).withForum { forum in
      _ = try await forum.execute(.createSetupLink(hash: code.hash, validSeconds: Int64(hours) * 3600), by: .system)
    }
    let link = OperatorTarget.address(baseURL, context) + "/setup/\(code.text)"
    if context.wantsJSON {
      context.answer(["link": .string(link), "hours": .integer(Int64(hours))])
    } else {
      context.terminal.line(link)
    }
    return .done
  }
}
