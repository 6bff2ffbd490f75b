import ForumCore
import Testing

@testable import ForumServer

struct MarkupWriterTests {
  private func written(_ write: (MarkupWriter) -> Void) -> String { Markup.written(write).string }

  @Test func `text and attributes are escaped for where they stand`() {
    let hostile = "\"><script>alert('1')</script>&amp;"
    #expect(
      written { html in html("p", .of("title", text: hostile)) { html.text(hostile) } }
        == "<p title=\"&quot;&gt;&lt;script&gt;alert('1')&lt;/script&gt;&amp;amp;\">\"&gt;&lt;script&gt;alert('1')&lt;/script&gt;&amp;amp;</p>"
    )
  }

  @Test func `attributes that are absent, present, numbers or names`() {
    #expect(
      written { html in
        html(
          "li", .id("item-", 57), .class("row"), .of("data-parent", nil as Int64?), .of("lang", text: nil), .flag("hidden"),
          .flag("open", if: false)
        ) {}
      } == "<li id=\"item-57\" class=\"row\" hidden></li>")
    #expect(written { $0.void("input", .of("value", Int64.min)) } == "<input value=\"-9223372036854775808\">")
    #expect(written { $0.number(0) } == "0")
  }

  @Test func `characters no document may hold are shown as replaced`() {
    #expect(
      written { $0.text("a\u{0}b\u{1B}c\u{7F}d\u{85}e") } == ["a", "b", "c", "d", "e"].joined(separator: "\u{FFFD}"))
    let fine = "tab\tline\nș ț „ă” 😀 é \u{A0} \u{FDF0} \u{10FFFD}"
    #expect(written { $0.text(fine) } == fine)
    #expect(written { $0.text("a\r\nb\rc") } == "a\nb\nc")
  }

  @Test func `every scalar comes out as itself, escaped or replaced`() {
    for value in UInt32(0)...0x2FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = String(Character(scalar))
      let out = written { $0.text(text) }
      let isForbidden =
        (value < 0x20 && ![0x09, 0x0A, 0x0D].contains(value)) || (0x7F..<0xA0).contains(value)
        || (0xFDD0...0xFDEF).contains(value)
        || value & 0xFFFE == 0xFFFE
      switch value {
      case 0x0D: #expect(out == "\n")
      case 0x26: #expect(out == "&amp;")
      case 0x3C: #expect(out == "&lt;")
      case 0x3E: #expect(out == "&gt;")
      default: if out != (isForbidden ? "\u{FFFD}" : text) { Issue.record("U+\(String(value, radix: 16)): \(out)") }
      }
    }
  }
}
