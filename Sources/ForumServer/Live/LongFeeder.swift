import ForumCore
import ForumNet

/// Reads long helpings on the workers, a few at once, so that who was away for a year keeps nobody waiting. Its state belongs to the
/// hub's thread.
final class LongFeeder {
  private let forum: Forum
  private let localisation: Localisation
  private let limits: LiveLimits
  private let workers: WorkerPool
  private let mailbox: HubMailbox
  private var loops: [LoopHandle] = []
  private var delivery: (any LiveDelivery)?
  private var waiting: [Helping] = []
  private var running = 0

  init(forum: Forum, localisation: Localisation, limits: LiveLimits, workers: WorkerPool, mailbox: HubMailbox) {
    self.forum = forum
    self.localisation = localisation
    self.limits = limits
    self.workers = workers
    self.mailbox = mailbox
  }

  func start(_ loops: [LoopHandle], _ delivery: any LiveDelivery) {
    self.loops = loops
    self.delivery = delivery
  }

  /// Reads one helping, as soon as others are done. Only the hub lets subscriptions into rings: whatever comes, it goes on from there.
  func feed(_ helping: Helping) {
    waiting.append(helping)
    startNext()
  }

  /// One of the running ones is done.
  func finished() {
    running -= 1
    startNext()
  }

  private func startNext() {
    guard running < limits.longFeeds, let delivery, !waiting.isEmpty else { return }
    let helping = waiting.removeFirst()
    running += 1
    let loop = loops[Int(helping.connection.loop)]
    Task.detached(executorPreference: workers) { [forum, localisation, limits, mailbox] in
      defer { mailbox.post(.longHelpingDone) }
      do {
        let (frames, position) = try forum.read { reader in
          let renderer = LiveRenderer(reader: reader, localisation: localisation)
          return try renderer.long(helping, log: reader.logID, head: reader.position, limits: limits)
        }
        await forum.durable()
        let helped = Helped(helping: helping, frames: frames, position: position, outcome: .goesOn)
        loop.run { delivery.deliver(helped, on: $0) }
      } catch {
        // The database is away: the same again after a while.
        loop.run { $0.after(seconds: 1) { _ in mailbox.post(.helping(helping)) } }
      }
    }
  }
}
