import ForumCore

/// Threads, newest activity first, narrowed by filters that stand in the address.
struct ThreadListPage: Page {
  let context: PageContext
  let filter: ThreadListFilter
  let spaces: [SpaceRecord]
  let threads: [ThreadRecord]
  let paging: Paging

  var title: String {
    let parts = [
      filter.kind.map { texts("kindsPlural.\($0.rawValue)") },
      filter.space.flatMap { key in spaces.first { $0.key == key } }.map(texts.space),
      filter.territory.map(texts.fullTerritory), filter.organisation.map { texts.name($0.name) },
      filter.author.map { texts.name($0.name) },
    ].compactMap(\.self)
    return parts.isEmpty ? texts("threads.title") : parts.joined(separator: " · ")
  }

  var alternates: [Alternate] {
    let query: KeyValuePairs<String, String?> = [
      "space": filter.space, "kind": filter.kind?.rawValue, "territory": filter.territory?.code,
      "organisation": filter.organisation?.id.description, "author": filter.author?.id.description,
    ]
    return [
      .json(Route.threads.url(as: .json, query)), .atom(Route.threads.url(as: .atom, query), title: title),
    ]
  }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
    html("p", .class("buttons")) {
      html("a", .class("primary"), .href(url: Route.newThread.url(["space": filter.space])), text: texts("threads.open"))
    }
    KindFilter(texts: texts, space: filter.space, territory: filter.territory?.code, chosen: filter.kind).write(html)
    html("details", .class("filter"), .flag("open", if: filter.space != nil)) {
      html("summary", text: texts("threads.bySpace"))
      html("nav", .of("aria-label", text: texts("threads.bySpace"))) {
        html("ul") {
          space(nil, texts("threads.allSpaces"), html)
          for each in spaces { space(each.key, texts.space(each), html) }
        }
      }
    }
    if filter.territory != nil || filter.organisation != nil || filter.author != nil {
      html("p") { html("a", .href(.threads), text: texts("threads.all")) }
    }
    html.threads(threads, empty: texts("threads.empty"), texts)
    PagerView(paging: paging, group: "list", texts: texts).write(html)
  }

  private func space(_ key: String?, _ label: String, _ html: MarkupWriter) {
    let url = Route.threads.url(["space": key, "kind": filter.kind?.rawValue, "territory": filter.territory?.code])
    html("li") { html("a", .href(url: url), .of("aria-current", text: key == filter.space ? "true" : nil), text: label) }
  }
}
