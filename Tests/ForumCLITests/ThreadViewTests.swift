import ForumCore
import Testing

@testable import forum_cli

struct ThreadViewTests {
  private let now = Instant("2026-11-24T20:00:00.000000Z")!

  private func view(plain: Bool = false, colours: Bool = false, width: Int = 80, _ language: Language = .romanian) -> ThreadView {
    ThreadView(style: Style(colours: colours, plain: plain), language: language, now: now, width: width)
  }

  private func post(_ id: Int64, parent: Int64? = nil, name: String? = "Ana Pop", body: String? = "Un text.", _ more: String = "")
    throws -> PostDocument
  {
    let members: [String] = [
      #""id":\#(id),"thread":1,"placed":\#(id),"parent":\#(parent.map(String.init) ?? "null")"#,
      #""author":{"id":9,"name":\#(quoted(name))},"body":\#(quoted(body)),"language":"ro""#,
      #""publishedAt":"2026-11-24T18:00:00.000000Z","edits":0,"revision":\#(id)"#,
      #""reactions":{"agree":0,"thanks":0,"useful":0}"#,
    ]
    let rest = more.isEmpty ? #""speaker":{},"state":"published""# : more
    return try PostDocument(JSONParser.parse(Array("{\(members.joined(separator: ",")),\(rest)}".utf8)))
  }

  private func quoted(_ text: String?) -> String {
    text.map { String(decoding: JSONValue.string($0).bytes, as: UTF8.self) } ?? "null"
  }

  private func thread(_ more: String = "") throws -> ThreadDocument {
    let json = """
      {"id":1,"title":"Transport școlar în comună","space":"education","kind":"question","territory":{"code":"CJ","name":"Cluj"},
      "language":"ro","author":{"id":9,"name":"Ana"},"speaker":{},"openedAt":"2026-11-20T18:00:00.000000Z","firstPost":2,"posts":21,
      "participants":3,"locked":false,"lastPost":{"id":5,"at":"2026-11-24T18:00:00.000000Z","author":{"id":9,"name":"Ana"},
      "speaker":{"category":"ngo"}},"voices":{"institution":3,"ngo":2,"community":null,"mixed":0,"unstated":4}\(more)}
      """
    return try ThreadDocument(JSONParser.parse(Array(json.utf8)))
  }

  @Test func `a tree hangs replies under what they answer, in the order of their coming`() throws {
    let posts = [
      try post(2), try post(3, parent: 2, body: "Unu."), try post(4), try post(5, parent: 3, body: "Doi."),
      try post(6, parent: 2),
    ]
    let heads = view().tree(posts).filter { $0.contains("#") }
    #expect(
      heads == [
        "#2 · Ana Pop · acum 2 ore", "│ #3 · Ana Pop · acum 2 ore", "│ │ #5 · Ana Pop · acum 2 ore",
        "│ #6 · Ana Pop · acum 2 ore",
        "#4 · Ana Pop · acum 2 ore",
      ])
  }

  @Test func `who speaks is told by a mark and a word`() throws {
    let speakers: [(String, String)] = [
      (#"{"category":"institution","level":"local"}"#, "▪ Ana Pop · instituție locală"),
      (#"{"category":"ngo","organisation":{"id":3,"name":"Asociația Exemplu"}}"#, "◆ Ana Pop · ONG, Asociația Exemplu"),
      (#"{"category":"community","profession":"school-mediator"}"#, "● Ana Pop · comunitate, mediere școlară"),
      ("{}", "· Ana Pop"),
    ]
    for (json, expected) in speakers {
      let lines = view().tree([try post(2, #""speaker":\#(json),"state":"published""#)])
      #expect(lines[0] == "#2 \(expected) · acum 2 ore")
    }
  }

  @Test func `who wrote it down for its author is told`() throws {
    let written = try post(2, #""speaker":{},"writtenDownBy":{"id":4,"name":"Ilinca"},"state":"published""#)
    #expect(view().tree([written])[0] == "#2 · Ana Pop · acum 2 ore · consemnat de Ilinca")
  }

  @Test func `plain text has words and no signs`() throws {
    let posts = [try post(2, #""speaker":{"category":"ngo"},"state":"published""#), try post(3, parent: 2)]
    let lines = view(plain: true, .english).tree(posts)
    #expect(lines[0] == "#2 Ana Pop · NGO · 2 hours ago")
    #expect(lines.contains("#3 Ana Pop · 2 hours ago · in answer to Ana Pop"))
    #expect(!lines.joined().contains { "▪◆●│↳─".contains($0) })
  }

  @Test func `marked places say what happened`() throws {
    func second(_ more: String, body: String? = nil) throws -> String { view().tree([try post(2, body: body, more)])[1] }
    #expect(try second(#""speaker":{},"state":"withdrawn""#) == "[mesaj retras de autor]")
    #expect(
      try second(#""speaker":{},"state":"hidden","reason":"Date personale.""#)
        == "[mesaj ascuns de un moderator: Date personale.]")
    #expect(try second(#""speaker":{},"state":"published""#) == "[text șters]")
    #expect(try second(#""speaker":{},"state":"published""#, body: "") == "[fără text]")
  }

  @Test func `reactions, imported votes and a missing parent are said`() throws {
    let json = #""speaker":{},"state":"published","importedVotes":{"for":3,"against":1},"orphan":true"#
    let lines = view(.english).tree([try post(2, json)])
    #expect(lines[0].contains("answers a post that is missing"))
    #expect(lines[2] == "imported votes: 3 for, 1 against")
  }

  @Test func `deep replies stay at the edge and say whom they answer`() throws {
    let posts = try (0..<40).map { try post(Int64($0 + 1), parent: $0 == 0 ? nil : Int64($0), name: "N\($0)") }
    let lines = view().tree(posts)
    let last = try #require(lines.last { $0.contains("#40") })
    #expect(last.hasPrefix("│ │ │ │ │ │ │ │ #40"))
    #expect(last.contains("↳ răspuns pentru N38"))
  }

  @Test func `nothing is wider than 80 columns, or than 40`() throws {
    let long = "Un cuvântnesfârșitdelungcarenuîncapepeniciunrând și 数字数字数字 și texte obișnuite care se rup între cuvinte. 👍🏽"
    let posts = try (0..<60).map { index in
      try post(
        Int64(index + 1), parent: index == 0 ? nil : Int64(index), name: "Asociația cu un nume foarte lung pentru un singur rând",
        body: Array(repeating: long, count: 3).joined(separator: "\n\n"),
        #""speaker":{"category":"ngo","organisation":{"id":3,"name":"Organizația cu nume lung"}},"state":"published","importedVotes":{"for":1,"against":0}"#
      )
    }
    for width in [40, 80] {
      for colours in [false, true] {
        let view = view(colours: colours, width: width)
        let lines = try view.tree(posts) + view.head(thread()) + view.row(thread())
        for line in lines { #expect(InkedText.width(line) <= width, "\(line)") }
      }
    }
  }

  @Test func `hostile text cannot drive the terminal`() throws {
    let posts = [try post(2, name: "A\u{1B}]0;x\u{7}\nB", body: "\u{1B}[2J\u{9B}31m")]
    let text = view().tree(posts).joined(separator: "\n")
    #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x9B || $0.value == 7 })
    #expect(text.hasPrefix("#2 · A\u{FFFD}]0;x\u{FFFD} B · "))
  }

  @Test func `a thread's head says what it is, where, and who has been heard`() throws {
    #expect(
      view().head(try thread(#","importedSupports":40"#)) == [
        "Transport școlar în comună", "Întrebare · Educație · Cluj · 21 de mesaje · 40 de susțineri importate",
        "▪ instituții 3 · ◆ ONG-uri 2 · ● comunități sub 5 · nedeclarat 4",
      ])
  }

  @Test func `a row has the title, what is new, and the last voice`() throws {
    let rows = view().row(try thread(#","unread":2"#))
    #expect(rows[0].hasPrefix("1      Transport școlar în comună "))
    #expect(rows[0].hasSuffix("  2 noi · acum 2 ore"))
    #expect(rows[1] == "       Întrebare · Educație · Cluj · 21 de mesaje · ◆ Ana")
  }

  @Test func `colour is never the only sign`() throws {
    let posts = [try post(2, #""speaker":{"category":"community"},"state":"published""#)]
    let coloured = view(colours: true).tree(posts)
    let bare = coloured.map { line in line.replacing(/\u{1B}\[[0-9;]*m/, with: "") }
    #expect(bare == view().tree(posts))
    #expect(coloured != bare)
  }

  @Test func `an answer without what it must have is refused with its place`() throws {
    #expect(throws: Failure.self) { try PostDocument(["id": 1]) }
    let failure = try #require(throws: Failure.self) { try ThreadDocument(["id": "x"]) }
    #expect(failure.code == .data)
    #expect(failure.what.en.contains("thread.id"))
  }
}
