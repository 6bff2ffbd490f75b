import ForumCore

/// A whole page: a value made of records, rendered as often as one likes.
protocol Page: Sendable {
  var context: PageContext { get }
  /// What the tab, the history and a screen reader call it; the layout adds the forum's name.
  var title: String { get }
  /// Other representations of the same address, for `<link rel="alternate">`.
  var alternates: [Alternate] { get }
  /// The content of `<main>`, beginning with its `h1`.
  func main(_ html: MarkupWriter)
  /// Whether the page has forms that `forms.js` improves.
  var hasForms: Bool { get }
  /// Whether robots may keep it.
  var isIndexed: Bool { get }
}

extension Page {
  var texts: Texts { context.texts }
  var alternates: [Alternate] { [] }
  var hasForms: Bool { true }
  var isIndexed: Bool { true }

  /// The document in UTF-8.
  func render() -> [UInt8] {
    let html = MarkupWriter()
    Layout(page: self).write(html)
    return html.bytes
  }
}

/// The same address in another representation.
struct Alternate: Sendable {
  let url: String
  let type: StaticString
  var title: String?

  static func json(_ url: String) -> Alternate { Alternate(url: url, type: "application/json") }
  static func atom(_ url: String, title: String) -> Alternate { Alternate(url: url, type: "application/atom+xml", title: title) }
}
