/// Who gives a command. Rights are decided in the ledger from the participant's role there.
public enum Actor: Sendable, Hashable {
  /// A signed-in person or a program with a token; never above `limit`, the token's role (a session's is `.administrator`).
  case participant(ParticipantID, limit: Role)
  /// Nobody known: may register, and nothing else.
  case visitor
  /// The program itself: seeding, sessions, imports, the operator on the data folder.
  case system

  /// A person signed in with a session, limited by nothing but their own role.
  public static func signedIn(_ participant: ParticipantID) -> Actor {
    .participant(participant, limit: .administrator)
  }

  public var participant: ParticipantID? {
    if case .participant(let id, _) = self { id } else { nil }
  }
}
