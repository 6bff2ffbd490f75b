import ForumCore
import ForumNet

/// What loops and workers ask of the hub.
enum HubRequest: Sendable {
  /// A subscription wants what it missed, and to be let into its ring.
  case helping(Helping)
  /// No subscription of the loop is in this ring any more; `opening` is the last the loop knows of.
  case close(LiveRing, loop: Int, opening: UInt64)
  /// A long helping has been read by a worker.
  case longHelpingDone
  /// Who is connected to a loop by what, with the role each is taken to have.
  case credentials([LiveReader])
}

/// A subscription's wish: the events after a position, in helpings as it can take them, and then its place in the ring.
struct Helping: Sendable {
  /// What it begins with.
  enum Opening: Sendable, Equatable {
    /// The answer to `subscribe`, under the client's mark.
    case subscribed(id: String?)
    /// The reader's rights grew: what was sent before is not all.
    case resync
    /// Nothing: it goes on.
    case none
  }

  var connection: ConnectionID
  /// Tells this subscription from earlier and later ones of the same connection.
  var serial: UInt32
  var ring: LiveRing
  /// Nil: from now on.
  var after: Position?
  /// The log that `after` belongs to, where the client said.
  var log: String?
  var opening: Opening
  /// The language of problems.
  var locale: InterfaceLocale
}

/// What the hub or a worker found for it. Delivered on the connection's loop.
struct Helped: Sendable {
  enum Outcome: Sendable {
    /// All there is up to `position`: the subscription joins its ring after it. `opening` numbers the joins the hub has granted,
    /// `log` is the log's id.
    case joins(opening: UInt64, log: String)
    /// There is more after `position`.
    case goesOn
    /// The topic does not exist.
    case refused(Problem)
  }

  var helping: Helping
  /// Encoded for the subscription's transport, in order.
  var frames: [SharedBytes]
  var position: Position
  var outcome: Outcome
}
