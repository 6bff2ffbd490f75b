import ForumCore

extension Route {
  /// The shape of this route, without its parameter.
  public var template: RouteTemplate {
    switch self {
    case .home: .home
    case .about: .about
    case .spaces: .spaces
    case .space: .space
    case .threads: .threads
    case .newThread: .newThread
    case .thread: .thread
    case .reply: .reply
    case .posts: .posts
    case .retitleThread: .retitleThread
    case .threadVoices: .threadVoices
    case .spaceVoices: .spaceVoices
    case .assistThread: .assistThread
    case .assist: .assist
    case .post: .post
    case .editPost: .editPost
    case .postHistory: .postHistory
    case .withdrawPost: .withdrawPost
    case .reactions: .reactions
    case .register: .register
    case .confirmRegistration: .confirmRegistration
    case .signIn: .signIn
    case .signInLink: .signInLink
    case .useSignInLink: .useSignInLink
    case .secondStep: .secondStep
    case .signOut: .signOut
    case .passkeySignIn: .passkeySignIn
    case .passkeys: .passkeys
    case .secondFactor: .secondFactor
    case .profile: .profile
    case .profileName: .profileName
    case .profileSpeaker: .profileSpeaker
    case .profileEmail: .profileEmail
    case .confirmEmail: .confirmEmail
    case .profilePassword: .profilePassword
    case .profileSessions: .profileSessions
    case .ownData: .ownData
    case .restriction: .restriction
    case .erasure: .erasure
    case .participant: .participant
    case .verifyProfession: .verifyProfession
    case .organisations: .organisations
    case .newOrganisation: .newOrganisation
    case .organisation: .organisation
    case .verifyOrganisation: .verifyOrganisation
    case .organisationMailbox: .organisationMailbox
    case .useVerificationLink: .useVerificationLink
    case .notices: .notices
    case .newNotice: .newNotice
    case .notice: .notice
    case .noticeReceipt: .noticeReceipt
    case .moderation: .moderation
    case .matter: .matter
    case .severalMatters: .severalMatters
    case .claimMatter: .claimMatter
    case .moderationRules: .moderationRules
    case .spaceModeration: .spaceModeration
    case .roles: .roles
    case .decisions: .decisions
    case .newDecision: .newDecision
    case .decision: .decision
    case .settleDecision: .settleDecision
    case .appealDecision: .appealDecision
    case .appeal: .appeal
    case .ownModeration: .ownModeration
    case .moderationLog: .moderationLog
    case .statements: .statements
    case .transparency: .transparency
    case .transparencyCSV: .transparencyCSV
    case .terms: .terms
    case .termsEdition: .termsEdition
    case .mandates: .mandates
    case .managers: .managers
    case .describeOrganisation: .describeOrganisation
    case .acceptMandate: .acceptMandate
    case .endMandate: .endMandate
    case .setup: .setup
    case .invitations: .invitations
    case .joining: .joining
    case .join: .join
    case .deviceAuthorization: .deviceAuthorization
    case .deviceToken: .deviceToken
    case .device: .device
    case .preferences: .preferences
    case .territories: .territories
    case .problem: .problem
    case .live: .live
    case .liveEvents: .liveEvents
    case .health: .health
    case .readiness: .readiness
    case .metrics: .metrics
    case .openAPI: .openAPI
    case .asyncAPI: .asyncAPI
    case .asset: .asset
    case .robots: .robots
    case .securityText: .securityText
    case .testEcho: .testEcho
    }
  }

  /// What stands in the braces of the template; nil where it has none.
  public var parameter: String? {
    switch self {
    case .space(let key), .spaceModeration(let key), .spaceVoices(let key): key
    case .asset(let name): name
    case .setup(let code), .join(let code), .problem(let code), .noticeReceipt(let code), .confirmRegistration(let code),
      .useSignInLink(let code), .useVerificationLink(let code), .confirmEmail(let code):
      code
    case .thread(let id), .reply(let id), .posts(let id), .retitleThread(let id), .threadVoices(let id), .assist(let id):
      id.description
    case .post(let id), .editPost(let id), .postHistory(let id), .withdrawPost(let id), .reactions(let id): id.description
    case .notice(let id): id.description
    case .matter(let id), .claimMatter(let id): id.description
    case .decision(let id), .settleDecision(let id), .appealDecision(let id): id.description
    case .appeal(let id): id.description
    case .termsEdition(let number): String(number)
    case .participant(let id), .verifyProfession(let id): id.description
    case .organisation(let id), .verifyOrganisation(let id), .organisationMailbox(let id), .mandates(let id), .managers(let id),
      .describeOrganisation(let id):
      id.description
    case .acceptMandate(let id), .endMandate(let id): id.description
    default: nil
    }
  }
}
