import ForumCore

/// A decision as a statement of reasons in the schema of the Commission's transparency database (DSA 17(3) and 24(5)): no personal data,
/// closed codes, and the moderator's texts.
struct StatementOfReasons {
  let decision: DecisionRecord
  let baseURL: String

  init(_ decision: DecisionRecord, baseURL: String) {
    self.decision = decision
    self.baseURL = baseURL
  }

  /// Every state of the European Economic Area: a restriction here has effect everywhere.
  static let territories = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV",
    "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
  ]

  func write(to json: inout JSONWriter) {
    json.beginObject()
    restriction(&json)
    reasons(&json)
    json.list("content_type", [decision.about == .participant ? "CONTENT_TYPE_OTHER" : "CONTENT_TYPE_TEXT"]) { $1.string($0) }
    if decision.about == .participant { json.member("content_type_other", "account") }
    if decision.language.utf8.count == 2 { json.member("content_language", decision.language.uppercased()) }
    json.member("category", category.code)
    if !category.keywords.isEmpty { json.list("category_specification", category.keywords) { $1.string($0) } }
    json.member("content_date", day(decision.contentAt ?? decision.at))
    json.member("application_date", day(decision.at))
    json.member("decision_facts", limited(decision.facts ?? "", 5_000))
    json.member("source_type", decision.source == .notice ? "SOURCE_ARTICLE_16" : "SOURCE_VOLUNTARY")
    json.member("automated_detection", "No")
    json.member("automated_decision", "AUTOMATED_DECISION_NOT_AUTOMATED")
    json.list("territorial_scope", Self.territories) { $1.string($0) }
    json.member("puid", "sfat-decision-\(decision.id)")
    json.endObject()
  }

  private func restriction(_ json: inout JSONWriter) {
    let end: StaticString
    switch decision.measure {
    case .hide: visibility("DECISION_VISIBILITY_CONTENT_DISABLED", &json)
    case .remove, .erase, .refuse: visibility("DECISION_VISIBILITY_CONTENT_REMOVED", &json)
    case .label: visibility("DECISION_VISIBILITY_CONTENT_LABELLED", &json)
    case .lock, .slow: visibility("DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED", &json)
    case .mute, .limitLinks: json.member("decision_provision", "DECISION_PROVISION_PARTIAL_SUSPENSION")
    case .suspend: json.member("decision_account", "DECISION_ACCOUNT_SUSPENDED")
    case .none, .move, .split, .merge, .warn, .publish, .lift: return
    }
    switch decision.measure {
    case .mute, .limitLinks: end = "end_date_service_restriction"
    case .suspend: end = "end_date_account_restriction"
    default: end = "end_date_visibility_restriction"
    }
    if let until = decision.until { json.member("\(end)", day(until)) }
  }

  private func visibility(_ code: String, _ json: inout JSONWriter) {
    json.list("decision_visibility", [code]) { $1.string($0) }
  }

  private func reasons(_ json: inout JSONWriter) {
    let explanation = limited(decision.explanation ?? "", 2_000)
    switch decision.basis {
    case .law:
      json.member("decision_ground", "DECISION_GROUND_ILLEGAL_CONTENT")
      json.member("illegal_content_legal_ground", law)
      json.member("illegal_content_explanation", explanation)
    case .terms:
      json.member("decision_ground", "DECISION_GROUND_INCOMPATIBLE_CONTENT")
      json.member("incompatible_content_ground", "Terms, clause \(decision.ground.rawValue)")
      json.member("incompatible_content_explanation", explanation)
    }
    if let terms = decision.terms {
      json.member("decision_ground_reference_url", baseURL + Route.termsEdition(terms).path)
    }
  }

  /// The law a ground is against in Romania.
  private var law: String {
    switch decision.ground {
    case .hateAgainstRoma: "Legea nr. 2/2021; OUG nr. 31/2002"
    case .hate: "Codul penal, art. 369; OUG nr. 31/2002"
    case .discrimination: "OG nr. 137/2000"
    case .threat: "Codul penal, art. 206 și 208"
    case .privacy: "Regulamentul (UE) 2016/679"
    case .insult: "Codul civil, art. 72"
    case .impersonation: "Codul penal, art. 258 și 327"
    case .minors: "Legea nr. 272/2004; Codul penal, art. 374"
    case .spam: "Legea nr. 506/2004, art. 12"
    case .offTopic, .falsehood, .other: "Legea indicată în explicație"
    }
  }

  private var category: (code: String, keywords: [String]) {
    switch decision.ground {
    case .hateAgainstRoma, .hate: ("STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH", ["KEYWORD_HATE_SPEECH"])
    case .discrimination: ("STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH", ["KEYWORD_DISCRIMINATION"])
    case .insult: ("STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH", ["KEYWORD_DEFAMATION"])
    case .threat: ("STATEMENT_CATEGORY_VIOLENCE", [])
    case .privacy, .impersonation: ("STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS", [])
    case .minors: ("STATEMENT_CATEGORY_PROTECTION_OF_MINORS", [])
    case .falsehood: ("STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS", [])
    case .spam: ("STATEMENT_CATEGORY_SCAMS_AND_FRAUD", [])
    case .offTopic, .other: ("STATEMENT_CATEGORY_SCOPE_OF_PLATFORM_SERVICE", [])
    }
  }

  /// A date of the Gregorian calendar in UTC, as the schema has it: `2026-11-25`.
  private func day(_ instant: Instant) -> String { String(instant.description.prefix(10)) }

  private func limited(_ text: String, _ limit: Int) -> String { text.count > limit ? String(text.prefix(limit)) : text }
}
