import ForumCore
import Testing

@testable import ForumServer

/// Nothing that people write runs, loads or escapes its place.
struct HostileTextTests {
  static let texts = [
    "<script>hit()</script>", "<img src=x onerror=hit()>", "<svg/onload=hit()>", "<iframe srcdoc='<script>hit()</script>'>",
    "<details open ontoggle=hit()>",
    "[a](javascript:hit())", "[a](JaVaScRiPt:hit())", "[a](java&#10;script:hit())", "[a](&#106;avascript:hit())",
    "[a](javascript&colon;hit())",
    "[a](\u{1}javascript:hit())", "[a](java\tscript:hit())", "[a](<javascript:hit()>)", "[a]: javascript:hit()\n\n[a]",
    "<javascript:hit()>",
    "[a](data:text/html;base64,PHNjcmlwdD5oaXQoKTwvc2NyaXB0Pg==)", "![a](javascript:hit())",
    "![a](https://a.ro/x.png\" onerror=\"hit())", "[a](vbscript:hit())",
    "[a](https://a.ro \"x\" onmouseover=\"hit()\")", "[a](https://a.ro/\"onmouseover=hit())",
    "https://a.ro/\"onmouseover=\"hit()", "http://a.ro/<script>hit()</script>",
    "www.a.ro\"><script>hit()</script>", "a@a.ro\"onclick=hit()", "<a href=\"javascript:hit()\">x</a>",
    "<style>@import 'x'</style>", "<base href=//evil>",
    "<form action=javascript:hit()><button>", "<math><mtext><table><mglyph><style><img src=x onerror=hit()>",
    "<noscript><p title=\"</noscript><img src=x onerror=hit()>\">",
    "```\n</code></pre><script>hit()</script>\n```", "`</code><script>hit()</script>`",
    "| a |\n| - |\n| <img src=x onerror=hit()> |", "- [x] <input autofocus onfocus=hit()>",
    "# <h1 onclick=hit()>", "~~<s onclick=hit()>~~", "> <blockquote onclick=hit()>", "&lt;script&gt;hit()&lt;/script&gt;",
    "<!--><img src=x onerror=hit()>-->",
    "<![CDATA[<script>hit()</script>]]>", "<?php hit() ?>", "<!DOCTYPE x [<!ENTITY a \"hit\">]>",
    "[<img src=x onerror=hit()>](https://a.ro)", "[a](https://a.ro\n\"onclick=hit())",
    "![<script>hit()</script>](https://a.ro/i)", "[a][b]\n\n[b]: <javascript:hit()> 'x'", "\u{202E}<script>",
    "<scr\u{0}ipt>hit()</scr\u{0}ipt>", "＜script＞hit()＜/script＞",
    "</textarea><script>hit()</script>", "</title><script>hit()</script>", "\"><script>hit()</script>",
    "'><script>hit()</script>", "{{constructor}}", "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>hit()</x:script>",
  ]

  /// Every element and attribute the renderer may write.
  private static let allowed: [String: Set<String>] = [
    "p": [], "br": [], "em": [], "strong": [], "s": [], "code": [], "pre": [], "hr": [],
    "blockquote": [], "ul": [], "ol": ["start"],
    "li": ["class"], "label": [], "input": ["type", "disabled", "checked"], "a": ["href", "rel"],
    "div": ["class", "role", "aria-label", "tabindex"], "table": [],
    "thead": [], "tbody": [], "tr": [], "th": ["scope", "class"], "td": ["class"],
  ]

  /// What in the markup of a body under a heading of this level may not be there; nil when nothing is.
  static func problem(of html: String, under level: Int = 3) -> String? {
    if let problem = Balance.problem(of: html) { return problem }
    for tag in Balance.tags(of: html) where !tag.isEnd {
      if let number = tag.name.dropFirst().first?.wholeNumberValue, tag.name.hasPrefix("h"), number > level, number < 7 {
        continue
      }
      guard let attributes = allowed[tag.name] else { return "<\(tag.name)>" }
      for (name, value) in tag.attributes {
        guard attributes.contains(name) else { return "\(name) on <\(tag.name)>" }
        if name == "href", !["http://", "https://", "mailto:"].contains(where: value.hasPrefix) { return "a link to \(value)" }
        if name == "rel", value != "nofollow ugc noopener" { return "rel \(value)" }
      }
    }
    return nil
  }

  private func check(_ html: String, _ source: String) {
    let problem = Self.problem(of: html)
    #expect(problem == nil, "\(source)\n\(html)")
  }

  @Test(arguments: texts) func `a body`(_ text: String) { check(Markdown.render(text).string, text) }

  @Test func `two together, in every order`() {
    for first in Self.texts { for second in Self.texts { check(Markdown.render(first + second).string, first + second) } }
  }

  @Test(arguments: texts) func `a name, a title, a reason and what was typed`(_ text: String) {
    var post = Samples.posts[7]
    post.author.name = text
    post.reason = text
    post.parentAuthor = text
    post.speaker.organisationName = text
    post.language = text
    var thread = Samples.thread(title: text)
    thread.lockReason = text
    let pages: [any Page] = [
      ThreadPage(
        context: Samples.context("/threads/200?" + text, viewer: Samples.viewer, topic: "threads/200"), thread: thread,
        posts: [post], paging: .none,
        unreadAfter: nil,
        form: FormState(
          values: ["body": text, "idempotency-key": text], problems: [FieldProblem(field: "body", code: text)], preview: text)),
      RegisterPage(context: Samples.context(), form: FormState(values: ["name": text, "email": text, "back": text])),
      ProblemPage(context: Samples.context(), status: 500, code: text, parameters: ["limit": text], kept: text),
    ]
    for page in pages {
      let html = String(decoding: page.render(), as: UTF8.self)
      #expect(Balance.problem(of: html) == nil)
      for tag in Balance.tags(of: html) where !tag.isEnd {
        if tag.name == "script" { #expect(tag.attributes.contains { $0.name == "src" && $0.value.hasPrefix("/assets/") }) }
        #expect(!["iframe", "style", "img", "base", "math", "noscript"].contains(tag.name))
        for (name, _) in tag.attributes { #expect(!name.hasPrefix("on") && name != "style" && name != "srcdoc") }
      }
    }
  }
}
