import CMarkGFM

/// What people write, as safe HTML.
enum Markdown {
  /// Renders a post's body.
  static func render(_ source: String) -> Markup {
    Markup.written { html in html("p") { html.text(source) } }
  }

  /// The words alone, at most `limit` characters: for summaries and feeds.
  static func plainText(_ source: String, limit: Int) -> String { String(source.prefix(limit)) }

  /// A body as the start of an answer to it: every line behind `> `.
  static func quote(_ source: String) -> String {
    source.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? ">" : "> " + $0 }.joined(separator: "\n")
      + "\n\n"
  }
}
