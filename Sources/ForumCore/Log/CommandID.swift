/// What makes a command the same command: who sends it and the key they gave it. The fingerprint tells a true repetition from
/// another command under the same key.
public struct CommandID: Sendable, Hashable {
  public let person: Position
  /// Nil where the sender gave none: such a command is never a repetition.
  public let key: String?
  public let fingerprint: [UInt8]

  public init(person: Position, key: String?, fingerprint: [UInt8]) {
    self.person = person
    self.key = key
    self.fingerprint = fingerprint
  }

  /// A command that will not be repeated.
  public static let once = CommandID(person: 0, key: nil, fingerprint: [])
}

/// What the ledger answers once a command is on disk.
public struct Receipt: Sendable, Equatable {
  /// The last position written by the command; where it wrote no event, the head it was decided at.
  public var position: Position
  /// The positions of the command's events.
  public var positions: [Position]
  /// The numbers the decision asked to give back.
  public var answer: [Int64]
  /// Whether this is the stored answer to an earlier sending of the same command.
  public var replayed: Bool

  public init(position: Position, positions: [Position] = [], answer: [Int64] = [], replayed: Bool = false) {
    self.position = position
    self.positions = positions
    self.answer = answer
    self.replayed = replayed
  }
}

/// Why a command was not carried out.
public enum CommandFailure: Error, Sendable, Equatable {
  /// A rule says no. Nothing was written, and nothing is remembered.
  case rejected(Rejection)
  /// No room on the disk; reading goes on. The same command may be sent again.
  case diskFull
  /// Too many commands wait; try again after so many seconds.
  case overloaded(retryAfter: Int)
  /// The database cannot be reached. Whether the command happened can be learnt by sending it again under its key.
  case unavailable
  /// The key was used for another command.
  case idempotencyMismatch
  /// The database answered what it never should: our own mistake, or damage.
  case failed(DatabaseError)
}
