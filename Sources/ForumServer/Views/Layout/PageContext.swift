import ForumCore

/// What every page needs to know beyond its own records.
struct PageContext: Sendable {
  var localisation: Localisation
  var locale: InterfaceLocale
  var theme: Theme = .auto
  /// Who is signed in; nil for a guest.
  var viewer: ParticipantRecord?
  /// The token of this session's (or this guest's) forms. Nil on pages that are cached for guests: they have no such forms.
  var csrf: String?
  /// The log this server serves, and the position the page was rendered at: where its live subscription begins.
  var logID: String
  var position: Position
  /// The live topic of the page: `threads/42`. Nil where nothing is live.
  var topic: String?
  /// Where the forum is on the web, without a slash at the end: `https://sfat.example`.
  var baseURL: String
  var assets: AssetLinks
  /// The page's own path with its query: where the language switch leads back to.
  var path: String
  /// What the reader is told once, after an act.
  var notice: Notice?
  /// For whom the viewer may speak today.
  var mandates: [MandateRecord] = []
  /// Whether the viewer would be moderator or administrator with a second step at sign-in.
  var needsSecondFactor = false
  /// When terms were published that the viewer has not opened.
  var newTerms: Instant?
  /// Whether the viewer moderates, everywhere or in some space.
  var decidesSomewhere = false
  /// Whether they may write down what others say, everywhere or in some space.
  var assistsSomewhere = false
  /// Articles of posts that were written before.
  var articles: ArticleMemo?

  var texts: Texts { localisation[locale] }
}

/// Light or dark by choice, or as the reader's system has it.
enum Theme: String, Sendable, CaseIterable {
  case auto, light, dark
}

/// Addresses of the static files, each with the hash of its content: `/assets/forum.css?v=5f3a…`.
struct AssetLinks: Sendable {
  var css: String
  var liveJS: String
  var formsJS: String
  var passkeysJS: String
  var icon: String
}

/// The short sentence at the top of the page after an act. The raw value is its key under `notice.`.
enum Notice: String, Sendable, CaseIterable {
  case registered
  case signedIn = "signed-in"
  case signedOut = "signed-out"
  case saved
  case passwordChanged = "password-changed"
  case deviceAllowed = "device-allowed"
  case mailed
  case erased
  case posted, edited, withdrawn, retitled
  case held, notified, decided, proposed, claimed, released, appealed
  case appealDecided = "appeal-decided"
  case organisationRegistered = "organisation-registered"
  case mandateOffered = "mandate-offered"
  case mandateAccepted = "mandate-accepted"
  case organisationVerified = "organisation-verified"
  case spaceOpened = "space-opened"
  case administrator
}
