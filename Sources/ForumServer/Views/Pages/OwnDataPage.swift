import ForumCore

/// What the forum holds about oneself, to read; the whole is the JSON beside it.
struct OwnDataPage: Page {
  let context: PageContext
  let account: AccountRecord?
  let history: [(at: Instant, name: String, text: String)]
  let posts: [OwnPost]
  let paging: Paging

  var title: String { texts("ownData.title") }
  var isIndexed: Bool { false }
  var alternates: [Alternate] { [.json(Route.ownData.path(as: .json))] }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("ownData.lead"))
      html("p", .class("buttons")) {
        html(
          "a", .class("primary"), .href(url: Route.ownData.path(as: .json)), .flag("download"), text: texts("ownData.download"))
      }
      html("dl", .class("pairs")) {
        html("dt", text: texts("register.email"))
        html("dd", text: account?.email ?? "–")
        if let account {
          html("dt", text: texts("ownData.since"))
          html("dd") { html.time(account.createdAt, texts) }
        }
      }
      html("h2", text: texts("ownData.history"))
      html("ul", .class("rows")) {
        for item in history {
          html("li", .class("row")) {
            html("p", .class("facts")) { html.time(item.at, texts) }
            html("p") { html("bdi", text: words(item.name, item.text)) }
          }
        }
      }
      html("h2", text: texts("ownData.posts"))
      if posts.isEmpty { html("p", .class("empty"), text: texts("ownData.none")) }
      for post in posts { write(post, html) }
      PagerView(paging: paging, group: "list", texts: texts).write(html)
    }
  }

  /// As what somebody spoke is stored for programs; here it is in words.
  private func words(_ name: String, _ text: String) -> String {
    switch name {
    case "speaker":
      guard let object = try? JSONParser.parse(Array(text.utf8)) else { return text }
      let speaker = Speaker(object)
      let words = [
        speaker.category.map { texts.category($0, level: speaker.level) }, speaker.profession.map(texts.profession),
        speaker.organisation.map { "#\($0)" },
      ].compactMap(\.self)
      return words.isEmpty ? texts("ownData.nothingStated") : words.joined(separator: ", ")
    case "profession":
      guard let profession = Profession(rawValue: text) else { return text }
      return texts.profession(profession) + " " + texts("professions.verifiedShort")
    default: return text
    }
  }

  private func write(_ post: OwnPost, _ html: MarkupWriter) {
    html("section", .class("revision"), .of("aria-label", text: "#" + post.id.description)) {
      html("p", .class("facts")) {
        html("a", .href(.post(post.id))) { html.time(post.at, texts) }
        if post.state != .published {
          html.dot()
          html.text(texts("post.\(post.state.rawValue)"))
        }
      }
      for version in post.versions {
        html(
          "p", .class("changes"), .of("lang", text: post.language), .of("dir", "auto"), text: version.body ?? texts("post.erased")
        )
      }
    }
  }
}
