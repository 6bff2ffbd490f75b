import ForumCore
import ForumNet

/// One connection that listens: who, over what, to which topics. Lives on one loop.
final class LiveConnection {
  /// One topic of it.
  struct Subscription {
    /// Tells it from earlier and later ones.
    let serial: UInt64
    var ring: LiveRing
    /// What was asked, until it is answered.
    var helping: Helping
    /// Whether the loop counts it among the ring's: it has been let in at least once.
    var isIn = false
  }

  let id: ConnectionID
  var reader: LiveReader
  let transport: LiveTransport
  /// The language of its problems.
  let locale: InterfaceLocale
  var subscriptions: [LiveTopic: Subscription] = [:]
  /// Topics whose helping waits until the present one is done: one at a time, so that what waits in the queue stays small.
  var waiting: [LiveTopic] = []
  var feeding: LiveTopic?
  private var operations: Double
  private var lastOperation = ContinuousClock.now

  init(id: ConnectionID, context: LiveContext, limits: LiveLimits) {
    self.id = id
    reader = context.reader
    transport = context.transport
    locale = context.locale
    operations = limits.operationBurst
  }

  /// How presence counts it.
  var presence: PresenceTable.Reader { reader.participant.map(PresenceTable.Reader.participant) ?? .connection(id) }

  /// Counts an operation; false when it is one too many.
  func mayOperate(_ limits: LiveLimits) -> Bool {
    let now = ContinuousClock.now
    let elapsed = lastOperation.duration(to: now)
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    operations = min(limits.operationBurst, operations + seconds * limits.operationsPerSecond)
    lastOperation = now
    guard operations >= 1 else { return false }
    operations -= 1
    return true
  }
}

/// What a handler gives along with the acceptance.
struct LiveContext: Sendable {
  var reader: LiveReader
  var transport: LiveTransport
  var locale: InterfaceLocale
  /// An event stream's one subscription.
  var subscription: (topic: LiveTopic, LiveOperation.Subscription)?
}
