import ForumCore

/// A thread in a list: title, kind, space and place, the last voice with its mark, counts.
struct ThreadRow {
  let thread: ThreadRecord
  let texts: Texts

  func write(_ html: MarkupWriter) {
    html("li", .class("row")) {
      html("p", .class("row-title")) {
        html("a", .href(.thread(thread.id)), .of("lang", text: thread.language)) { html("bdi", text: texts.title(thread)) }
        if let unread = thread.unread, unread > 0 {
          html.literal(" ")
          html("span", .class("new"), text: texts("thread.unread", count: unread))
        }
      }
      html("p", .class("facts")) {
        html.text(texts.kind(thread.kind))
        html.dot()
        html.text(texts.space(thread.space))
        html.dot()
        html.text(texts.fullTerritory(thread.territory))
        if thread.isLocked {
          html.dot()
          html.text(texts("thread.locked"))
        }
      }
      html("p", .class("facts last")) {
        html("span", .class("count"), text: texts("thread.posts", count: thread.posts))
        html.dot()
        html("span", .class("voice")) {
          SpeakerView(author: thread.lastPost.author, speaker: thread.lastPost.speaker, texts: texts, isLinked: false).write(html)
        }
        html.dot()
        html("a", .class("when"), .href(.post(thread.lastPost.id))) { html.time(thread.lastPost.at, texts) }
      }
    }
  }
}

extension MarkupWriter {
  /// A list of threads; where there are none, `empty` invites.
  func threads(_ threads: [ThreadRecord], empty: String, _ texts: Texts) {
    guard !threads.isEmpty else {
      self("p", .class("empty"), text: empty)
      return
    }
    self("ol", .class("rows")) {
      for thread in threads { ThreadRow(thread: thread, texts: texts).write(self) }
    }
  }
}
