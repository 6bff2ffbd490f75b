/// An act as the ledger sees it. `decide` runs on the ledger's thread inside the batch's transaction: it loads the facts it
/// needs through the context, decides, and writes nothing. It may run again where a batch is repeated.
public protocol LedgerCommand: Sendable {
  func decide(in context: LedgerContext) throws -> Result<Decision, Rejection>
}

/// What a decision is made in: the facts by SQL, the time, and the place in the log. Good only during the call.
public struct LedgerContext {
  public let database: any Database
  /// The position the decision's first event would get; the second gets the one after it, and so on.
  public let next: Position
  /// The time the decision's events would get.
  public let now: Instant
}

/// What a command comes to. No events and no record is a command that was fulfilled already.
public struct Decision {
  public var events: [NewEvent]
  /// Writes to ordinary tables (accounts, sessions, tokens, read marks) in the same transaction, after the events are
  /// projected. The context is the decision's own.
  public var record: ((LedgerContext) throws -> Void)?
  /// Numbers the caller wants back in its receipt, and again when the command is repeated.
  public var answer: [Int64]

  public init(_ events: [NewEvent] = [], answer: [Int64] = [], record: ((LedgerContext) throws -> Void)? = nil) {
    self.events = events
    self.answer = answer
    self.record = record
  }
}

/// How events change the read model: the same in the ledger's transaction and in a rebuild.
public protocol Projector: Sendable {
  /// The tables it writes, in an order in which rows may be inserted (referred-to first). A rebuild compares exactly these.
  var tables: [String] { get }
  /// The indexes, by name, that the projection of a type looks rows up by. A rebuild makes them when it first meets the type, and no
  /// others.
  func lookups(for type: String) -> Set<String>
  /// The name of the contents that projections never look at; a rebuild does not read them.
  var passedOver: String { get }
  /// The types it knows. The ledger refuses to write, and a rebuild to go on, past a type that is not among them.
  func knows(type: String) -> Bool
  /// Begins a run of entries: a batch of the ledger, or a stretch of a rebuild.
  func begin(in database: any Database) -> any Projection
}

/// A run of entries being projected, in their order, within one transaction and on one thread.
///
/// Writes the projector's tables and no other: in a rebuild every other name is the live one, which must not be locked, let
/// alone changed.
public protocol Projection: AnyObject {
  /// Applies one entry. `contents` holds those that are still there: an erased one is missing.
  ///
  /// What many entries of a run add to the same row may be held back and written once, as long as no decision and no record
  /// reads it: those see the database before the run is at its end.
  func apply(_ entry: Entry, contents: [NewContent]) throws
  /// Ends the run: writes what was held back. Before it, the transaction must not be committed.
  func finish() throws
}
