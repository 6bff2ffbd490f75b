import ForumCore

/// Follows the log for what people are written to about. Its place is stored with the mails it makes, in one transaction: nobody is
/// written to twice about one thing, and nobody forgotten, whichever node does it and whenever it stops.
///
/// Lives on the mailer's thread.
struct MailFollower {
  private static let name = "mail"
  /// Entries with mails that are taken at a time.
  private static let slice = 50
  /// The stored place follows the log at least at this distance, so that a new start has little to look through.
  private static let stride: Position = 100_000

  let writer: MailWriter
  /// How far the log was looked through, here.
  private var seen: Position?
  /// How far it is stored.
  private var stored: Position?

  init(writer: MailWriter) { self.writer = writer }

  /// Writes what there is to write about by now. `execute` gives a command to the ledger and waits; nil is a failure, after which the
  /// next step begins again where the last one ended.
  mutating func step(_ forum: Forum, execute: (Command) -> Receipt?) throws {
    while true {
      if seen == nil {
        stored = try forum.read { try $0.follower(Self.name) }
        seen = stored
      }
      guard let from = seen else {
        // What was done before mail was set up is written to nobody.
        let head = forum.head
        guard execute(.follow(Self.name, from: nil, to: head, []))?.answer == [1] else { return }
        (seen, stored) = (head, head)
        continue
      }
      guard forum.head > from else { return }
      let (mails, to, isLast) = try forum.read { reader -> ([OutgoingMail], Position, Bool) in
        let (causes, seen) = try reader.mailCauses(after: from, limit: Self.slice)
        return (try causes.flatMap { try self.mails(about: $0, reader) }, seen, causes.count < Self.slice)
      }
      if !mails.isEmpty || to - (stored ?? 0) > Self.stride {
        guard let receipt = execute(.follow(Self.name, from: stored, to: to, mails)) else { return }
        guard receipt.answer == [1] else {
          // Another node was quicker.
          (seen, stored) = (nil, nil)
          continue
        }
        stored = to
      }
      seen = to
      if isLast { return }
    }
  }

  private func mails(about cause: MailCause, _ reader: Reader) throws -> [OutgoingMail] {
    switch cause.kind {
    case .decision(let id):
      guard let decision = try reader.decision(id), decision.isTaken else { return [] }
      var mails: [OutgoingMail] = []
      // What was found in order concerns nobody but who told of it.
      if decision.measure != .none, let person = decision.person, let affected = try self.reader(person.id, reader) {
        mails.append(writer.decision(decision, to: affected))
      }
      for notice in try reader.notices(decided: id) {
        if let author = notice.author {
          if let told = try self.reader(author.id, reader) { mails.append(writer.noticeDecided(decision, to: told)) }
        } else if let address = notice.contactEmail, !address.isEmpty {
          let locale = InterfaceLocale(rawValue: decision.language) ?? .fallback
          mails.append(writer.noticeDecided(decision, to: MailReader(address: address, locale: locale)))
        }
      }
      return mails
    case .appeal(let id):
      guard let appeal = try reader.appeal(id), let author = appeal.author, let told = try self.reader(author.id, reader) else {
        return []
      }
      return [writer.appealDecided(appeal, to: told)]
    case .mandate(let id):
      guard let mandate = try reader.mandate(id), !mandate.isEnded, let told = try self.reader(mandate.person.id, reader) else {
        return []
      }
      return [writer.mandateOffered(mandate, to: told)]
    }
  }

  /// Nil for who has no account with an address: they find it at their next sign-in.
  private func reader(_ id: ParticipantID, _ reader: Reader) throws -> MailReader? {
    guard let account = try reader.account(of: id), let address = account.email else { return nil }
    return MailReader(participant: id, address: address, locale: InterfaceLocale(rawValue: account.language) ?? .fallback)
  }
}
