import Dispatch
import ForumCore
import Glibc
import Synchronization

/// Sends the mails that wait, and writes those that the log asks for: one thread, since sending blocks, and one task that follows the
/// log. Several nodes may do so on one database: a mail is claimed for each attempt.
///
/// A mail is sent at least once. Should the process end between the server's answer and our noting it, it is sent again under the same
/// Message-ID.
final class Mailer: Sendable {
  /// Mails taken at a time.
  private static let batch = 20
  /// Between two looks at the queue when nothing was committed: what is due again, what another node left.
  private static let lookSeconds = 5
  /// Between two looks when much is committed.
  private static let restMicroseconds: UInt32 = 100_000
  /// Links that are over are forgotten this often.
  private static let cleaningSeconds: Int64 = 600

  private let forum: Forum
  private let log: OperationsLog
  private let server: MailServer
  let writer: MailWriter
  private let wake = DispatchSemaphore(value: 0)
  private let isEnding = Atomic(false)
  private let ended = DispatchSemaphore(value: 0)
  let sent = Atomic(0)
  let refused = Atomic(0)
  let postponed = Atomic(0)

  /// Throws where the server cannot be used as it is described.
  init(_ server: MailServer, writer: MailWriter, forum: Forum, log: OperationsLog) throws {
    self.forum = forum
    self.writer = writer
    self.log = log
    self.server = server
    // A password that cannot be read is told at the start, not at the first mail.
    _ = try MailTransport(server)
  }

  /// Begins to send.
  func start() {
    forum.observeCommits { [wake] _ in wake.signal() }
    Background.run("mailer") { [self] in
      run()
      ended.signal()
    }
  }

  /// Something was put into the queue here. What is an event is noticed by itself.
  func look() { wake.signal() }

  /// What of mail the metrics tell.
  func measure(_ metrics: Metrics) {
    metrics.gauge { [self] text in
      let waiting = try? forum.read { try $0.waitingMails }
      text.gauge("sfat_mails_waiting", help: "Mails that wait to be sent.", waiting?.count ?? 0)
      for (name, help, value) in [
        ("sfat_mails_sent", "Mails that the mail server took.", sent.load(ordering: .relaxed)),
        ("sfat_mails_refused", "Mails given up.", refused.load(ordering: .relaxed)),
        ("sfat_mails_postponed", "Attempts to be repeated.", postponed.load(ordering: .relaxed)),
      ] {
        text.family(name, type: "counter", help: help)
        text.sample(name + "_total", [:], Int64(value))
      }
    }
  }

  /// Ends after the mail that is being sent. Blocks.
  func stop() {
    isEnding.store(true, ordering: .relaxed)
    wake.signal()
    ended.wait()
  }

  private func run() {
    var follower = MailFollower(writer: writer)
    var cleanedAt = Instant(microseconds: 0)
    while !isEnding.load(ordering: .relaxed) {
      // Commits until now ask for this one look.
      while wake.wait(timeout: .now()) == .success {}
      do {
        try follower.step(forum) { execute($0) }
      } catch {
        log.write(.warning, "mail-follower-failed", "\(error)")
      }
      if Instant.now > cleanedAt.adding(seconds: Self.cleaningSeconds) {
        cleanedAt = .now
        _ = execute(.claimMails(limit: 0))
      }
      if sendDue() < Self.batch { _ = wake.wait(timeout: .now() + .seconds(Self.lookSeconds)) }
      if !isEnding.load(ordering: .relaxed) { usleep(Self.restMicroseconds) }
    }
  }

  /// Answers how many were tried.
  private func sendDue() -> Int {
    guard (try? forum.read({ try $0.hasDueMail(now: .now) })) ?? false else { return 0 }
    guard let ids = execute(.claimMails(limit: Self.batch))?.answer, !ids.isEmpty else { return 0 }
    guard let mails = try? forum.read({ try $0.mails(ids) }), let transport = try? MailTransport(server) else { return 0 }
    for queued in mails where !isEnding.load(ordering: .relaxed) { send(queued, transport) }
    return ids.count
  }

  private func send(_ queued: QueuedMail, _ transport: MailTransport) {
    guard queued.expiresAt > .now else {
      log.write(.warning, "mail-given-up", nil, ["mail": .number(queued.mail.id), "attempts": .number(Int64(queued.attempts))])
      _ = execute(.settleMail(queued.mail.id, .refused))
      refused.add(1, ordering: .relaxed)
      return
    }
    let message = InternetMessage.bytes(queued, from: server.from)
    let attempt = transport.send(message, to: queued.mail.address)
    switch attempt.outcome {
    case .sent: sent.add(1, ordering: .relaxed)
    case .refused: refused.add(1, ordering: .relaxed)
    case .postponed: postponed.add(1, ordering: .relaxed)
    }
    if attempt.outcome != .sent {
      log.write(
        .warning, attempt.outcome == .refused ? "mail-refused" : "mail-postponed", attempt.reason,
        ["mail": .number(queued.mail.id), "code": .number(Int64(attempt.code)), "attempts": .number(Int64(queued.attempts))])
    }
    _ = execute(.settleMail(queued.mail.id, attempt.outcome))
  }

  /// Waits for the ledger: this thread may.
  private func execute(_ command: Command) -> Receipt? {
    let done = DispatchSemaphore(value: 0)
    let receipt = Mutex<Receipt?>(nil)
    Task { [forum, log] in
      do {
        let answer = try await forum.execute(command, by: .system)
        receipt.withLock { $0 = answer }
      } catch {
        log.write(.warning, "mail-queue-failed", "\(error)")
      }
      done.signal()
    }
    done.wait()
    return receipt.withLock { $0 }
  }
}
