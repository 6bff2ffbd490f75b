import ForumCore

/// A whole page: a value made of records, rendered as often as one likes.
protocol Page: Sendable {
  var context: PageContext { get }
  /// What the tab, the history and a screen reader call it; the layout adds the forum's name. Empty on the home page.
  var title: String { get }
  /// One or two sentences for search engines and previews of links; nil where there is nothing to say.
  var summary: String? { get }
  /// Other representations of the same address, for `<link rel="alternate">`.
  var alternates: [Alternate] { get }
  /// The content of `<main>`, beginning with its `h1`.
  func main(_ html: MarkupWriter)
  /// Whether the page has forms that `forms.js` improves.
  var hasForms: Bool { get }
  /// Whether `passkeys.js` has something to do.
  var hasPasskeys: Bool { get }
  /// Whether robots may keep it.
  var isIndexed: Bool { get }
}

extension Page {
  var texts: Texts { context.texts }
  var summary: String? { nil }
  var alternates: [Alternate] { [] }
  var hasForms: Bool { false }
  var hasPasskeys: Bool { false }
  var isIndexed: Bool { !hasForms }

  /// The document in UTF-8.
  func render() -> [UInt8] {
    // Room for most pages at once: a document that grows is copied each time.
    let html = MarkupWriter(reserving: 65_536)
    Layout(page: self).write(html)
    return html.bytes
  }
}

/// The same address in another representation.
struct Alternate: Sendable {
  let url: String
  let type: StaticString
  /// What a feed reader calls it.
  var title: String?
  /// What the footer calls it.
  let name: StaticString

  static func json(_ url: String) -> Alternate { Alternate(url: url, type: "application/json", title: nil, name: "JSON") }
  static func atom(_ url: String, title: String) -> Alternate {
    Alternate(url: url, type: "application/atom+xml", title: title, name: "Atom")
  }
}
