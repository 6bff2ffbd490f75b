import ForumCore

/// The versions of a post, newest first, each with what changed word by word.
struct HistoryPage: Page {
  let context: PageContext
  let thread: ThreadRecord
  let post: PostRecord
  let page: RevisionPage
  var paging = Paging.none
  /// How the author agreed that it was written down for them, for who may read it.
  var agreement: String?

  var title: String { texts("history.title") }
  var isIndexed: Bool { false }
  var alternates: [Alternate] { [.json(Route.postHistory(post.id).path(as: .json))] }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html.way(to: thread, texts)
      html("h1", text: title)
      html("p", .class("by")) {
        SpeakerView(author: post.author, speaker: post.speaker, texts: texts).write(html)
        html.literal(" ")
        html("a", .class("when"), .href(.post(post.id)), text: texts("history.toPost"))
      }
      if let agreement {
        html("section", .of("aria-labelledby", "agreement")) {
          html("h2", .id("agreement"), text: texts("assistance.how"))
          html("p", .of("dir", "auto"), text: agreement)
        }
      }
      html("p", .class("help"), text: texts("history.lead"))
      for index in page.revisions.indices.reversed() { revision(index, html) }
      PagerView(paging: paging, group: "list", texts: texts).write(html)
    }
  }

  private func revision(_ index: Int, _ html: MarkupWriter) {
    let revision = page.revisions[index]
    let predecessor = index > 0 ? page.revisions[index - 1] : page.predecessor
    let number = page.firstNumber + index
    html("section", .class("revision"), .of("aria-labelledby", text: "version-\(number)")) {
      html("h2", .of("id", text: "version-\(number)")) {
        html.text(texts(number == 1 ? "history.first" : "history.version", ["number": texts.number(number)]))
        html.dot()
        html.time(revision.at, texts)
      }
      guard let body = revision.body else { return html("p", .class("gone"), text: texts("post.erased")) }
      html("div", .class("changes"), .of("lang", text: post.language)) {
        if let before = predecessor?.body {
          for change in WordDifference.changes(from: before, to: body) { write(change, html) }
        } else {
          html.text(body)
        }
      }
    }
  }

  /// Added and removed words are told apart by mark and word, not by colour alone.
  private func write(_ change: WordDifference.Change, _ html: MarkupWriter) {
    switch change {
    case .same(let words): html.text(words)
    case .removed(let words):
      html("del") {
        html("span", .class("unseen"), text: texts("history.removed") + " ")
        html.text(words)
      }
    case .added(let words):
      html("ins") {
        html("span", .class("unseen"), text: texts("history.added") + " ")
        html.text(words)
      }
    }
  }
}
