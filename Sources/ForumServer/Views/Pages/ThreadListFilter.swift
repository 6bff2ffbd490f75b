import ForumCore

/// What a list of threads is narrowed to, with the names its heading needs.
struct ThreadListFilter: Sendable, Equatable {
  /// A space's key.
  var space: String?
  var kind: ThreadKind?
  var territory: TerritoryRecord?
  var organisation: OrganisationRecord?
  var author: ParticipantRecord?
}
