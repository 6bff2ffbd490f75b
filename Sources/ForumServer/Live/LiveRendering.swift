import ForumCore

/// What events say, by the page's own views and the programs' own representations.
enum LiveRendering {
  /// A post as it is now. Pages get its item, and in `data` only what their script needs to find its place.
  /// Where the post came or went, `thread` is its thread, whose tallies the page shows too.
  static func post(
    _ post: PostRecord, of thread: ThreadRecord?, for audience: LiveAudience, as format: LiveFormat, _ localisation: Localisation
  ) -> LiveContent {
    var json = JSONWriter(capacity: 1_024)
    switch format {
    case .json:
      PostJSON.write(post, to: &json)
      return LiveContent(data: json.bytes)
    case .html(let locale):
      json.beginObject()
      json.member("id", post.id.rawValue)
      json.member("thread", post.thread.rawValue)
      json.member("placed", post.placed)
      if let parent = post.parent { json.member("parent", parent.rawValue) }
      json.endObject()
      let html = PostView.frame(post, of: thread, forModerators: audience == .moderators, texts: localisation[locale])
      return LiveContent(data: json.bytes, html: html.string)
    }
  }

  /// A thread as it is now: the head of its own page, with whether it is locked; in lists of threads its row.
  static func thread(_ thread: ThreadRecord, isRow: Bool, as format: LiveFormat, _ localisation: Localisation) -> LiveContent {
    var json = JSONWriter(capacity: 1_024)
    switch format {
    case .json:
      ThreadJSON.write(thread, to: &json)
      return LiveContent(data: json.bytes)
    case .html(let locale):
      json.beginObject()
      json.member("id", thread.id.rawValue)
      json.member("locked", thread.isLocked)
      json.endObject()
      let texts = localisation[locale]
      let html = isRow ? ThreadRow.frame(thread, texts: texts) : ThreadHead.frame(thread, texts: texts)
      return LiveContent(data: json.bytes, html: html.string)
    }
  }
}
