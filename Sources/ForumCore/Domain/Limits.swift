/// Every bound of the domain, by name. Lengths of texts are in Unicode scalars after trimming.
public enum Limits {
  public static let title = 200
  public static let body = 20_000
  public static let name = 80
  public static let organisationName = 200
  public static let reason = 2_000
  /// How the public reaches an organisation.
  public static let contact = 300
  /// Fewer posts from communities than this are not counted in a balance.
  public static let smallCell = 5
  /// Posts of a space over which people and reactions are counted.
  public static let countedPosts = 100_000
  /// Facts and circumstances of a decision: as long as the Commission's database takes them.
  public static let facts = 5_000
  /// Contents that a person's own erasure takes away at a time, so that nobody waits long.
  public static let erasureBatch = 100
  /// Versions of one post that a decision erases.
  public static let erasedVersions = 1_000
  /// Of one person.
  public static let passkeys = 20
  /// Codes on paper for the second step, made at a time.
  public static let recoveryCodes = 10
  /// Codes on paper that are made at a time, and invitations of one person that wait to be used; each is good for 90 days.
  public static let invitationsAtOnce = 50
  public static let invitationsWaiting = 500
  /// People of a facilitator that are listed: the newest.
  public static let assistedPeople = 200
  public static let invitationSeconds: Int64 = 90 * 86_400
  /// A device's name in the list of sessions.
  public static let device = 60
  /// Programs that wait to be allowed, and for how long one may; tokens of one person.
  public static let devicesWaiting = 1_000
  public static let deviceSeconds: Int64 = 900
  public static let tokens = 50
  /// Words and phrases of the rules that hold posts, and the length of each.
  public static let ruleWords = 2_000
  public static let ruleWord = 80
  public static let termsBytes = 200_000
  /// The longest time for which a person can be restricted; beyond it only for good.
  public static let sanctionDays = 365
  /// Posts that a moderator moves to another thread at a time: each is an event.
  public static let movedPosts = 500
  /// The longest time between two posts in slow mode: a day.
  public static let slowSeconds = 86_400
  /// How long a decision can be contested after its person was told (DSA 20(1)).
  public static let appealMonths: Int64 = 6
  /// How long a moderator's claim on a matter holds.
  public static let claimSeconds: Int64 = 900
  /// Octets of an address (RFC 5321, 4.5.3.1.3, without the angle brackets).
  public static let email = 254
  /// Characters of a password; long ones are welcome, no composition is asked (NIST SP 800-63B, 5.1.1.2).
  public static let passwordMinimum = 10
  public static let passwordMaximum = 200
  public static let spaceKey = 40
  /// Mails that wait; beyond, what would send another is refused, and followers wait.
  public static let waitingMails = 10_000
  public static let importBatch = 200
  /// Posts, threads or organisations in one page; larger asks are answered with this many.
  public static let page = 200
  /// Versions of a post in one page: each holds a whole body.
  public static let revisions = 20
  /// A session ends when unused for this long, or this long after sign-in.
  public static let sessionIdleSeconds: Int64 = 30 * 86_400
  public static let sessionSeconds: Int64 = 180 * 86_400
  /// A session's last use is written at most this often.
  public static let sessionTouchSeconds: Int64 = 3_600
}
