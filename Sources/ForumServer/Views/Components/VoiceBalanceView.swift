import ForumCore

/// Who has been heard: one thin bar of marks, a mark for each post (or for each share of them when they are many), and the same in words.
struct VoiceBalanceView {
  let balance: VoiceBalance
  let texts: Texts
  /// The element's `id`, where the page has one balance that live frames keep true.
  var id: String?

  /// The longest bar, in marks. More posts than this are drawn in proportion.
  static let marks = 28

  func write(_ html: MarkupWriter) {
    guard balance.total > 0 else { return }
    let parts = shares
    let width = Int64(parts.reduce(0) { $0 + $1.marks } * 10)
    html("figure", .of("id", text: id), .class("balance")) {
      html(
        "svg", .class("voices"), .of("viewBox", text: "0 0 \(width) 10"), .of("width", width), .of("height", 10),
        .of("aria-hidden", "true")
      ) {
        var x: Int64 = 0
        for part in parts {
          html.empty("rect", .of("x", x), .of("width", Int64(part.marks * 10)), .of("height", 10), .of("fill", part.pattern))
          x += Int64(part.marks * 10)
        }
      }
      html("figcaption") {
        html("span", text: texts("balance.heard"))
        for part in parts {
          html.literal(" ")
          html("span", .class("share")) {
            if let category = part.category { html.mark(category) } else { html.unstatedMark() }
            html.text(texts(part.key, ["count": texts.number(part.posts), "limit": texts.number(Limits.smallCell)]))
          }
        }
      }
    }
  }

  private struct Share {
    let category: StakeholderCategory?
    let key: String
    let pattern: StaticString
    let posts: Int
    var marks: Int
  }

  /// Every voice that was heard has at least one mark; together they are as many as the posts told of, or `marks`.
  private var shares: [Share] {
    var shares = [
      Share(
        category: .institution, key: "balance.institution", pattern: "url(#v-institution)", posts: balance.institution, marks: 0),
      Share(category: .ngo, key: "balance.ngo", pattern: "url(#v-ngo)", posts: balance.ngo, marks: 0),
      // Some are drawn and told as some.
      Share(
        category: .community, key: balance.countedCommunity == nil ? "balance.few" : "balance.community",
        pattern: "url(#v-community)", posts: balance.countedCommunity ?? 1, marks: 0),
      Share(category: .mixed, key: "balance.mixed", pattern: "url(#v-mixed)", posts: balance.mixed, marks: 0),
      Share(category: nil, key: "balance.unstated", pattern: "url(#v-unstated)", posts: balance.unstated, marks: 0),
    ].filter { $0.posts > 0 }
    let total = shares.reduce(0) { $0 + $1.posts }
    let room = min(total, Self.marks)
    for index in shares.indices { shares[index].marks = max(1, shares[index].posts * room / total) }
    // What rounding left over goes to the largest.
    let left = room - shares.reduce(0) { $0 + $1.marks }
    if let largest = shares.indices.max(by: { shares[$0].posts < shares[$1].posts }) {
      shares[largest].marks = max(1, shares[largest].marks + left)
    }
    return shares
  }
}
