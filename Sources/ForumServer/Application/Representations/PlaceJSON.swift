import ForumCore

/// Spaces, territories, organisations and participants as programs read them.
enum PlaceJSON {
  /// The name of a built-in space is in the locales, so programs get its key and, of an operator's own, the name.
  static func write(_ space: SpaceRecord, to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", space.id.rawValue)
    json.member("key", space.key)
    json.optional("name", space.name)
    json.member("threads", Int64(space.threads))
    json.member("posts", Int64(space.posts))
    json.key("voices")
    ThreadJSON.write(space.voices, to: &json)
    json.member("changed", space.changed)
    json.endObject()
  }

  static func write(_ territory: TerritoryRecord, to json: inout JSONWriter) {
    json.beginObject()
    json.member("code", territory.code)
    json.member("name", territory.name)
    if let within = territory.within { json.member("within", within) }
    json.endObject()
  }

  /// `speakers` are those whose mandates stand; `mandates` all, for its managers.
  static func write(
    _ organisation: OrganisationRecord, fields: [String]? = nil, speakers: [MandateRecord]? = nil,
    mandates: [MandateRecord]? = nil,
    to json: inout JSONWriter
  ) {
    json.beginObject()
    json.member("id", organisation.id.rawValue)
    json.optional("name", organisation.name)
    if let category = organisation.category { json.member("category", category.rawValue) }
    if let level = organisation.level { json.member("level", level.rawValue) }
    if let territory = organisation.territory {
      json.key("territory")
      write(territory, to: &json)
    }
    json.member("verified", organisation.isVerified)
    if let fields { json.list("fields", fields) { $1.string($0) } }
    if let contact = organisation.contact { json.member("contact", contact) }
    json.member("changed", organisation.changed)
    for (key, list) in [("speakers", speakers), ("mandates", mandates)] {
      guard let list else { continue }
      json.key(key)
      json.beginArray()
      for mandate in list { MandateJSON.write(mandate, to: &json) }
      json.endArray()
    }
    json.endObject()
  }

  static func write(_ participant: ParticipantRecord, to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", participant.id.rawValue)
    json.optional("name", participant.name)
    json.member("role", participant.role.rawValue)
    json.key("speaker")
    PostJSON.write(participant.speaker, to: &json)
    json.member("registeredAt", participant.registeredAt.description)
    json.member("posts", Int64(participant.posts))
    if participant.isImported { json.member("imported", true) }
    json.member("changed", participant.changed)
    json.endObject()
  }
}
