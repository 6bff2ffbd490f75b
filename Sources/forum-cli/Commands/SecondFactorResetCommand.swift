import ForumCore

/// Takes the second step at sign-in from a person who cannot do it any more.
struct SecondFactorResetCommand: CLICommand {
  static let spec = CommandSpec(
    name: "second-factor reset", side: .steward,
    summary: Phrase(ro: "Scoate al doilea pas la intrare al unei persoane.", en: "Take away a person's second step at sign-in."),
    details: Phrase(
      ro:
        "Pentru cine și-a pierdut telefonul și codurile de pe hârtie. Convingeți-vă întâi că vorbiți cu persoana însăși: după aceea parola singură îi deschide contul. Toate sesiunile ei se încheie.",
      en:
        "For who has lost the phone and the codes on paper. Make sure first that it is the person themselves you talk to: afterwards the password alone opens their account. All their sessions end."
    ),
    operands: [OperandSpec(name: "PARTICIPANT")],
    examples: ["forum-cli --data data second-factor reset 1017"])

  private let participant: ParticipantID

  init(_ arguments: ParsedArguments) throws(UsageError) {
    participant = ParticipantID(try arguments.identifier(at: 0, called: "PARTICIPANT"))
  }

  func run(in context: Context) async throws -> ExitCode {
    _ = try await OperatorTarget(context).withForum { forum in
      try await forum.execute(.resetSecondFactor(participant), by: .system)
    }
    if context.wantsJSON {
      context.answer(["participant": .integer(participant.rawValue)])
    } else {
      context.say(
        Phrase(
          ro: "Persoana \(participant) intră acum doar cu parola.",
          en: "Person \(participant) now signs in with the password alone."))
    }
    return .done
  }
}
