import CMarkGFM

/// What people write, as safe HTML: the only way from a body to markup.
enum Markdown {
  /// Renders a post's body. What `MarkdownLimits` refuses to parse is shown as plain lines, whole words kept.
  /// `under` is the level of the heading it stands under: the first of its own is one below.
  static func render(_ source: String, labels: MarkdownLabels = .programs, under level: Int = 3) -> Markup {
    Markup.written(reserving: source.utf8.count * 2) { html in
      guard let document = MarkdownDocument(source, limits: MarkdownLimits(source)) else { return plain(source, to: html) }
      var renderer = MarkdownRenderer(html: html, labels: labels, under: level)
      document.walk { renderer.visit($0, entering: $1) }
    }
  }

  /// The words alone, in one line of at most `limit` characters: for summaries and feeds.
  static func plainText(_ source: String, limit: Int) -> String {
    var text = ""
    guard let document = MarkdownDocument(source, limits: MarkdownLimits(source)) else { return shortened(source, to: limit) }
    document.walk { node, entering in
      guard entering else { return }
      switch cmark_node_get_type(node) {
      case CMARK_NODE_TEXT, CMARK_NODE_CODE, CMARK_NODE_CODE_BLOCK:
        if text.utf8.count < limit * 4 + 64, let literal = cmark_node_get_literal(node) { text += String(cString: literal) }
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK, CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING, CMARK_NODE_ITEM: text += " "
      default: break
      }
    }
    return shortened(text, to: limit)
  }

  /// A body as the start of an answer to it: every line behind `> `, then a line to write in.
  static func quote(_ source: String) -> String {
    source.split(omittingEmptySubsequences: false) { $0.isNewline }.map { $0.isEmpty ? ">" : "> " + $0 }.joined(separator: "\n")
      + "\n\n"
  }

  private static func plain(_ source: String, to html: MarkupWriter) {
    html("p") {
      var isFirst = true
      for line in source.prefix(MarkdownLimits.maximumBytes).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      {
        if !isFirst { html.literal("<br>\n") }
        isFirst = false
        html.text(String(line))
      }
    }
  }

  private static func shortened(_ text: String, to limit: Int) -> String {
    // No more is looked at than could be shown.
    let beginning = text.prefix(4 * limit)
    let words = beginning.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard words.count > limit || beginning.endIndex < text.endIndex else { return words }
    let cut = words.prefix(limit)
    return cut[..<(cut.lastIndex(of: " ") ?? cut.endIndex)] + "…"
  }
}
