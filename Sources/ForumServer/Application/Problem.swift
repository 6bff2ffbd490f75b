import ForumCore

/// Why a request is not answered as asked: thrown by handlers and middleware, told as `application/problem+json` (RFC 9457) to
/// programs and as a page to people. `code` names it everywhere: the last part of the type's address, the key of its sentence in
/// the locales, the label in metrics; `ProblemTable` has its status and title.
struct Problem: Error, Sendable, Equatable {
  var code: String
  /// What its sentence names: `{"limit": "200"}`.
  var parameters: [String: String] = [:]
  /// The fields of the form or the members of the JSON that are concerned.
  var fields: [FieldProblem] = []
  /// Seconds after which trying again makes sense.
  var retryAfter: Int?
  /// For 405: what is allowed.
  var allow: [String] = []

  var status: Int { ProblemTable.status(of: code) }

  init(_ code: ProblemCode, parameters: [String: String] = [:], retryAfter: Int? = nil) {
    self.code = code.rawValue
    self.parameters = parameters
    self.retryAfter = retryAfter
  }

  init(_ rejection: Rejection) {
    code = rejection.code
    parameters = rejection.parameters
    if let field = rejection.field {
      fields = [FieldProblem(field: field, code: rejection.code, parameters: rejection.parameters)]
    }
  }

  init(_ failure: CommandFailure) {
    switch failure {
    case .rejected(let rejection): self.init(rejection)
    case .diskFull: self.init(ProblemCode.diskFull)
    case .overloaded(let seconds): self.init(ProblemCode.overloaded, retryAfter: seconds)
    case .unavailable: self.init(ProblemCode.unavailable, retryAfter: 5)
    case .idempotencyMismatch: self.init(ProblemCode.idempotencyMismatch)
    case .failed: self.init(ProblemCode.internalError)
    }
  }

  /// A field that holds what it cannot: `parent` that is no number.
  static func field(_ name: String, _ code: ProblemCode = .fieldInvalid) -> Problem {
    var problem = Problem(code, parameters: ["field": name])
    problem.fields = [FieldProblem(field: name, code: code.rawValue, parameters: ["field": name])]
    return problem
  }

  static func methodNotAllowed(_ allow: [String]) -> Problem {
    var problem = Problem(.methodNotAllowed)
    problem.allow = allow
    return problem
  }

  /// What the database answers to a read.
  init(_ error: DatabaseError) {
    switch error {
    case .diskFull: self.init(ProblemCode.diskFull)
    case .busy, .unavailable: self.init(ProblemCode.unavailable, retryAfter: 5)
    case .corrupt, .constraint, .other: self.init(ProblemCode.internalError)
    }
  }
}

/// The problems that are not a rule of the forum (those are `Rejection`) but of the web and of this server.
enum ProblemCode: String, Sendable, CaseIterable {
  case notFound = "not-found"
  case methodNotAllowed = "method-not-allowed"
  case methodUnknown = "method-unknown"
  case notAcceptable = "not-acceptable"
  case preconditionFailed = "precondition-failed"
  case rangeNotSatisfiable = "range-not-satisfiable"
  case mediaTypeUnsupported = "media-type-unsupported"
  case contentCodingUnsupported = "content-coding-unsupported"
  case contentTooLarge = "content-too-large"
  case bodyInvalid = "body-invalid"
  case queryInvalid = "query-invalid"
  case fieldInvalid = "field-invalid"
  case formExpired = "form-expired"
  case originForeign = "origin-foreign"
  case tokenInvalid = "token-invalid"
  case signInFailed = "sign-in-failed"
  case currentPasswordWrong = "current-password-wrong"
  case secondFactorNeeded = "second-factor-needed"
  case secondFactorRequired = "second-factor-required"
  case tooManyAttempts = "too-many-attempts"
  case tooManyPosts = "too-many-posts"
  case tooManyRegistrations = "too-many-registrations"
  case idempotencyKeyInvalid = "idempotency-key-invalid"
  case idempotencyMismatch = "idempotency-mismatch"
  case upgradeRequired = "upgrade-required"
  case subprotocolUnknown = "subprotocol-unknown"
  case tooManyTopics = "too-many-topics"
  case authorizationPending = "authorization-pending"
  case authorizationDenied = "authorization-denied"
  case diskFull = "disk-full"
  case overloaded
  case unavailable
  case internalError = "internal-error"
}
