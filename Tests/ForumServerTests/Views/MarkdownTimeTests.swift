import Glibc
import FuzzSupport
import Testing

@testable import ForumServer

/// Time and size stay in proportion to the body: no shape of text makes the renderer slow or its output huge.
struct MarkdownTimeTests {
  static let pieces = [
    "[", "![", "[a](", "![](", "](", "*a _b ", "**a *a ", "a**b", "_", "~~a ", "`` ` ", "`", "<", "<a href='", "<![CDATA[", "<?",
    "<!A ", "<!--", ">",
    "> > > a\n", "- ", "- a\n ", "www.", "www.a ", "@", "a@a.a ", ":", "http://", "a:b ", "www._", "[a]: b\n", "[a]:b\n[a]", "&a",
    "&amp;", "\\[", "|",
    "|a|a\n|-|-\n", "a|", "((", "www.a)", "*[a", "[a](b", "[<", "\t", "1. ", "<p>\n", "* * a\n", "a.", "mailto:a@", "xmpp:a@b/",
    "[^a]:", "\0", "a~~b",
    "a_b_", "[]", "![]", "![[]()", "[[]()](", "\n", "\n\n", "    ", "```\n", "# ", "---\n", "- [ ] a\n", "|-", "a", "ș", "x@y.z/",
  ]
  static let labels = MarkdownLabels(image: "i", table: "t")

  /// Renders and measures the CPU time of this thread, which other work on the machine does not change much. Generous, for a debug
  /// build: what is quadratic is slower by far.
  private func check(_ source: String, _ comment: @autoclosure () -> String) {
    var size = 0
    let begin = Self.cpuSeconds
    size = Markdown.render(source, labels: Self.labels).bytes.count
    let seconds = Self.cpuSeconds - begin
    #expect(seconds < 3, "\(comment()): \(seconds) s")
    #expect(size < 24 * source.utf8.count + 10 * MarkdownLimits.maximumCells, "\(comment()): \(size) bytes")
  }

  private static var cpuSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test(arguments: pieces) func `a repeated piece`(_ piece: String) {
    check(String(repeating: piece, count: 40_000 / piece.utf8.count), piece.debugDescription)
  }

  @Test(arguments: pieces) func `a piece on every line`(_ piece: String) {
    check(String(repeating: piece + "\n", count: 20_000 / (piece.utf8.count + 1)), piece.debugDescription)
  }

  @Test func `a wide table with many short rows`() {
    let header = String(repeating: "|a", count: 2_500) + "\n" + String(repeating: "|-", count: 2_500) + "\n"
    check(header + String(repeating: "a\n", count: 5_000), "wide table")
    let narrow = String(repeating: "|a", count: 30) + "\n" + String(repeating: "|-", count: 30) + "\n"
    check(narrow + String(repeating: "a\n", count: 300), "narrow table")
  }

  @Test func `mixed pieces, from a seed`() {
    var random = SeededGenerator(seed: 20_261_124)
    for round in 0..<150 {
      let some = (0..<Int.random(in: 2...5, using: &random)).map { _ in Self.pieces.randomElement(using: &random)! }
      var source = ""
      while source.utf8.count < 15_000 { source += some.randomElement(using: &random)! }
      check(source, "round \(round): \(some)")
    }
  }
}
