/// A mail to be sent, as its reader will see it. It waits in the database from the moment its cause is committed until a mail server
/// has taken it.
public struct OutgoingMail: Sendable, Equatable {
  /// Random: the mail's Message-ID is made of it, so that what arrives twice after a crash can be recognised.
  public var id: Int64
  /// Whose account it is about: their mail goes with the account. Nil for visitors.
  public var participant: ParticipantID?
  public var address: String
  /// The language of subject and body.
  public var language: String
  public var subject: String
  public var body: String
  /// After this many seconds it is of no use and is not sent any more.
  public var usefulSeconds: Int64

  /// Three days of attempts, as mail servers have it (RFC 5321, 4.5.4.1 asks for four to five; ours is only the first hop).
  public static let usualSeconds: Int64 = 3 * 86_400

  public init(
    participant: ParticipantID? = nil, address: String, language: String, subject: String, body: String,
    usefulSeconds: Int64 = OutgoingMail.usualSeconds
  ) {
    id = Int64(bitPattern: RandomBytes.make(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } >> 1)
    self.participant = participant
    self.address = address
    self.language = language
    self.subject = subject
    self.body = body
    self.usefulSeconds = usefulSeconds
  }
}

/// What came of an attempt to send a mail.
public enum MailOutcome: Sendable, Equatable {
  /// The server took it.
  case sent
  /// It cannot be sent, ever: the server said so.
  case refused
  /// To be tried again, later.
  case postponed
}
