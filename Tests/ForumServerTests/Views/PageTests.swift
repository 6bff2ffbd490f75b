import ForumCore
import Foundation
import Testing

@testable import ForumServer

struct PageTests {
  /// With `SFAT_PAGES` set to a folder, writes every sample page there, to be looked at.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["SFAT_PAGES"] != nil))
  func `pages to look at`() throws {
    let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["SFAT_PAGES"]!)
    for locale in InterfaceLocale.allCases {
      for theme in [Theme.light, .dark] {
        for (name, page) in SamplePages.all(locale: locale, theme: theme) {
          try Data(page.render()).write(to: folder.appendingPathComponent("\(name).\(locale).\(theme).html"))
        }
      }
    }
    let feed = ThreadFeed(context: Samples.context(), thread: Samples.thread(), posts: Samples.posts)
    try Data(feed.render()).write(to: folder.appendingPathComponent("thread.atom"))
  }

  private static let rendered = SamplePages.all().map {
    (name: $0.name, page: $0.page, html: String(decoding: $0.page.render(), as: UTF8.self))
  }

  @Test func `every page is well formed, with every id once`() {
    for (name, _, html) in Self.rendered { #expect(Balance.problem(of: html) == nil, "\(name)") }
  }

  @Test func `every page has one h1 and skips no level of heading`() {
    for (name, _, html) in Self.rendered {
      var level = 0
      var firsts = 0
      for tag in Balance.tags(of: html) where !tag.isEnd && tag.name.count == 2 && tag.name.first == "h" {
        guard let next = Int(tag.name.dropFirst()) else { continue }
        if next == 1 { firsts += 1 }
        // An error's summary stands before the headings of its form.
        #expect(next <= level + 1, "\(name): h\(next) after h\(level)")
        level = next
      }
      #expect(firsts == 1, "\(name)")
    }
  }

  @Test func `every control has its label, every reference its target`() {
    for (name, _, html) in Self.rendered {
      let tags = Balance.tags(of: html).filter { !$0.isEnd }
      func value(_ tag: Balance.Tag, _ attribute: String) -> String? { tag.attributes.first { $0.name == attribute }?.value }
      let ids = Set(tags.compactMap { value($0, "id") })
      let labelled = Set(tags.filter { $0.name == "label" }.compactMap { value($0, "for") })
      for tag in tags {
        if ["input", "select", "textarea"].contains(tag.name), value(tag, "type") != "hidden", value(tag, "disabled") == nil {
          #expect(value(tag, "id").map(labelled.contains) == true, "\(name): \(tag)")
        }
        for attribute in ["aria-describedby", "aria-labelledby", "for", "list", "form"] {
          for id in (value(tag, attribute) ?? "").split(separator: " ") {
            #expect(ids.contains(String(id)), "\(name): \(attribute)=\(id)")
          }
        }
        if let target = value(tag, "href"), target.hasPrefix("#"), tag.name == "a" {
          // A problem may name a field that this form does not have.
          if !target.hasPrefix("#f-"), !target.hasPrefix("#name-") {
            #expect(ids.contains(String(target.dropFirst())), "\(name): \(target)")
          }
        }
      }
    }
  }

  @Test func `nothing in a page needs more than the strict content security policy`() {
    for (name, _, html) in Self.rendered {
      for tag in Balance.tags(of: html) where !tag.isEnd {
        #expect(tag.name != "style", "\(name)")
        for (attribute, value) in tag.attributes {
          #expect(attribute != "style" && !attribute.hasPrefix("on"), "\(name): \(attribute)")
          if attribute == "src" { #expect(value.hasPrefix("/assets/"), "\(name): \(value)") }
        }
        if tag.name == "script" { #expect(html.contains("defer></script>"), "\(name)") }
      }
    }
  }

  @Test func `every form that changes something has the token; guests' pages have none`() {
    for (name, page, html) in Self.rendered {
      let forms = html.ranges(of: "method=\"post\"").count
      let tokens = html.ranges(of: "name=\"csrf\" value=").count
      #expect(page.context.csrf == nil ? tokens == 0 : tokens == forms, "\(name): \(tokens) tokens for \(forms) forms")
      #expect(html.contains("<meta name=\"csrf\"") == (page.context.viewer != nil), "\(name)")
    }
  }

  @Test func `no form names two of its fields alike`() {
    for (name, _, html) in Self.rendered {
      var fields: Set<String> = []
      for tag in Balance.tags(of: html) where !tag.isEnd {
        if tag.name == "form" { fields = [] }
        guard ["input", "select", "textarea"].contains(tag.name),
          let field = tag.attributes.first(where: { $0.name == "name" })?.value
        else { continue }
        #expect(fields.insert(field).inserted, "\(name): \(field)")
      }
    }
  }

  @Test func `links of pages lead to routes`() {
    for (name, _, html) in Self.rendered {
      for tag in Balance.tags(of: html) where ["a", "form", "button"].contains(tag.name) && !tag.isEnd {
        for (attribute, value) in tag.attributes
        where ["href", "action", "formaction"].contains(attribute) && value.hasPrefix("/") {
          let path = String(value.prefix { $0 != "?" && $0 != "#" })
          #expect(Routed(path: path) != nil, "\(name): \(value)")
        }
      }
    }
  }

  @Test func `what was typed is kept, and the problems lead to their fields`() {
    let html = Self.rendered.first { $0.name == "register" }!.html
    #expect(html.contains("value=\"Ana &lt;b&gt;\""))
    #expect(html.contains("<a href=\"#f-email\">"))
    #expect(
      html.contains(
        "id=\"f-email\" name=\"email\" value=\"ana\" autocomplete=\"email\" aria-describedby=\"f-email-help f-email-error\" aria-invalid=\"true\""
      ))
    #expect(
      html.contains("type=\"hidden\" name=\"idempotency-key\" value=\"k1\"")
        && html.contains("name=\"back\" value=\"/threads/200\""))
    #expect(html.contains("Numărul minim de caractere: 10."))
  }

  @Test func `moderators' acts are on moderators' pages alone`() {
    for (name, page, html) in Self.rendered where name.hasPrefix("thread") {
      let may = Rights.allows(page.context.viewer?.role, .decide)
      #expect(html.contains("/decisions/new?post=") == may, "\(name)")
      #expect(html.contains("/decisions/new?thread=") == may, "\(name)")
    }
  }

  @Test func `the page of a thread says where it was rendered, and in which language each post is`() {
    let html = Self.rendered.first { $0.name == "thread" }!.html
    #expect(
      html.contains(
        "data-signed-in=\"103\" data-role=\"participant\" data-log=\"5f0c9a1e\" data-position=\"4711\" data-topic=\"threads/200\""
      ))
    #expect(html.contains("data-text-new-few=\"{{count}} mesaje noi\""))
    #expect(html.ranges(of: "class=\"body\" lang=\"ro\" dir=\"auto\"").count == 7)
    #expect(html.contains("<html lang=\"ro\">"))
  }

  @Test func `a page of twenty posts with its style and scripts is under 50 kB`() throws {
    let words =
      "Un mesaj de lungime obișnuită, cu câteva propoziții despre drumul până la școală și despre cine îl poate repara. "
    let posts = (0..<20).map { number in
      Samples.post(
        300 + number, to: number == 0 ? nil : 300 + number / 3, Samples.mediator, Samples.association,
        String(repeating: words, count: 4),
        minutes: number)
    }
    let page = ThreadPage(
      context: Samples.context("/threads/200", viewer: Samples.viewer, topic: "threads/200"), thread: Samples.thread(),
      posts: posts, paging: .none,
      unreadAfter: nil)
    #expect(page.render().count < 50_000)
    let css = try Data(contentsOf: URL(fileURLWithPath: Samples.folder.components(upTo: "/locales") + "/forum.css"))
    #expect(css.count < 30_000)
  }

  @Test func `rendering a thread page takes a few milliseconds at most`() {
    let page = SamplePages.all().first { $0.name == "thread" }!.page
    _ = page.render()
    let time = ContinuousClock().measure { for _ in 0..<20 { _ = page.render() } }
    // A debug build on a busy machine; released it is some hundred microseconds.
    #expect(time < .seconds(2), "\(time)")
  }
}
