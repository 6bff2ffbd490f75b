import ForumCore
import ForumNet

/// One connection that listens. Lives on one loop.
///
/// Most only wait, and there are many: what several have in common is shared (`LiveProfile`, `LoopRing`), and what is needed while
/// something is asked of the log goes when it is answered.
final class LiveConnection {
  /// One topic of it.
  struct Subscription {
    var ring: LoopRing
    /// Tells it from earlier and later ones.
    let serial: UInt32
    /// Whether the loop counts it among the ring's: it has been let in at least once.
    var isIn = false
    /// What it asks of the hub; nil while it is in its ring and lacks nothing.
    var wish: Wish?
  }

  /// What a subscription lacks (see `Helping`).
  final class Wish {
    var after: Position?
    var log: String?
    var opening: Helping.Opening

    init(after: Position?, log: String?, opening: Helping.Opening) {
      self.after = after
      self.log = log
      self.opening = opening
    }
  }

  /// Whose turn it is to be helped: one topic at a time, so that what waits in the queue stays small.
  private final class Turns {
    var current: LiveTopic?
    var waiting: [LiveTopic] = []
  }

  let id: ConnectionID
  private var operations: OperationBudget
  var profile: LiveProfile
  var subscriptions = Few<Subscription>()
  private var turns: Turns?

  init(id: ConnectionID, profile: LiveProfile, limits: LiveLimits) {
    self.id = id
    self.profile = profile
    operations = OperationBudget(limits)
  }

  /// Where the topic's subscription stands; nil when there is none.
  func place(of topic: LiveTopic) -> Int? { subscriptions.firstIndex { $0.ring.topic == topic } }

  /// The topic that is being helped.
  var feeding: LiveTopic? {
    get { turns?.current }
    set { changeTurns { $0.current = newValue } }
  }

  /// Topics whose helping waits until the present one is done.
  var waiting: [LiveTopic] {
    get { turns?.waiting ?? [] }
    set { changeTurns { $0.waiting = newValue } }
  }

  private func changeTurns(_ change: (Turns) -> Void) {
    let turns = turns ?? Turns()
    change(turns)
    self.turns = turns.current == nil && turns.waiting.isEmpty ? nil : turns
  }

  /// Counts an operation; false when it is one too many.
  func mayOperate(_ limits: LiveLimits) -> Bool { operations.take(limits) }
}
