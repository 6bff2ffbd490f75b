import ForumCore
import ForumWire

extension Routed {
  /// Parses a request's path, without its query. Nil when there is nothing at it.
  ///
  /// Only what `Route` would print is accepted, or the same with unreserved characters percent-encoded: identifiers are plain
  /// decimals from 1 without leading zeros, names hold letters, digits, `-`, `_` and (assets) `.`; a trailing slash is another
  /// address.
  public init?(path sent: String) {
    let path = PercentEncoding.normalized(path: sent)
    guard path.utf8.first == UInt8(ascii: "/"), path.utf8.count <= 512 else { return nil }
    if let plain = Route(segments: path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)) {
      self.init(plain)
      return
    }
    // A suffix asks for a representation, where the route has that one.
    guard let dot = path.lastIndex(of: "."), let suffix = Representation(rawValue: String(path[path.index(after: dot)...]))
    else { return nil }
    let bare = path[..<dot]
    let route =
      bare == "/index"
      ? Route.home : Route(segments: bare.dropFirst().split(separator: "/", omittingEmptySubsequences: false))
    guard let route, bare != "/", route.template.representations.contains(suffix) else { return nil }
    self.init(route, as: suffix)
  }
}

extension Route {
  /// The route at these segments of a path, or nil.
  init?(segments: [Substring]) {
    switch segments.count {
    case 1:
      switch segments[0] {
      case "": self = .home
      case "about": self = .about
      case "spaces": self = .spaces
      case "threads": self = .threads
      case "register": self = .register
      case "sign-in": self = .signIn
      case "sign-out": self = .signOut
      case "profile": self = .profile
      case "organisations": self = .organisations
      case "notices": self = .notices
      case "moderation": self = .moderation
      case "moderation-log": self = .moderationLog
      case "roles": self = .roles
      case "decisions": self = .decisions
      case "terms": self = .terms
      case "transparency": self = .transparency
      case "invitations": self = .invitations
      case "join": self = .joining
      case "device": self = .device
      case "preferences": self = .preferences
      case "territories": self = .territories
      case "live": self = .live
      case "healthz": self = .health
      case "readyz": self = .readiness
      case "metrics": self = .metrics
      case "openapi.yaml": self = .openAPI
      case "asyncapi.yaml": self = .asyncAPI
      case "robots.txt": self = .robots
      default: return nil
      }
    case 2: self.init(segments[0], segments[1])
    case 3: self.init(segments[0], segments[1], then: segments[2])
    default: return nil
    }
  }

  private init?(_ first: Substring, _ second: Substring) {
    switch (first, second) {
    case ("threads", "new"): self = .newThread
    case ("threads", "assist"): self = .assistThread
    case ("organisations", "new"): self = .newOrganisation
    case ("notices", "new"): self = .newNotice
    case ("decisions", "new"): self = .newDecision
    case ("transparency", "report.csv"): self = .transparencyCSV
    case ("moderation", "several"): self = .severalMatters
    case ("moderation", "rules"): self = .moderationRules
    case ("moderation-log", "statements"): self = .statements
    case ("sign-in", "link"): self = .signInLink
    case ("sign-in", "code"): self = .secondStep
    case ("sign-in", "passkey"): self = .passkeySignIn
    case ("profile", "passkeys"): self = .passkeys
    case ("profile", "second-factor"): self = .secondFactor
    case ("profile", "moderation"): self = .ownModeration
    case ("profile", "name"): self = .profileName
    case ("profile", "speaker"): self = .profileSpeaker
    case ("profile", "email"): self = .profileEmail
    case ("profile", "password"): self = .profilePassword
    case ("profile", "sessions"): self = .profileSessions
    case ("profile", "data"): self = .ownData
    case ("profile", "restriction"): self = .restriction
    case ("profile", "erase"): self = .erasure
    case ("device", "authorization"): self = .deviceAuthorization
    case ("device", "token"): self = .deviceToken
    case ("live", "events"): self = .liveEvents
    case (".well-known", "security.txt"): self = .securityText
    case ("test", "echo"): self = .testEcho
    case ("spaces", let key):
      guard Self.isName(key) else { return nil }
      self = .space(String(key))
    case ("join", let code):
      guard Self.isName(code) else { return nil }
      self = .join(String(code))
    case ("setup", let code):
      guard Self.isName(code) else { return nil }
      self = .setup(String(code))
    case ("register", let code):
      guard Self.isName(code) else { return nil }
      self = .confirmRegistration(String(code))
    case ("receipts", let code):
      guard Self.isName(code) else { return nil }
      self = .noticeReceipt(String(code))
    case ("problems", let code):
      guard Self.isName(code) else { return nil }
      self = .problem(String(code))
    case ("assets", let name):
      guard Self.isName(name, dots: true) else { return nil }
      self = .asset(String(name))
    case ("threads", let id):
      guard let id = Self.position(id) else { return nil }
      self = .thread(ThreadID(id))
    case ("posts", let id):
      guard let id = Self.position(id) else { return nil }
      self = .post(PostID(id))
    case ("participants", let id):
      guard let id = Self.position(id) else { return nil }
      self = .participant(ParticipantID(id))
    case ("organisations", let id):
      guard let id = Self.position(id) else { return nil }
      self = .organisation(OrganisationID(id))
    case ("notices", let id):
      guard let id = Self.position(id) else { return nil }
      self = .notice(NoticeID(id))
    case ("moderation", let id):
      guard let id = Self.position(id) else { return nil }
      self = .matter(MatterID(id))
    case ("decisions", let id):
      guard let id = Self.position(id) else { return nil }
      self = .decision(DecisionID(id))
    case ("appeals", let id):
      guard let id = Self.position(id) else { return nil }
      self = .appeal(AppealID(id))
    case ("terms", let number):
      guard let number = Self.position(number), number < 1_000_000 else { return nil }
      self = .termsEdition(Int(number))
    default: return nil
    }
  }

  private init?(_ first: Substring, _ second: Substring, then act: Substring) {
    if first == "spaces", act == "moderation", Self.isName(second) {
      self = .spaceModeration(String(second))
      return
    }
    if first == "spaces", act == "voices", Self.isName(second) {
      self = .spaceVoices(String(second))
      return
    }
    if first == "profile", second == "email", Self.isName(act) {
      self = .confirmEmail(String(act))
      return
    }
    if first == "organisations", second == "mailbox", Self.isName(act) {
      self = .useVerificationLink(String(act))
      return
    }
    if first == "sign-in", second == "link", Self.isName(act) {
      self = .useSignInLink(String(act))
      return
    }
    guard let id = Self.position(second) else { return nil }
    switch (first, act) {
    case ("participants", "profession"): self = .verifyProfession(ParticipantID(id))
    case ("threads", "reply"): self = .reply(ThreadID(id))
    case ("threads", "posts"): self = .posts(ThreadID(id))
    case ("threads", "title"): self = .retitleThread(ThreadID(id))
    case ("threads", "voices"): self = .threadVoices(ThreadID(id))
    case ("threads", "assist"): self = .assist(ThreadID(id))
    case ("posts", "edit"): self = .editPost(PostID(id))
    case ("posts", "history"): self = .postHistory(PostID(id))
    case ("posts", "withdraw"): self = .withdrawPost(PostID(id))
    case ("posts", "reactions"): self = .reactions(PostID(id))
    case ("moderation", "claim"): self = .claimMatter(MatterID(id))
    case ("decisions", "settle"): self = .settleDecision(DecisionID(id))
    case ("decisions", "appeal"): self = .appealDecision(DecisionID(id))
    case ("organisations", "mandates"): self = .mandates(OrganisationID(id))
    case ("organisations", "managers"): self = .managers(OrganisationID(id))
    case ("organisations", "description"): self = .describeOrganisation(OrganisationID(id))
    case ("mandates", "accept"): self = .acceptMandate(MandateID(id))
    case ("mandates", "end"): self = .endMandate(MandateID(id))
    case ("organisations", "mailbox"): self = .organisationMailbox(OrganisationID(id))
    case ("organisations", "verify"): self = .verifyOrganisation(OrganisationID(id))
    default: return nil
    }
  }

  /// A position as it is printed, and nothing else: `42`, never `042`, `+42`, `0` or beyond `Int64`.
  static func position(_ text: Substring) -> Position? {
    guard (1...19).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "0"),
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Position(text)
  }

  private static func isName(_ text: Substring, dots: Bool = false) -> Bool {
    guard (1...128).contains(text.utf8.count), text.utf8.first != UInt8(ascii: ".") else { return false }
    return text.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      case UInt8(ascii: "."): dots
      default: false
      }
    }
  }
}
