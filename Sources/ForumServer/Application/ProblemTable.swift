import ForumCore

/// The one table from problems to HTTP: `Rejection`, `CommandFailure`, `ParseError` and the server's own all end here.
enum ProblemTable {
  /// HTTP status and a short English title that is the same each time (RFC 9457, 3.1.4).
  static func entry(of code: String) -> (status: Int, title: String)? { table[code] }

  static func status(of code: String) -> Int { table[code]?.status ?? 500 }

  /// Every code, sorted: for the documentation and the tests.
  static var codes: [String] { table.keys.sorted() }

  private static let table: [String: (status: Int, title: String)] = [
    // The web's.
    "not-found": (404, "Nothing is here"),
    "method-not-allowed": (405, "Method not allowed here"),
    "method-unknown": (501, "Unknown method"),
    "not-acceptable": (406, "No acceptable representation"),
    "precondition-failed": (412, "Precondition failed"),
    "range-not-satisfiable": (416, "No such range of bytes"),
    "media-type-unsupported": (415, "Unsupported media type"),
    "content-coding-unsupported": (415, "Unsupported content coding"),
    "content-too-large": (413, "Content too large"),
    "body-invalid": (400, "The body cannot be read"),
    "query-invalid": (400, "The query cannot be read"),
    "field-invalid": (422, "A field cannot be read"),
    "form-expired": (403, "The form has expired"),
    "origin-foreign": (403, "The request came from another site"),
    "token-invalid": (401, "The bearer token is not valid"),
    "sign-in-failed": (401, "Sign-in failed"),
    "current-password-wrong": (422, "The current password is wrong"),
    "too-many-attempts": (429, "Too many attempts"),
    "too-many-posts": (429, "Too many posts"),
    "too-many-registrations": (429, "Too many registrations"),
    "idempotency-key-invalid": (400, "The idempotency key cannot be used"),
    "idempotency-mismatch": (422, "The idempotency key was used for something else"),
    "upgrade-required": (426, "A WebSocket is needed"),
    "subprotocol-unknown": (400, "Unknown subprotocol"),
    "too-many-topics": (429, "Too many topics"),
    "disk-full": (507, "No room to write"),
    "overloaded": (503, "Too much to do"),
    "unavailable": (503, "Not available"),
    "internal-error": (500, "Internal error"),
    // What was named does not exist, or not for this reader.
    "thread-not-found": (404, "Thread not found"),
    "post-not-found": (404, "Post not found"),
    "participant-not-found": (404, "Participant not found"),
    "organisation-not-found": (404, "Organisation not found"),
    "content-not-found": (404, "Content not found"),
    "unknown-space": (422, "Unknown space"),
    "unknown-territory": (422, "Unknown territory"),
    "unknown-organisation": (422, "Unknown organisation"),
    "unknown-kind": (422, "Unknown kind"),
    "language-unknown": (422, "Unknown language"),
    // Who asks may not.
    "sign-in-required": (401, "Sign-in required"),
    "not-allowed": (403, "Not allowed"),
    "not-yours": (403, "Not yours"),
    "own-post": (403, "One's own post"),
    "consent-required": (422, "Consent required"),
    "setup-link-invalid": (410, "The setup link is no longer valid"),
    // The state of the thing says no.
    "thread-locked": (409, "Thread locked"),
    "post-withdrawn": (409, "Post withdrawn"),
    "post-hidden": (409, "Post hidden"),
    "post-not-hidden": (409, "Post not hidden"),
    "thread-not-locked": (409, "Thread not locked"),
    "parent-not-in-thread": (422, "Parent not in this thread"),
    "parent-not-published": (422, "Parent not published"),
    "edited-meanwhile": (409, "Edited meanwhile"),
    "email-taken": (409, "E-mail address taken"),
    "space-key-taken": (409, "Space key taken"),
    "already-verified": (409, "Already verified"),
    "already-erased": (409, "Already erased"),
    // The text says no.
    "title-empty": (422, "Title missing"),
    "title-too-long": (422, "Title too long"),
    "body-empty": (422, "Text missing"),
    "body-too-long": (422, "Text too long"),
    "name-empty": (422, "Name missing"),
    "name-too-long": (422, "Name too long"),
    "reason-empty": (422, "Reason missing"),
    "reason-too-long": (422, "Reason too long"),
    "email-invalid": (422, "E-mail address invalid"),
    "password-too-short": (422, "Password too short"),
    "password-too-long": (422, "Password too long"),
    "space-key-invalid": (422, "Space key invalid"),
    "speaker-invalid": (422, "These cannot be stated together"),
    "control-characters": (422, "Control characters"),
    "import-too-large": (413, "Import too large"),
  ]
}
