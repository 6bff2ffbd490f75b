import ForumCore
import ForumNet
import Foundation
import Synchronization

extension LiveHub {
  /// The hub's state and its steps. Confined to the hub's thread from `run` on.
  final class Core: @unchecked Sendable {  // made once, then touched by the hub's thread only, but for `published`
    let forum: Forum
    let published = Atomic<Position>(0)
    private let localisation: Localisation
    private let limits: LiveLimits
    private let mailbox: HubMailbox
    private let feeder: LongFeeder
    private var rings: HubRings
    private var presence: HubPresence
    private var loops: [LoopHandle] = []
    private var log = ""
    private var position: Position = 0
    private var credentials: Set<LiveReader> = []
    private var nextCredentialCheck = ContinuousClock.now

    init(
      forum: Forum, localisation: Localisation, limits: LiveLimits, workers: WorkerPool, mailbox: HubMailbox,
      presence: PresenceTable
    ) {
      self.forum = forum
      self.localisation = localisation
      self.limits = limits
      self.mailbox = mailbox
      feeder = LongFeeder(forum: forum, localisation: localisation, limits: limits, workers: workers, mailbox: mailbox)
      rings = HubRings()
      self.presence = HubPresence(table: presence, limits: limits, forum: forum)
    }

    func run(_ loops: [LoopHandle], _ delivery: any LiveDelivery) {
      self.loops = loops
      feeder.start(loops, delivery)
      while !begin() {
        guard mailbox.take(0) != nil else { return }
        mailbox.wait(seconds: limits.pollInterval)
      }
      while let requests = mailbox.take(limits.stepRequests) {
        var isBehind = false
        do {
          isBehind = try step(requests, delivery)
        } catch {
          // The database is away: who waits goes on waiting. This thread is the hub's own and nobody waits for it but `stop`; the
          // bell is not waited for, since commits and requests that cannot be read yet would ring it all the time.
          mailbox.putBack(requests)
          Thread.sleep(forTimeInterval: limits.faultPause)
        }
        presence.publish(&rings, loops, position: position)
        if ContinuousClock.now >= nextCredentialCheck {
          nextCredentialCheck = .now + .seconds(limits.credentialInterval)
          for loop in loops { loop.run { delivery.reportCredentials(on: $0) } }
        }
        if !isBehind, mailbox.isEmpty { mailbox.wait(seconds: min(limits.pollInterval, limits.presenceInterval)) }
      }
      presence.leave()
    }

    /// Takes the head as the beginning; false while the database cannot be read.
    private func begin() -> Bool {
      guard let (log, head) = try? forum.read({ try $0.place }) else { return false }
      self.log = log
      position = head
      published.store(head, ordering: .releasing)
      return true
    }

    /// One look at the log: what is new goes to the rings, then requests are answered from the same transaction. True when more is
    /// waiting in the log.
    private func step(_ requests: [HubRequest], _ delivery: any LiveDelivery) throws -> Bool {
      let output = try forum.read { reader in try look(reader, requests) }
      forum.waitUntilDurable(upTo: output.position)
      if let newLog = output.newLog {
        log = newLog
        rings.removeAll()
        for loop in loops { loop.run { delivery.restart(on: $0) } }
      }
      // Rights first, so that no frame goes to who may not read it any more.
      for (participant, role) in output.roles {
        for loop in loops { loop.run { delivery.change(role: role, of: participant, on: $0) } }
      }
      for credential in output.ended {
        for loop in loops { loop.run { delivery.end(credential, on: $0) } }
      }
      for (loop, keys) in output.purges { loops[loop].run { loop in for key in keys { loop.purge(key) } } }
      for (loop, frames) in output.frames { loops[loop].publish(frames) }
      position = output.position
      published.store(position, ordering: .releasing)
      for case .close(let ring, let loop, let opening) in requests { rings.close(ring, loop: loop, opening: opening) }
      for case .longHelpingDone in requests { feeder.finished() }
      for answer in output.answers { answerHelping(answer, delivery) }
      return output.isBehind
    }

    private func answerHelping(_ answer: StepOutput.Answer, _ delivery: any LiveDelivery) {
      let index = Int(answer.helping.connection.loop)
      switch answer.result {
      case .long: feeder.feed(answer.helping)
      case .some(let frames, let position):
        let helped = Helped(helping: answer.helping, frames: frames, position: position, outcome: .goesOn)
        loops[index].run { delivery.deliver(helped, on: $0) }
      case .all(let frames, let position):
        let opening = rings.open(answer.helping.ring, loop: index, at: self.position)
        let helped = Helped(
          helping: answer.helping, frames: frames, position: position, outcome: .joins(opening: opening, log: log))
        loops[index].run { delivery.deliver(helped, on: $0) }
      case .refused(let problem):
        let helped = Helped(helping: answer.helping, frames: [], position: 0, outcome: .refused(problem))
        loops[index].run { delivery.deliver(helped, on: $0) }
      }
    }

    // MARK: In the read transaction

    private func look(_ reader: Reader, _ requests: [HubRequest]) throws -> StepOutput {
      var output = StepOutput(position: position)
      let renderer = LiveRenderer(reader: reader, localisation: localisation)
      let (log, head) = try reader.place
      if log != self.log || head < position {
        output.newLog = log
        output.position = head
        return output
      }
      if head > position { try tail(reader, renderer, head: head, into: &output) }
      for case .credentials(let readers) in requests { try check(readers, reader, into: &output) }
      var missing: [LiveTopic: Problem?] = [:]
      for case .helping(let helping) in requests {
        let problem = try missing[helping.ring.topic] ?? helping.ring.topic.missing(reader)
        missing[helping.ring.topic] = .some(problem)
        if let problem {
          output.answers.append(StepOutput.Answer(helping: helping, result: .refused(problem)))
        } else {
          let result = try renderer.begin(helping, log: log, head: head, upTo: output.position, limits: limits)
          output.answers.append(StepOutput.Answer(helping: helping, result: result))
        }
      }
      return output
    }

    private func tail(_ reader: Reader, _ renderer: LiveRenderer, head: Position, into output: inout StepOutput) throws {
      if rings.isEmpty {
        output.position = head
        return
      }
      let rows = try reader.events(after: position, limit: limits.stepEvents)
      // Whole positions come; fewer rows than asked for means that nothing more is there.
      output.isBehind = rows.count >= limits.stepEvents
      output.position = output.isBehind ? rows.last?.event.position ?? head : head
      for row in rows {
        if row.event.type == .participantRoleGranted, let id = ParticipantID(topic: row.topic) {
          output.roles[id] = .some(try reader.participant(id)?.role)
        }
        for (ring, loops) in rings.of(topic: row.topic) {
          let bytes = try renderer.frame(row.event, in: ring)
          for loop in loops {
            output.frames[loop, default: []].append(RingFrame(ring: ring.key, position: row.event.position, bytes: bytes))
            // What was taken back must not go out any more to who has not got it yet.
            if row.event.type.takesBack { output.purges[loop, default: []].insert(ring.key) }
          }
          rings.said(ring, row.event.position)
        }
      }
    }

    /// Who is not signed in any more, or is another than they were taken for.
    private func check(_ readers: [LiveReader], _ database: Reader, into output: inout StepOutput) throws {
      let now = Instant.now
      for reader in Set(readers) {
        switch reader.credential {
        case .session(let hash):
          guard let session = try database.session(hash: hash, now: now) else {
            output.ended.append(.session(hash: hash))
            continue
          }
          if min(session.role, reader.limit) != reader.role { output.roles[session.participant] = session.role }
        case .token(let hash):
          guard let token = try database.token(hash: hash) else {
            output.ended.append(.token(hash: hash))
            continue
          }
          if min(token.limit, token.role) != reader.role { output.roles[token.participant] = token.role }
        case nil: break
        }
      }
    }
  }
}

/// What one look at the log found: values that outlive the transaction.
struct StepOutput {
  struct Answer {
    enum Result {
      /// All there is; the subscription joins after `position`.
      case all(frames: [SharedBytes], position: Position)
      /// More follows after `position`.
      case some(frames: [SharedBytes], position: Position)
      /// Too much for the hub's thread.
      case long
      case refused(Problem)
    }

    let helping: Helping
    let result: Result
  }

  /// Everything up to here is in `frames`.
  var position: Position
  var isBehind = false
  var newLog: String?
  /// By the loop's index.
  var frames: [Int: [RingFrame]] = [:]
  var purges: [Int: Set<RingKey>] = [:]
  var roles: [ParticipantID: Role?] = [:]
  var ended: [LiveReader.Credential] = []
  var answers: [Answer] = []
}

extension EventType {
  /// Whether after it something that was sent before may not be sent any more.
  var takesBack: Bool {
    switch self {
    case .postWithdrawn, .postHidden, .postRemoved, .contentErased, .consentWithdrawn, .participantRenamed,
      .participantRestricted:
      true
    default: false
    }
  }
}

extension ParticipantID {
  /// From the stored name of a person's own topic.
  init?(topic: String) {
    guard topic.hasPrefix("participants/"), let position = Position(topic.dropFirst(13)) else { return nil }
    self.init(position)
  }
}
