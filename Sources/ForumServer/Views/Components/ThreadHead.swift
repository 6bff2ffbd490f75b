import ForumCore

/// The head of a thread's page, `header#thread-head`: kind, space and place; title; who opened it; who has been heard.
/// Also what a live frame about the thread itself carries; it knows no reader.
struct ThreadHead {
  let thread: ThreadRecord
  let texts: Texts

  private static let balance = "voices"

  func write(_ html: MarkupWriter) {
    html("header", .id("thread-head"), .class("thread-head")) {
      html("p", .class("facts")) {
        html("a", .href(url: Route.threads.url(["kind": thread.kind.rawValue])), text: texts.kind(thread.kind))
        html.dot()
        html("a", .href(.space(thread.space.key)), text: texts.space(thread.space))
        if let territory = thread.territory {
          html.dot()
          html("a", .href(url: Route.threads.url(["territory": territory.code])), text: texts.fullTerritory(territory))
        }
      }
      html("h1", .of("lang", text: thread.language)) { html("bdi", text: texts.title(thread)) }
      html("p", .class("opened")) {
        html.text(texts("thread.openedBy"))
        html.literal(" ")
        SpeakerView(author: thread.author, speaker: thread.speaker, texts: texts).write(html)
        html.dot()
        html.time(thread.openedAt, texts)
        if let supports = thread.importedSupports {
          html.dot()
          html.text(texts("thread.importedSupports", count: supports))
        }
      }
      if let thread = thread.splitFrom {
        html("p", .class("opened")) { html("a", .href(.thread(thread)), text: texts("thread.splitFrom")) }
      }
      VoiceBalanceView(balance: thread.voices, texts: texts, id: Self.balance).write(html)
      html("p", .class("opened")) { html("a", .href(.threadVoices(thread.id)), text: texts("voices.link")) }
    }
  }

  /// How many posts there are: the heading above them.
  static func count(_ thread: ThreadRecord, _ html: MarkupWriter, texts: Texts) {
    html("h2", .id("posts-title"), text: texts("thread.posts", count: thread.posts))
  }

  /// What a post that comes or goes changes elsewhere on its thread's page: the count and the balance. Part of its live frame.
  static func tallies(_ thread: ThreadRecord, _ html: MarkupWriter, texts: Texts) {
    count(thread, html, texts: texts)
    VoiceBalanceView(balance: thread.voices, texts: texts, id: balance).write(html)
  }

  static func frame(_ thread: ThreadRecord, texts: Texts) -> Markup {
    .written { ThreadHead(thread: thread, texts: texts).write($0) }
  }
}
