import ForumCore

/// Makes a one-time link that signs a person in, where none can be mailed to them.
struct AccountLinkCommand: CLICommand {
  static let spec = CommandSpec(
    name: "account link", side: .steward,
    summary: Phrase(
      ro: "Face o legătură de unică folosință prin care o persoană intră și își alege o parolă.",
      en: "Make a one-time link by which a person signs in and chooses a password."),
    details: Phrase(
      ro:
        "Pentru cine și-a uitat parola sau a pierdut codul de pe hârtie și nu are adresă, ori pentru un forum care nu trimite scrisori. Convingeți-vă întâi că vorbiți cu persoana însăși. Al doilea pas la intrare rămâne.",
      en:
        "For who forgot the password or lost the code on paper and has no address, or for a forum that sends no mail. Make sure first that it is the person themselves you talk to. The second step at sign-in stays."
    ),
    operands: [OperandSpec(name: "PARTICIPANT")],
    options: OperatorTarget.linkOptions,
    examples: ["forum-cli --data data account link 1017 --base-url https://forum.example"])

  private let participant: ParticipantID
  private let baseURL: String?
  private let hours: Int

  init(_ arguments: ParsedArguments) throws(UsageError) {
    participant = ParticipantID(try arguments.identifier(at: 0, called: "PARTICIPANT"))
    baseURL = arguments.value("--base-url")
    hours = try arguments.number("--hours", in: 1...168) ?? 24
  }

  func run(in context: Context) async throws -> ExitCode {
    let code = SecretToken()
    _ = try await OperatorTarget(context).withForum { forum in
      try await forum.execute(
        .createSignInLink(participant, link: code.hash, validSeconds: Int64(hours) * 3600), by: .system)
    }
    let link = OperatorTarget.address(baseURL, context) + "/sign-in/link/\(code.text)"
    if context.wantsJSON {
      context.answer(["participant": .integer(participant.rawValue), "link": .string(link), "hours": .integer(Int64(hours))])
    } else {
      context.terminal.line(link)
    }
    return .done
  }
}
