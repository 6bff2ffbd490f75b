/// The content `speaker`: as what somebody speaks, as a JSON object, `{}` where nothing was stated. Only here, and in columns
/// derived from it, does a category stand: never in an entry.
extension Speaker {
  var content: NewContent {
    let object = members(
      ("category", category.map { .word($0) }), ("level", level.map { .word($0) }),
      ("organisation", organisation.map { .id($0) }), ("profession", profession.map { .word($0) }))
    return NewContent("speaker", .public, bytes: JSONValue.object(object).bytes)
  }

  public init(_ object: JSONValue) {
    self.init(
      category: object["category"]?.string.flatMap(StakeholderCategory.init(rawValue:)),
      level: object["level"]?.string.flatMap(InstitutionLevel.init(rawValue:)),
      organisation: object["organisation"]?.integer.map { OrganisationID($0) },
      profession: object["profession"]?.string.flatMap(Profession.init(rawValue:)))
  }
}

/// The content `profile` of an organisation: `{"category":"institution","level":"local"}`.
public struct OrganisationProfile: Sendable, Equatable {
  public var category: StakeholderCategory
  public var level: InstitutionLevel?

  var content: NewContent {
    let object = members(("category", .word(category)), ("level", level.map { .word($0) }))
    return NewContent("profile", .public, bytes: JSONValue.object(object).bytes)
  }

  init(category: StakeholderCategory, level: InstitutionLevel? = nil) {
    self.category = category
    self.level = level
  }

  init?(_ object: JSONValue) {
    guard let category = object["category"]?.string.flatMap(StakeholderCategory.init(rawValue:)) else { return nil }
    self.init(category: category, level: object["level"]?.string.flatMap(InstitutionLevel.init(rawValue:)))
  }
}

/// The content `origin` of what was imported: `{"source":"decide-madrid","kind":"post","key":"17092"}`.
public struct Origin: Sendable, Equatable {
  /// The kinds of things that can be imported.
  public enum Kind: String, Sendable, CaseIterable {
    case participant, thread, post
  }

  public var source: String
  public var kind: Kind
  public var key: String

  var content: NewContent {
    let object = members(("source", .string(source)), ("kind", .word(kind)), ("key", .string(key)))
    return NewContent("origin", .moderators, bytes: JSONValue.object(object).bytes)
  }

  init(source: String, kind: Kind, key: String) {
    self.source = source
    self.kind = kind
    self.key = key
  }

  init?(_ object: JSONValue) {
    guard let source = object["source"]?.string, let kind = object["kind"]?.string.flatMap(Kind.init(rawValue:)),
      let key = object["key"]?.string
    else { return nil }
    self.init(source: source, kind: kind, key: key)
  }
}
