import ForumCore

/// A thread as programs read it, in lists and above its posts.
enum ThreadJSON {
  static func write(_ thread: ThreadRecord, to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", thread.id.rawValue)
    json.optional("title", thread.title)
    json.member("space", thread.space.key)
    // An operator's own space; clients name the built-in ones in their reader's language.
    if let name = thread.space.name { json.member("spaceName", name) }
    json.member("kind", thread.kind.rawValue)
    json.key("territory")
    if let territory = thread.territory { PlaceJSON.write(territory, to: &json) } else { json.null() }
    json.member("language", thread.language)
    json.key("author")
    PostJSON.write(thread.author, to: &json)
    json.key("speaker")
    PostJSON.write(thread.speaker, to: &json)
    json.member("openedAt", thread.openedAt.description)
    json.member("firstPost", thread.firstPost.rawValue)
    json.member("posts", Int64(thread.posts))
    json.member("participants", Int64(thread.participants))
    json.member("locked", thread.isLocked)
    if let reason = thread.lockReason { json.member("lockReason", reason) }
    json.key("lastPost")
    json.beginObject()
    json.member("id", thread.lastPost.id.rawValue)
    json.member("at", thread.lastPost.at.description)
    json.key("author")
    PostJSON.write(thread.lastPost.author, to: &json)
    json.key("speaker")
    PostJSON.write(thread.lastPost.speaker, to: &json)
    json.endObject()
    json.key("voices")
    write(thread.voices, to: &json)
    if let supports = thread.importedSupports { json.member("importedSupports", Int64(supports)) }
    if let unread = thread.unread { json.member("unread", Int64(unread)) }
    if let thread = thread.splitFrom { json.member("splitFrom", thread.rawValue) }
    json.member("changed", thread.changed)
    json.endObject()
  }

  static func write(_ voices: VoiceBalance, to json: inout JSONWriter) {
    json.beginObject()
    json.member("institution", Int64(voices.institution))
    json.member("ngo", Int64(voices.ngo))
    json.key("community")
    if let community = voices.countedCommunity { json.integer(Int64(community)) } else { json.null() }
    json.member("mixed", Int64(voices.mixed))
    json.member("unstated", Int64(voices.unstated))
    json.endObject()
  }
}
