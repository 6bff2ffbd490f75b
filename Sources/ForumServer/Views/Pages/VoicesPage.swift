import ForumCore

/// Who has been heard in a thread or a space: posts, people and reactions by category, as a table.
struct VoicesPage: Page {
  /// What is counted.
  enum Scope: Sendable {
    case thread(ThreadRecord)
    case space(SpaceRecord)
  }

  let context: PageContext
  let scope: Scope
  let shares: VoiceShares

  var title: String { texts("voices.title") }
  var isIndexed: Bool { false }
  var alternates: [Alternate] { [.json(route.path(as: .json))] }

  private var route: Route {
    switch scope {
    case .thread(let thread): .threadVoices(thread.id)
    case .space(let space): .spaceVoices(space.key)
    }
  }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      switch scope {
      case .thread(let thread): html.way(to: thread, texts)
      case .space(let space): html("p") { html("a", .href(.space(space.key)), text: texts.space(space)) }
      }
      html("p", .class("lead"), text: texts("voices.lead"))
      table(html)
      html("p", .class("help"), text: texts("voices.people", ["limit": texts.number(Limits.smallCell)]))
      if let counted = shares.counted {
        html("p", .class("help"), text: texts("voices.counted", ["count": texts.number(counted)]))
      }
    }
  }

  private func table(_ html: MarkupWriter) {
    html("table", .class("numbers")) {
      html("caption", text: texts("voices.caption"))
      html("thead") {
        html("tr") {
          for key in ["voices.who", "voices.posts", "voices.persons", "voices.reactions"] {
            html("th", .of("scope", "col"), text: texts(key))
          }
        }
      }
      html("tbody") {
        for category in StakeholderCategory.allCases.map(Optional.some) + [nil] {
          html("tr") {
            html("th", .of("scope", "row")) {
              if let category { html.mark(category) } else { html.unstatedMark() }
              html.text(category.map { texts.category($0) } ?? texts("voices.unstated"))
            }
            for balance in [shares.posts, shares.people, shares.reactions] { html("td", text: cell(balance, category)) }
          }
        }
      }
    }
  }

  /// A number with its share; for few of a community only that they are few.
  private func cell(_ balance: VoiceBalance, _ category: StakeholderCategory?) -> String {
    guard let count = balance.counted(category) else {
      return texts("voices.few", ["limit": texts.number(Limits.smallCell)])
    }
    // A share of all would tell how many the few are.
    guard balance.countedCommunity != nil, balance.total > 0 else { return texts.number(count) }
    return texts.number(count) + " · " + texts.number(Int((Double(count) * 100 / Double(balance.total)).rounded())) + " %"
  }
}
