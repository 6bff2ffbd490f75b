import ForumCore
import ForumNet
import Dispatch
import Foundation
import Synchronization

/// Tails the log and gives each event, rendered once, to the loops whose subscribers want it; and helps subscriptions to what they
/// missed. Runs on a thread of its own, which alone touches its state.
///
/// **Why nothing is missed and nothing comes twice.** The hub alone lets subscriptions into rings. At a moment when it has published
/// everything up to its `position` to a loop, it posts to that loop: *these frames bring you up to `position`; join the ring after
/// it*. A loop does what is posted in order, and whatever the hub publishes afterwards has a greater position, so the ring
/// continues exactly where the helping ends. All rows of a step, the helpings included, come from one read transaction.
final class LiveHub: Sendable {
  let mailbox = HubMailbox()
  let presence = PresenceTable()
  private let core: Core
  /// Raised by the hub's thread at its end.
  private let ended = DispatchSemaphore(value: 0)
  private let isStarted = Atomic(false)

  /// The log's position up to which everything has been published; for metrics and tests. Any thread.
  var position: Position { core.published.load(ordering: .acquiring) }

  init(forum: Forum, localisation: Localisation, limits: LiveLimits, workers: WorkerPool) {
    core = Core(forum: forum, localisation: localisation, limits: limits, workers: workers, mailbox: mailbox, presence: presence)
  }

  /// Begins to tail from the log's present head. `deliver` brings a helping to its connection, on the connection's loop.
  func start(_ loops: [LoopHandle], _ delivery: any LiveDelivery) {
    let core = core
    isStarted.store(true, ordering: .releasing)
    let thread = Thread { [ended] in
      core.run(loops, delivery)
      ended.signal()
    }
    thread.name = "live-hub"
    thread.start()
    core.forum.observeCommits { [mailbox] _ in mailbox.ring() }
  }

  /// Returns when the hub's thread has ended: after that nothing here reads the forum, but for helpings on the workers.
  func stop() {
    mailbox.stop()
    if isStarted.exchange(false, ordering: .acquiringAndReleasing) { ended.wait() }
  }
}

/// What the hub does on loops; called there.
protocol LiveDelivery: Sendable {
  func deliver(_ helped: Helped, on loop: Loop)
  /// The role of a person is another from now on; nil: the account is gone.
  func change(role: Role?, of participant: ParticipantID, on loop: Loop)
  /// A session or token has ended.
  func end(_ credential: LiveReader.Credential, on loop: Loop)
  /// Tells the hub who is connected to this loop.
  func reportCredentials(on loop: Loop)
  /// Everybody's positions mean nothing any more: the log is another one.
  func restart(on loop: Loop)
}
