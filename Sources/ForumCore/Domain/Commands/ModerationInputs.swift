/// A notice (flag) as its sender wrote it. A visitor's needs a name and an address, except about what harms children
/// (DSA 16(2)(c)).
public struct NewNotice: Sendable, Equatable {
  public var subject: ModerationSubject
  public var ground: Ground
  public var explanation: String
  /// The sender believes in good faith that it is accurate and complete (DSA 16(2)(d)).
  public var isInGoodFaith: Bool
  public var contactName: String
  public var contactEmail: String
  /// The interface language of the sender.
  public var language: String
  /// SHA-256 of the code by which a visitor finds the notice again; nil for who is signed in.
  public var receiptHash: [UInt8]?
  /// The confirmation that goes to a visitor's address, where there is one and mail can be sent.
  public var confirmation: OutgoingMail?

  public init(
    subject: ModerationSubject, ground: Ground, explanation: String, isInGoodFaith: Bool, contactName: String = "",
    contactEmail: String = "", language: String, receiptHash: [UInt8]? = nil, confirmation: OutgoingMail? = nil
  ) {
    self.subject = subject
    self.ground = ground
    self.explanation = explanation
    self.isInGoodFaith = isInGoodFaith
    self.contactName = contactName
    self.contactEmail = contactEmail
    self.language = language
    self.receiptHash = receiptHash
    self.confirmation = confirmation
  }
}

/// A decision as a moderator writes it, with the statement of reasons that goes to the person it restricts.
public struct NewDecision: Sendable, Equatable {
  public var subject: ModerationSubject
  public var measure: Measure
  public var basis: DecisionBasis
  public var ground: Ground
  /// What happened: facts and circumstances (DSA 17(3)(b)). Public: names nobody.
  public var facts: String
  /// Why that is against the law or the terms (DSA 17(3)(d), (e)). Public. May be empty where nothing is restricted.
  public var explanation: String
  /// How long, for what lasts; nil for good.
  public var days: Int?
  /// Seconds between two posts of one person, for slow mode.
  public var seconds: Int?
  public var label: PostLabel?
  /// The key of the space to move to.
  public var space: String?
  /// The title of the thread that is made by `split`.
  public var title: String
  /// The thread to merge into.
  public var into: ThreadID?
  /// For `lift` of what was done to a person: the decision that did it.
  public var replaces: DecisionID?
  /// The language of the texts.
  public var language: String

  public init(
    subject: ModerationSubject, measure: Measure, basis: DecisionBasis = .terms, ground: Ground = .other, facts: String,
    explanation: String = "", days: Int? = nil, seconds: Int? = nil, label: PostLabel? = nil, space: String? = nil,
    title: String = "", into: ThreadID? = nil, replaces: DecisionID? = nil, language: String = "ro"
  ) {
    self.subject = subject
    self.measure = measure
    self.basis = basis
    self.ground = ground
    self.facts = facts
    self.explanation = explanation
    self.days = days
    self.seconds = seconds
    self.label = label
    self.space = space
    self.title = title
    self.into = into
    self.replaces = replaces
    self.language = language
  }
}
