import ForumCore

/// A mandate as programs read it.
enum MandateJSON {
  static func write(_ mandate: MandateRecord, to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", mandate.id.rawValue)
    json.key("organisation")
    json.beginObject()
    json.member("id", mandate.organisation.rawValue)
    json.optional("name", mandate.organisationName)
    json.endObject()
    json.key("person")
    PostJSON.write(mandate.person, to: &json)
    json.member("from", mandate.from.description)
    if let until = mandate.until { json.member("until", until.description) }
    json.member("accepted", mandate.isAccepted)
    json.member("ended", mandate.isEnded)
    json.endObject()
  }
}
