import FuzzSupport
import Testing

@testable import ForumServer

/// What people may write, damaged: it stays text within the elements that the renderer knows.
struct MarkdownFuzzTests {
  private static let tokens = [
    "*", "**", "_", "~~", "`", "```\n", "> ", "- ", "1. ", "- [x] ", "- [ ] ", "# ", "###### ", "\n", "\n\n", "    ", "\t", "[",
    "](", ")", "![",
    "](https://a.ro)", "](javascript:hit())", "<", ">", "<b>", "</b>", "<!--", "-->", "<script>", "&", "&lt;", "&#0;", "&#x22;",
    "&amp;lt;",
    "\\", "|", "|-|-|\n", "|a|b|\n", ":-:", "www.a.ro", "https://a.ro/", "a@a.ro", "\"", "'", "---\n", "===\n",
    "[a]: https://a.ro\n", "[^1]",
    "\0", "\u{1}", "\u{202E}", "\u{FFFD}", "ș", "\u{1F1F7}\u{1F1F4}", "mailto:a@a.ro", "\r", "\u{2028}", "9999999999. ",
  ]

  @Test func `markup is balanced, known and no more than the text is worth`() throws {
    try Fuzzer("markdown", seeds: HostileTextTests.texts.map { Array($0.utf8) }, tokens: Self.tokens, rounds: 6_000).run {
      input, random in
      let source = String(decoding: input, as: UTF8.self)
      let level = random.number(1...3)
      let html = Markdown.render(source, under: level).string
      if let problem = HostileTextTests.problem(of: html, under: level) { throw Finding("\(problem)\n\(html)") }
      try holds(
        html.utf8.count <= 100 * source.utf8.count + 40 * MarkdownLimits.maximumCells, "\(html.utf8.count) bytes of markup")
      let text = Markdown.plainText(source, limit: 50)
      try holds(text.count <= 51 && !text.contains("\n"), "a summary of \(text.count)")
      try holds(Markdown.render(source).string == Markdown.render(source).string, "another time it is something else")
      let quoted = Markdown.render(Markdown.quote(source)).string
      if let problem = HostileTextTests.problem(of: quoted) { throw Finding("quoted: \(problem)") }
    }
  }
}
