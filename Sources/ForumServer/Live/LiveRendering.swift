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

  /// A post that stands in another thread now, for who reads the one it left: programs get it as it is; pages what their script needs to
  /// take it away, and the tallies of the thread that is left, where it has posts still.
  static func departed(
    _ post: PostRecord, from thread: ThreadRecord?, for audience: LiveAudience, as format: LiveFormat,
    _ localisation: Localisation
  ) -> LiveContent {
    guard case .html(let locale) = format else { return self.post(post, of: nil, for: audience, as: format, localisation) }
    var json = JSONWriter(capacity: 64)
    json.beginObject()
    json.member("departed", post.id.rawValue)
    json.member("thread", post.thread.rawValue)
    json.endObject()
    let html = Markup.written { html in
      if let thread { ThreadHead.tallies(thread, html, texts: localisation[locale]) }
    }
    return LiveContent(data: json.bytes, html: thread == nil ? nil : html.string)
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
