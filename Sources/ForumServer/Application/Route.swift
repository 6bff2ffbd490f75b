public import ForumCore

/// Every address of the server: it parses a path **and** prints it, so that no link can rot. Pages, feeds, handlers, logs,
/// metrics and `docs/openapi.yaml` all speak of these.
///
/// The query is apart (`url(as:_:)` appends one), and so is the suffix that chooses a representation (`Routed`).
public enum Route: Hashable, Sendable {
  case home
  case about
  case spaces
  case space(String)
  case threads
  case newThread
  case thread(ThreadID)
  /// The form that answers a post of the thread; without JavaScript, "Răspunde" leads here.
  case reply(ThreadID)
  /// Where a post of the thread is sent to.
  case posts(ThreadID)
  case retitleThread(ThreadID)
  /// Who has been heard.
  case threadVoices(ThreadID)
  case spaceVoices(String)
  /// Where a facilitator writes down what somebody without an account says.
  case assist(ThreadID)
  /// The same as the first post of a thread.
  case assistThread
  /// A post's permalink: leads to its place on the thread's page; with `.json` it is the post. POST edits it.
  case post(PostID)
  case editPost(PostID)
  case postHistory(PostID)
  case withdrawPost(PostID)
  case reactions(PostID)
  case register
  /// What a mailed link opens: makes the account whose address it confirms.
  case confirmRegistration(String)
  case signIn
  /// Asks for a mailed link that signs in.
  case signInLink
  case useSignInLink(String)
  /// Where the code goes that is asked for after the password.
  case secondStep
  case signOut
  case profile
  /// What a browser needs to sign in by a passkey, and where what it signed goes.
  case passkeySignIn
  /// The same for making one; and where one is removed.
  case passkeys
  /// One-time passwords, recovery codes, passkeys.
  case secondFactor
  case profileName
  case profileSpeaker
  case profilePassword
  /// Another address; and what the link opens that went there.
  case profileEmail
  case confirmEmail(String)
  /// Ending sessions of one's own.
  case profileSessions
  /// Everything the forum holds about oneself.
  case ownData
  /// Has what one said not shown.
  case restriction
  case erasure
  case participant(ParticipantID)
  /// Marks a profession as verified.
  case verifyProfession(ParticipantID)
  case organisations
  case newOrganisation
  case organisation(OrganisationID)
  case verifyOrganisation(OrganisationID)
  /// Has a link sent to a mailbox of the organisation; and what that link opens.
  case organisationMailbox(OrganisationID)
  case useVerificationLink(String)
  case notices
  /// The form for a notice, about what the query names.
  case newNotice
  case notice(NoticeID)
  /// A visitor's notice, by the code they were given.
  case noticeReceipt(String)
  /// The moderators' queue.
  case moderation
  case matter(MatterID)
  case claimMatter(MatterID)
  /// Several of them, decided together.
  case severalMatters
  /// The rules and spaces that have posts wait.
  case moderationRules
  case spaceModeration(String)
  /// Who has which role, everywhere or in one space.
  case roles
  case decisions
  case newDecision
  case decision(DecisionID)
  case settleDecision(DecisionID)
  /// The form that contests a decision, and where it is sent to.
  case appealDecision(DecisionID)
  case appeal(AppealID)
  /// One's own notices, decisions about oneself, one's appeals.
  case ownModeration
  /// The public record of moderation.
  case moderationLog
  /// The same as statements of reasons, for the Commission's database.
  case statements
  /// What was told, decided and contested in a period.
  case transparency
  case transparencyCSV
  case terms
  case termsEdition(Int)
  case mandates(OrganisationID)
  case managers(OrganisationID)
  case describeOrganisation(OrganisationID)
  case acceptMandate(MandateID)
  case endMandate(MandateID)
  /// The one-time link that makes its opener the administrator.
  case setup(String)
  /// Codes on paper, and mailed invitations.
  case invitations
  /// Where a code from paper is typed.
  case joining
  /// What a code or a mailed invitation opens.
  case join(String)
  /// Where a program asks to act for somebody (RFC 8628), where it asks what became of that, and where the person answers.
  case deviceAuthorization
  case deviceToken
  case device
  case preferences
  case territories
  /// What a kind of problem means: the address in `type` of every problem+json.
  case problem(String)
  case live
  case liveEvents
  case health
  case readiness
  case metrics
  case openAPI
  case asyncAPI
  case asset(String)
  case robots
  case securityText
  /// The echo for conformance suites; exists only in test mode.
  case testEcho
}

/// A route with the representation its suffix asked for: `/threads/42.json` is `.thread(42)` as `.json`.
public struct Routed: Hashable, Sendable {
  public let route: Route
  /// Nil when the path has no suffix: then `Accept` decides.
  public let suffix: Representation?

  public init(_ route: Route, as suffix: Representation? = nil) {
    self.route = route
    self.suffix = suffix
  }
}

/// What a resource can be sent as. The raw value is the path's suffix, without the dot.
public enum Representation: String, Hashable, Sendable, CaseIterable {
  case html, json, atom
}
