import ForumCore

/// A thread in a list: title, kind, space and place, the last voice with its mark, counts.
struct ThreadRow {
  let thread: ThreadRecord
  let texts: Texts
  /// In the page's one list that live frames change: then the row has its id, `thread-42`.
  var isLive = false

  func write(_ html: MarkupWriter) {
    html("li", isLive ? .id("thread-", thread.id.rawValue) : .of("id", text: nil), .class("row")) {
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
        if let territory = thread.territory {
          html.dot()
          html.text(texts.fullTerritory(territory))
        }
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

extension ThreadRow {
  /// The row as a live frame carries it: without anybody's unread marks.
  static func frame(_ thread: ThreadRecord, texts: Texts) -> Markup {
    var thread = thread
    thread.unread = nil
    return .written { ThreadRow(thread: thread, texts: texts, isLive: true).write($0) }
  }
}

extension MarkupWriter {
  /// A list of threads; where there are none, `empty` invites. The one that is `isLive` is `ol#threads`.
  func threads(_ threads: [ThreadRecord], empty: String, isLive: Bool = false, _ texts: Texts) {
    if threads.isEmpty { self("p", .class("empty"), text: empty) }
    guard isLive || !threads.isEmpty else { return }
    self("ol", .class("rows"), isLive ? .id("threads") : .of("id", text: nil), .flag("hidden", if: threads.isEmpty)) {
      for thread in threads { ThreadRow(thread: thread, texts: texts, isLive: isLive).write(self) }
    }
  }
}
