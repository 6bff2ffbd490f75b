/// What every installation begins with: the built-in spaces, the first edition of the terms and its own keys. Again and again it is
/// done already.
struct Founding: LedgerCommand {
  /// The edition that comes with the program.
  let terms: JSONValue
  /// Bytes for the keys that are missing.
  let secrets: [(SecretName, [UInt8])]

  func decide(in context: LedgerContext) throws -> Result<Decision, Rejection> {
    let facts = Facts(context)
    let present = Set(try facts.spaces().keys)
    var events = SpaceRules.openBuiltIn(present: present)
    if try facts.terms() == nil { events.append(TermsPublished(number: 1, author: nil, text: terms).event()) }
    return .success(
      Decision(
        events,
        record: { context in
          for (name, bytes) in secrets { try AccountTables.insertSecret(name, bytes, in: context) }
        }))
  }
}
