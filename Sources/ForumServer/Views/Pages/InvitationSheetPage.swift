import ForumCore

/// New codes to print and cut apart: each card has a square to photograph, the code, and what to do with it. Shown once.
struct InvitationSheetPage: Page {
  struct Card {
    let code: PaperCode
    let url: String
  }

  let context: PageContext
  let cards: [Card]
  /// Where a code can be typed.
  let address: String
  let until: Instant

  var title: String { texts("sheet.title", count: cards.count) }
  var isIndexed: Bool { false }

  func main(_ html: MarkupWriter) {
    html("div", .class("sheet-head")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("sheet.lead"))
      html("p") { html("a", .href(.invitations), text: texts("sheet.back")) }
    }
    html("ul", .class("cards")) {
      for card in cards { html("li", .class("card")) { write(card, html) } }
    }
  }

  private func write(_ card: Card, _ html: MarkupWriter) {
    html.qrCode(card.url, label: texts("sheet.picture"))
    html("div") {
      html("p", .class("card-name"), text: texts("layout.name"))
      html("p", text: texts("sheet.what"))
      html("p", text: texts("sheet.how", ["address": address]))
      html("p") { html("code", .class("secret"), text: card.code.description) }
      html("p", .class("facts"), text: texts("sheet.keep", ["date": texts.date(until)]))
    }
  }
}
