/// Who a voice belongs to (`categorie`). `mixed` is a working group of institutions, NGOs and community delegates.
public enum StakeholderCategory: String, Sendable, CaseIterable {
  case institution, ngo, community, mixed
}

/// The level of an institution.
public enum InstitutionLevel: String, Sendable, CaseIterable {
  case local, county, regional, national, european
}

/// What a participant does, where it bears on the dialogue.
public enum Profession: String, Sendable, CaseIterable {
  case socialWorker = "social-worker"
  case healthMediator = "health-mediator"
  case schoolMediator = "school-mediator"
  case romaTeacher = "roma-teacher"
  case romaniTeacher = "romani-teacher"
  case localRomaExpert = "local-roma-expert"
  case countyOfficeForRoma = "county-office-for-roma"
  case communityFacilitator = "community-facilitator"
  case communityNurse = "community-nurse"
  case other
}

/// What a thread is. Each kind gets its own life in time; all share the conversation.
public enum ThreadKind: String, Sendable, CaseIterable {
  case discussion, question
  case caseStudy = "case-study"
  case goodPractice = "good-practice"
  case proposal, recommendation, workshop, news
}

/// What a reader says of a post with one press. One of each per person and post.
public enum Reaction: String, Sendable, CaseIterable {
  case agree, thanks, useful
}

/// What a person may do. Each includes those before it.
public enum Role: String, Sendable, CaseIterable, Comparable {
  case participant, facilitator, moderator, administrator

  public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }
  private var rank: Int { Role.allCases.firstIndex(of: self)! }
}

/// Where a post stands. `withdrawn` by its author, `hidden` or `removed` by a moderator: all leave a marked place.
public enum PostState: String, Sendable, CaseIterable {
  case published, withdrawn, hidden, removed
  /// Its author has all they said not shown (GDPR 18). Never stored: it stands with the author.
  case restricted
}
