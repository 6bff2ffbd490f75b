import ForumCore

/// One space with its threads.
struct SpacePage: Page {
  let context: PageContext
  let space: SpaceRecord
  let threads: [ThreadRecord]
  let paging: Paging

  var title: String { texts.space(space) }
  var summary: String? { texts.about(space) }
  var alternates: [Alternate] {
    let route = Route.space(space.key)
    return [.json(route.path(as: .json)), .atom(route.path(as: .atom), title: title)]
  }

  func main(_ html: MarkupWriter) {
    html("p", .class("facts")) { html("a", .href(.spaces), text: texts("spaces.title")) }
    html("h1", text: title)
    if let about = texts.about(space) { html("p", .class("lead"), text: about) }
    VoiceBalanceView(balance: space.voices, texts: texts).write(html)
    html("p", .class("facts")) { html("a", .href(.spaceVoices(space.key)), text: texts("voices.link")) }
    html.liveLine()
    html("p", .class("buttons")) {
      html("a", .class("primary"), .href(url: Route.newThread.url(["space": space.key])), text: texts("threads.open"))
    }
    KindFilter(texts: texts, space: space.key, chosen: nil).write(html)
    html.newPosts()
    html.threads(threads, empty: texts("threads.empty"), isLive: true, texts)
    PagerView(paging: paging, group: "list", texts: texts).write(html)
  }
}
