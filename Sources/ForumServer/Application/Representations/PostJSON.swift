import ForumCore

/// A post as programs read it: in threads, alone, and in live frames. What it holds depends on nobody who reads it, but for
/// `ownReactions`, which is there only for a viewer.
enum PostJSON {
  static func write(_ post: PostRecord, viewer: ParticipantID? = nil, to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", post.id.rawValue)
    json.member("thread", post.thread.rawValue)
    json.member("placed", post.placed)
    json.key("parent")
    if let parent = post.parent { json.integer(parent.rawValue) } else { json.null() }
    json.key("author")
    write(post.author, to: &json)
    json.key("speaker")
    write(post.speaker, to: &json)
    if post.isSpokenFor, let organisation = post.speaker.organisation { json.member("as", organisation.rawValue) }
    if let assistant = post.assistant {
      json.key("writtenDownBy")
      write(assistant, to: &json)
    }
    json.member("state", post.state.rawValue)
    json.optional("body", post.body)
    json.optional("html", post.body.map { Markdown.render($0).string })
    json.member("language", post.language)
    json.member("publishedAt", post.publishedAt.description)
    if let editedAt = post.editedAt { json.member("editedAt", editedAt.description) }
    json.member("edits", Int64(post.edits))
    json.member("revision", post.bodyPosition)
    json.key("reactions")
    write(post.reactions, to: &json)
    if viewer != nil {
      json.key("ownReactions")
      json.beginArray()
      for reaction in Reaction.allCases where post.ownReactions.contains(reaction) { json.string(reaction.rawValue) }
      json.endArray()
    }
    if let votes = post.importedVotes {
      json.key("importedVotes")
      json.beginObject()
      json.member("for", Int64(votes.inFavour))
      json.member("against", Int64(votes.against))
      json.endObject()
    }
    if post.isOrphan { json.member("orphan", true) }
    if let reason = post.reason { json.member("reason", reason) }
    json.member("changed", post.changed)
    json.endObject()
  }

  /// `{"id":1017,"name":"…"}`; an erased name is null.
  static func write(_ author: AuthorRecord, to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", author.id.rawValue)
    json.optional("name", author.name)
    json.endObject()
  }

  /// As what somebody speaks; empty when nothing was stated.
  static func write(_ speaker: Speaker, to json: inout JSONWriter) {
    json.beginObject()
    if let category = speaker.category { json.member("category", category.rawValue) }
    if let level = speaker.level { json.member("level", level.rawValue) }
    if let organisation = speaker.organisation {
      json.key("organisation")
      json.beginObject()
      json.member("id", organisation.rawValue)
      json.optional("name", speaker.organisationName)
      json.endObject()
    }
    if let profession = speaker.profession { json.member("profession", profession.rawValue) }
    if speaker.isProfessionVerified { json.member("professionVerified", true) }
    json.endObject()
  }

  static func write(_ counts: ReactionCounts, to json: inout JSONWriter) {
    json.beginObject()
    for reaction in Reaction.allCases { json.member(reaction.rawValue, Int64(counts[reaction])) }
    json.endObject()
  }
}

extension JSONWriter {
  /// A member that is null when there is no value.
  mutating func optional(_ key: String, _ value: String?) {
    self.key(key)
    if let value { string(value) } else { null() }
  }
}
