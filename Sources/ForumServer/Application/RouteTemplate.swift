import ForumCore

/// The shape of a route: its path with a name in braces where the parameter stands, as OpenAPI, metrics and logs write it.
/// The one list of all addresses: `Route` prints and parses through it.
public enum RouteTemplate: String, Hashable, Sendable, CaseIterable {
  case home = "/"
  case about = "/about"
  case spaces = "/spaces"
  case space = "/spaces/{space}"
  case threads = "/threads"
  case newThread = "/threads/new"
  case thread = "/threads/{thread}"
  case reply = "/threads/{thread}/reply"
  case posts = "/threads/{thread}/posts"
  case retitleThread = "/threads/{thread}/title"
  case threadVoices = "/threads/{thread}/voices"
  case spaceVoices = "/spaces/{space}/voices"
  case assistThread = "/threads/assist"
  case assist = "/threads/{thread}/assist"
  case post = "/posts/{post}"
  case editPost = "/posts/{post}/edit"
  case postHistory = "/posts/{post}/history"
  case withdrawPost = "/posts/{post}/withdraw"
  case reactions = "/posts/{post}/reactions"
  case register = "/register"
  case confirmRegistration = "/register/{code}"
  case signIn = "/sign-in"
  case signInLink = "/sign-in/link"
  case useSignInLink = "/sign-in/link/{code}"
  case secondStep = "/sign-in/code"
  case signOut = "/sign-out"
  case profile = "/profile"
  case passkeySignIn = "/sign-in/passkey"
  case passkeys = "/profile/passkeys"
  case secondFactor = "/profile/second-factor"
  case profileName = "/profile/name"
  case profileSpeaker = "/profile/speaker"
  case profileEmail = "/profile/email"
  case confirmEmail = "/profile/email/{code}"
  case profilePassword = "/profile/password"
  case profileSessions = "/profile/sessions"
  case ownData = "/profile/data"
  case restriction = "/profile/restriction"
  case erasure = "/profile/erase"
  case participant = "/participants/{participant}"
  case verifyProfession = "/participants/{participant}/profession"
  case organisations = "/organisations"
  case newOrganisation = "/organisations/new"
  case organisation = "/organisations/{organisation}"
  case verifyOrganisation = "/organisations/{organisation}/verify"
  case organisationMailbox = "/organisations/{organisation}/mailbox"
  case useVerificationLink = "/organisations/mailbox/{code}"
  case notices = "/notices"
  case newNotice = "/notices/new"
  case notice = "/notices/{notice}"
  case noticeReceipt = "/receipts/{code}"
  case moderation = "/moderation"
  case matter = "/moderation/{matter}"
  case severalMatters = "/moderation/several"
  case claimMatter = "/moderation/{matter}/claim"
  case moderationRules = "/moderation/rules"
  case spaceModeration = "/spaces/{space}/moderation"
  case roles = "/roles"
  case decisions = "/decisions"
  case newDecision = "/decisions/new"
  case decision = "/decisions/{decision}"
  case settleDecision = "/decisions/{decision}/settle"
  case appealDecision = "/decisions/{decision}/appeal"
  case appeal = "/appeals/{appeal}"
  case ownModeration = "/profile/moderation"
  case moderationLog = "/moderation-log"
  case statements = "/moderation-log/statements"
  case transparency = "/transparency"
  case transparencyCSV = "/transparency/report.csv"
  case terms = "/terms"
  case termsEdition = "/terms/{number}"
  case mandates = "/organisations/{organisation}/mandates"
  case managers = "/organisations/{organisation}/managers"
  case describeOrganisation = "/organisations/{organisation}/description"
  case acceptMandate = "/mandates/{mandate}/accept"
  case endMandate = "/mandates/{mandate}/end"
  case setup = "/setup/{code}"
  case invitations = "/invitations"
  case joining = "/join"
  case join = "/join/{code}"
  case deviceAuthorization = "/device/authorization"
  case deviceToken = "/device/token"
  case device = "/device"
  case preferences = "/preferences"
  case territories = "/territories"
  case problem = "/problems/{code}"
  case live = "/live"
  case liveEvents = "/live/events"
  case health = "/healthz"
  case readiness = "/readyz"
  case metrics = "/metrics"
  case openAPI = "/openapi.yaml"
  case asyncAPI = "/asyncapi.yaml"
  case asset = "/assets/{name}"
  case robots = "/robots.txt"
  case securityText = "/.well-known/security.txt"
  case testEcho = "/test/echo"

  /// The methods it answers to; HEAD goes with GET. Anything else is 405 with these in `Allow`.
  public var methods: [String] {
    switch self {
    case .threads, .post, .withdrawPost, .retitleThread, .assist, .register, .confirmRegistration, .signIn,
      .signInLink, .useSignInLink, .passkeySignIn, .passkeys, .secondFactor, .spaces, .organisations, .setup, .invitations, .join,
      .moderationRules, .device, .roles, .useVerificationLink, .severalMatters, .confirmEmail, .assistThread,
      .appealDecision,
      .appeal, .terms, .erasure:
      ["GET", "HEAD", "POST"]
    case .testEcho: ["GET", "POST"]
    case .posts, .reactions, .secondStep, .signOut, .profileName, .profileSpeaker, .profileEmail, .restriction, .profilePassword,
      .profileSessions,
      .verifyOrganisation, .organisationMailbox, .verifyProfession, .deviceAuthorization, .deviceToken,
      .preferences,
      .notices, .claimMatter, .decisions, .spaceModeration, .mandates, .managers, .describeOrganisation,
      .acceptMandate, .endMandate, .settleDecision:
      ["POST"]
    // A stream of events has no end, and so no length that HEAD could tell.
    case .liveEvents: ["GET"]
    default: ["GET", "HEAD"]
    }
  }

  /// What GET can send, the first by default. Empty for what is neither a page nor data of the forum.
  public var representations: [Representation] {
    switch self {
    case .home, .threads, .space, .thread, .moderationLog: [.html, .json, .atom]
    case .threadVoices, .spaceVoices, .notice, .moderation, .matter, .roles, .decision, .appeal, .ownModeration, .ownData,
      .transparency, .moderationRules,
      .terms,
      .termsEdition:
      [.html, .json]
    case .statements, .passkeySignIn, .passkeys: [.json]
    case .spaces, .post, .postHistory, .profile, .participant, .organisations, .organisation: [.html, .json]
    case .territories: [.json]
    case .about, .newThread, .reply, .editPost, .withdrawPost, .retitleThread, .assist, .newNotice, .noticeReceipt, .erasure,
      .newDecision,
      .appealDecision, .register, .confirmRegistration, .signIn, .signInLink, .useSignInLink, .secondFactor,
      .newOrganisation, .setup, .invitations, .joining, .join, .device, .useVerificationLink, .severalMatters, .confirmEmail,
      .assistThread, .problem:
      [.html]
    default: []
    }
  }
}
