/// Everything that can be asked of the forum that changes it. Imperatives; a rule decides each into events or a `Rejection`.
///
/// Texts come as the person typed them: the rules trim, normalise and check them.
public enum Command: Sendable, Equatable {
  // People
  case registerParticipant(Registration)
  case rename(name: String)
  case stateSpeaker(SpeakerChoice)
  /// Marks the profession that a person says they have as verified, or takes the mark back.
  case verifyProfession(ParticipantID, on: Bool)
  /// Takes back the consent to show that one belongs to a community; clears it everywhere, at once, and erases some of the contents that
  /// said so. Answers how many it was; 0 is the end.
  case withdrawConsent
  case grantRole(ParticipantID, Role)
  /// `participant` takes back the role that somebody had in a space.
  case grantSpaceRole(ParticipantID, Role, space: String)
  /// Has what the actor said not shown, or shown again.
  case restrict(on: Bool)
  /// Erases some of the actor's own contents, or, where none is left, their account. Answers how many contents it was; 0 is the end.
  case eraseOwn(withWords: Bool)

  // Organisations
  case registerOrganisation(NewOrganisation)
  case verifyOrganisation(OrganisationID)
  /// `fields` are keys of spaces.
  case describeOrganisation(OrganisationID, fields: [String], contact: String)
  /// A manager asks for a link to an address of the organisation; who opens it verifies the organisation.
  case requestVerification(OrganisationID, link: [UInt8], mail: OutgoingMail)
  case useVerificationLink([UInt8])
  case offerMandate(OrganisationID, to: ParticipantID, from: CalendarDay, until: CalendarDay?)
  case acceptMandate(MandateID)
  case endMandate(MandateID)
  case setManager(ParticipantID, of: OrganisationID, on: Bool)

  // Threads and posts
  case openThread(NewThread)
  case retitleThread(ThreadID, title: String)
  /// `as` is the organisation spoken for, by mandate.
  case publishPost(thread: ThreadID, parent: PostID?, body: String, language: String, as: OrganisationID? = nil)
  /// `replaces` is the position of the body the editor saw; nil replaces whatever stands.
  /// Answers the post, the person, 1 where it waits for a moderator, and the thread that it opens.
  case publishAssistedPost(NewAssistedPost)
  case editPost(PostID, body: String, language: String?, replaces: Position?)
  case withdrawPost(PostID)
  case react(PostID, Reaction, on: Bool)

  // Moderation
  case giveNotice(NewNotice)
  case decide(NewDecision)
  /// A second moderator agrees with a proposed decision, or does not.
  case settleDecision(DecisionID, agrees: Bool, reason: String)
  case lodgeAppeal(DecisionID, text: String)
  case decideAppeal(AppealID, AppealOutcome, reason: String)
  /// A JSON object by language (`TermsPublished`).
  case publishTerms(JSONValue)
  case setPremoderation(space: String, SpacePolicy)
  case setRules(RuleSet)
  /// The actor works on a matter, for `Limits.claimSeconds` from now on, or no longer.
  case claimMatter(MatterID, on: Bool)
  /// The actor has been shown these decisions: from now on the time for contesting them runs.
  case markTold([DecisionID])

  // Government
  case openSpace(key: String, name: String)
  case eraseContent(position: Position, name: String, ground: ErasureGround, reason: String)
  case importBatch(source: String, [ImportItem])
  case completeImport(source: String, counts: ImportCounts)

  // Outside the log: ordinary tables with their own retention. Hashes are SHA-256 of the secret, 32 bytes.
  // Links are given by the hash of their token. Mail goes into the queue in the same transaction.
  /// A registration that begins once its address is confirmed by the link; where the address has an account, its owner is told.
  case requestRegistration(Registration, link: [UInt8], mail: OutgoingMail, ifTaken: OutgoingMail)
  case confirmRegistration(link: [UInt8])
  /// Where the address has no account, nothing happens, and the answer is the same.
  case requestSignInLink(email: String, link: [UInt8], mail: OutgoingMail)
  /// By the system: a link for who cannot sign in and has no mailbox, or a forum that sends no mail.
  case createSignInLink(ParticipantID, link: [UInt8], validSeconds: Int64)
  /// Uses a link up, with a new password where one is given; answers whose it was.
  case useSignInLink([UInt8], passwordHash: String?)
  /// Another address for the actor's account, or its first: at once where no mail is sent, else by a link to it. `ifTaken` goes to who has an
  /// account there.
  case changeEmail(String)
  case requestEmailChange(String, link: [UInt8], mail: OutgoingMail, ifTaken: OutgoingMail)
  /// `notice` tells the address before, where there was one.
  case confirmEmailChange([UInt8], notice: OutgoingMail)
  /// A secret for one-time passwords, not yet asked for: its holder shows a code first.
  case proposeOneTimePassword(secret: [UInt8])
  /// `recovery` are the hashes of paper codes; `session` is the one in which it happens.
  case confirmOneTimePassword(code: String, recovery: [[UInt8]], session: [UInt8])
  case renewRecoveryCodes(code: String, recovery: [[UInt8]])
  case endOneTimePassword(code: String)
  /// A code at sign-in, by the system; used up when it is right.
  case useCode(String, of: ParticipantID)
  /// `challenge` is the hash of what was signed; `session` the one in which it happens.
  case addPasskey(NewPasskey, name: String, challenge: [UInt8], session: [UInt8])
  case removePasskey([UInt8], session: [UInt8])
  /// A passkey at sign-in, by the system, after its signature was found right. The answer is its holder.
  case usePasskey([UInt8], signCount: Int64, challenge: [UInt8])
  /// Codes on paper, by their hashes.
  case invite([[UInt8]])
  /// `ifTaken` goes to who has an account at the address already.
  case inviteByMail(String, hash: [UInt8], mail: OutgoingMail, ifTaken: OutgoingMail)
  /// Takes back, for somebody for whom the actor wrote, the consent to be shown as of a community.
  case withdrawAssistedConsent(ParticipantID)
  /// A code on paper by which somebody for whom the actor wrote takes their account over; the one before is no longer good.
  case handOver(ParticipantID, hash: [UInt8])
  /// Takes back all of the actor's that nobody has used.
  case withdrawInvitations
  case join([UInt8], Joining)
  /// By the system: for who has neither phone nor paper any more. Their sessions end.
  case resetSecondFactor(ParticipantID)
  case queueMail(OutgoingMail)
  /// Takes mails that are due, for one attempt each; answers which.
  case claimMails(limit: Int)
  case settleMail(Int64, MailOutcome)
  /// What a follower of the log makes of a stretch of it. Answers 1, or nothing where another node was quicker.
  case follow(String, from: Position?, to: Position, [OutgoingMail])
  case startSession(NewSession)
  case touchSession(hash: [UInt8])
  case endSession(hash: [UInt8])
  /// A new password for the actor; ends all their sessions but `keeping`.
  case changePassword(passwordHash: String, keeping: [UInt8]?)
  /// By a person: a token of their own, not above their role. By the system: a participant of that name and role is made for it.
  case createToken(name: String, role: Role, hash: [UInt8])
  case revokeToken(hash: [UInt8])
  /// A program asks to act for whoever enters its code (RFC 8628), by the hashes of the code that it holds and of the one for the person.
  case requestDevice(hash: [UInt8], userCode: [UInt8], name: String)
  /// The actor lets the program act for them, not above a role; nil refuses it.
  case answerDevice(userCode: [UInt8], limit: Role?)
  case createSetupLink(hash: [UInt8], validSeconds: Int64)
  /// Makes the signed-in actor the administrator.
  case useSetupLink(hash: [UInt8])
  case markRead(ThreadID, placed: Position)
  /// The actor has opened this edition of the terms.
  case markTermsSeen(Int)
}

extension Command {
  /// A text that two commands have in common only when they are the same one.
  var identity: String {
    switch self {
    // The most frequent one, whose description would escape each letter of the body. What may hold a space comes last.
    case .publishPost(let thread, let parent, let body, let language, let organisation):
      "publishPost \(thread) \(parent?.description ?? "-") \(organisation?.description ?? "-") \(language.utf8.count) \(language) \(body)"
    // A description is made of the values alone.
    default: "\(self)"
    }
  }
}

/// As what a person will speak from now on. With an organisation, category and level are the organisation's
/// (in a mixed one the person chooses their own).
public struct SpeakerChoice: Sendable, Equatable {
  public var category: StakeholderCategory?
  public var level: InstitutionLevel?
  public var organisation: OrganisationID?
  public var profession: Profession?
  /// Explicit consent to show that one belongs to a community; needed where the category comes out as `community`.
  public var consent: Bool

  public init(
    category: StakeholderCategory? = nil, level: InstitutionLevel? = nil, organisation: OrganisationID? = nil,
    profession: Profession? = nil, consent: Bool = false
  ) {
    self.category = category
    self.level = level
    self.organisation = organisation
    self.profession = profession
    self.consent = consent
  }
}

/// An organisation as its registrant describes it; unverified until an administrator says so.
public struct NewOrganisation: Sendable, Equatable {
  public var name: String
  public var category: StakeholderCategory
  public var level: InstitutionLevel?
  /// Territory code.
  public var territory: String?

  public init(name: String, category: StakeholderCategory, level: InstitutionLevel? = nil, territory: String? = nil) {
    self.name = name
    self.category = category
    self.level = level
    self.territory = territory
  }
}

/// A thread with its first post.
public struct NewThread: Sendable, Equatable {
  public var space: String
  public var kind: ThreadKind
  /// Territory code; `RO` for the whole country.
  public var territory: String?
  public var title: String
  public var body: String
  public var language: String
  /// The organisation spoken for, by mandate.
  public var spokenFor: OrganisationID?

  public init(
    space: String, kind: ThreadKind, territory: String?, title: String, body: String, language: String,
    spokenFor: OrganisationID? = nil
  ) {
    self.space = space
    self.kind = kind
    self.territory = territory
    self.title = title
    self.body = body
    self.language = language
    self.spokenFor = spokenFor
  }
}
