import ForumCore
import Foundation
import Testing

@testable import ForumServer

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct ComponentTests {
  private func marks(_ balance: VoiceBalance) -> [String: Int] {
    let html = Markup.written { VoiceBalanceView(balance: balance, texts: Samples.localisation[.ro]).write($0) }.string
    var marks: [String: Int] = [:]
    for tag in Balance.tags(of: html) where tag.name == "rect" && !tag.isEnd {
      func value(_ name: String) -> String { tag.attributes.first { $0.name == name }!.value }
      marks[String(value("fill").dropFirst(7).dropLast())] = Int(value("width"))! / 10
    }
    return marks
  }

  @Test func `the bar has a mark for each post, and for each share of many`() {
    #expect(marks(VoiceBalance(institution: 5, ngo: 3, community: 1)) == ["institution": 5, "ngo": 3, "community": 1])
    #expect(marks(VoiceBalance(institution: 157, ngo: 92, community: 8)) == ["institution": 17, "ngo": 10, "community": 1])
    let many = marks(VoiceBalance(institution: 9_000, ngo: 1, community: 1, mixed: 1, unstated: 1))
    #expect(many == ["institution": 24, "ngo": 1, "community": 1, "mixed": 1, "unstated": 1])
    #expect(marks(VoiceBalance()) == [:])
  }

  @Test func `the bar is told in words too`() {
    let html = Markup.written {
      VoiceBalanceView(balance: VoiceBalance(institution: 157, ngo: 2), texts: Samples.localisation[.ro]).write($0)
    }.string
    #expect(html.contains("instituții 157") && html.contains("ONG-uri 2"))
  }

  @Test func `a few posts from communities are told as some, in words, in the bar and in JSON`() throws {
    func told(_ community: Int) throws -> (words: String, marks: Int?, json: JSONValue?) {
      let balance = VoiceBalance(institution: 5, community: community)
      var json = JSONWriter()
      ThreadJSON.write(balance, to: &json)
      let html = Markup.written { VoiceBalanceView(balance: balance, texts: Samples.localisation[.ro]).write($0) }.string
      return (html, marks(balance)["community"], try JSONParser.parse(json.bytes)["community"])
    }
    for few in 1...4 {
      let some = try told(few)
      #expect(some.words.contains("comunități sub 5") && some.marks == 1 && some.json == .null, "\(few)")
    }
    let counted = try told(5)
    #expect(counted.words.contains("comunități 5") && counted.marks == 5 && counted.json == 5)
    let nobody = try told(0)
    #expect(!nobody.words.contains("comunități") && nobody.marks == nil && nobody.json == 0)
  }

  @Test func `feeds are well-formed XML with what Atom asks for`() throws {
    let thread = ThreadFeed(context: Samples.context(), thread: Samples.thread(title: "<b> & „titlu”"), posts: Samples.posts)
      .render()
    let list = ThreadListFeed(
      context: Samples.context(), url: "/spaces/education", selfURL: "/spaces/education.atom", title: "Educație",
      threads: Samples.threads
    ).render()
    for (feed, entries) in [(thread, Samples.posts.count), (list, Samples.threads.count)] {
      let reader = ElementCounter()
      let parser = XMLParser(data: Data(feed))
      parser.delegate = reader
      #expect(parser.parse(), "\(parser.parserError.debugDescription)")
      #expect(reader.counts["entry"] == entries)
      // RFC 4287, 4.1: exactly one id, title and updated in the feed and in each entry; an author for each.
      for name in ["id", "title", "updated", "author"] { #expect(reader.counts[name] == entries + 1, "\(name)") }
    }
    let text = String(decoding: thread, as: UTF8.self)
    #expect(text.contains("<id>https://sfat.example/threads/200</id>") && text.contains("rel=\"self\""))
    #expect(text.contains("<content type=\"html\">&lt;p&gt;Bună ziua."))
    #expect(text.contains("Mesajul a fost ascuns de un moderator."))
  }

  private final class ElementCounter: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      counts[name, default: 0] += 1
    }
  }

  @Test func `a thread's row and head come as frames for the live lists`() {
    let row = ThreadRow.frame(Samples.thread(unread: 3), texts: Samples.localisation[.en]).string
    #expect(row.hasPrefix("<li id=\"thread-200\" class=\"row\">") && !row.contains("class=\"new\""))
    let head = ThreadHead.frame(Samples.thread(), texts: Samples.localisation[.en]).string
    #expect(head.hasPrefix("<header id=\"thread-head\"") && Balance.problem(of: head) == nil)
  }
}
