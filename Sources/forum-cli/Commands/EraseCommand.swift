import ForumCore

/// Erases a text for ever, keeps the fact of it, and enters it in the register that makes restored backups forget too.
struct EraseCommand: CLICommand {
  static let spec = CommandSpec(
    name: "erase", side: .steward, summary: Phrase(ro: "Șterge definitiv un conținut.", en: "Erase a content for ever."),
    details: Phrase(
      ro:
        "POSITION este poziția evenimentului care l-a adus (pentru un mesaj needitat, numărul lui), NAME este title, body, name, reason, speaker, profile sau origin. Faptul, ordinea și amprentele rămân. Ștergerea se notează și într-un registru ținut în afara copiilor de siguranță; apoi fișierele bazei de date sunt curățate.",
      en:
        "POSITION is that of the event that brought it (for a post never edited, its number), NAME is title, body, name, reason, speaker, profile or origin. The fact, the order and the hashes stay. The erasure is also entered in a register that is kept apart from backups; then the database's files are cleaned."
    ),
    operands: [OperandSpec(name: "POSITION"), OperandSpec(name: "NAME")],
    options: [
      OptionSpec(
        name: "--ground", value: "GROUND", help: Phrase(ro: "temeiul", en: "the ground"),
        choices: ErasureGround.allCases.map(\.rawValue)),
      OptionSpec(
        name: "--reason", value: "TEXT", help: Phrase(ro: "motivul, pentru moderatori", en: "the reason, for moderators")),
      .register,
    ],
    examples: ["forum-cli --data data erase 57 body --ground request --reason 'A cerut persoana.'"])

  private let position: Position
  private let name: String
  private let ground: ErasureGround
  private let reason: String

  init(_ arguments: ParsedArguments) throws(UsageError) {
    position = try arguments.identifier(at: 0, called: "POSITION")
    name = arguments.operands[1]
    guard let ground = arguments.value("--ground").flatMap(ErasureGround.init) else { throw .missingOption("--ground") }
    guard let reason = arguments.value("--reason") else { throw .missingOption("--reason") }
    self.ground = ground
    self.reason = reason
  }

  func run(in context: Context) async throws -> ExitCode {
    let target = try OperatorTarget(context)
    try target.requireForum()
    let register = try target.register(context)
    let command = Command.eraseContent(position: position, name: name, ground: ground, reason: reason)
    let receipt = try await target.withForum { forum in try await forum.execute(command, by: .system) }
    // All that the log tells of, so that an erasure whose entry in the register failed is entered with the next one.
    try target.withDatabase(.reader) { try register.append(Erasure.recorded(after: 0, in: $0)) }
    let isClean = try Erasure.scrub(target.location)
    if context.wantsJSON {
      context.answer(["position": .integer(receipt.position), "register": .string(register.path), "clean": .bool(isClean)])
      return isClean ? .done : .tryAgain
    }
    context.say(
      Phrase(
        ro: "Conținutul „\(name)” de la poziția \(position) a fost șters și notat în \(register.path).",
        en: "The content \"\(name)\" at position \(position) was erased and entered in \(register.path)."))
    guard isClean else {
      throw Failure(
        .tryAgain,
        Phrase(
          ro: "Cititorii țin încă fișierele: urma ștearsă pleacă la următoarea curățare.",
          en: "Readers still hold the files: what is left of it goes with the next cleaning."),
        next: Phrase(
          ro: "Nu mai este nevoie de nimic dacă serverul repornește.", en: "Nothing more is needed when the server is restarted.")
      )
    }
    return .done
  }
}
