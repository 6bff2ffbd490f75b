import ForumCore

/// Writes Atom feeds (RFC 4287): what all of ours have in common.
struct AtomWriter {
  let context: PageContext
  let xml = MarkupWriter()

  private var texts: Texts { context.texts }

  /// A feed's frame. `url` is the page it belongs to, `selfURL` its own address, both without the base.
  func feed(title: String, url: String, selfURL: String, updated: Instant, entries: () -> Void) -> [UInt8] {
    xml.literal("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
    xml("feed", .of("xmlns", "http://www.w3.org/2005/Atom"), .of("xml:lang", text: context.locale.rawValue)) {
      xml("id", text: context.baseURL + url)
      xml("title", text: title)
      xml("updated", text: RomanianTime.utc(updated))
      xml.empty("link", .of("rel", "alternate"), .of("type", "text/html"), .href(url: context.baseURL + url))
      xml.empty("link", .of("rel", "self"), .of("type", "application/atom+xml"), .href(url: context.baseURL + selfURL))
      xml("author") { xml("name", text: texts("layout.name")) }
      xml("generator", text: texts("layout.name"))
      entries()
    }
    return xml.bytes
  }

  func entry(
    url: String, title: String, author: AuthorRecord?, published: Instant, updated: Instant, language: String,
    content: (html: Markup, words: String)?
  ) {
    xml("entry", .of("xml:lang", text: language)) {
      xml("id", text: context.baseURL + url)
      xml("title", text: title)
      xml("published", text: RomanianTime.utc(published))
      xml("updated", text: RomanianTime.utc(updated))
      xml.empty("link", .of("rel", "alternate"), .of("type", "text/html"), .href(url: context.baseURL + url))
      // Without one the feed's own counts (RFC 4287, 4.2.1).
      if let author {
        xml("author") {
          xml("name", text: texts.name(author.name))
          xml("uri", text: context.baseURL + Route.participant(author.id).path)
        }
      }
      if let content {
        xml("summary", text: content.words)
        xml("content", .of("type", "html"), text: content.html.string)
      }
    }
  }
}
