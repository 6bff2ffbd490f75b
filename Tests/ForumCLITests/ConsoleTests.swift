import ForumCore
import Testing

@testable import forum_cli

/// The moderators' console without a terminal: what keys do, and that what is drawn is exactly a screen.
struct ConsoleTests {
  static let now = Instant(microseconds: 1_763_932_735_000_000)

  static func console(_ language: Language = .english) throws -> Console {
    var console = Console(
      language: language, watched: [WatchedDocument(topic: "threads/42", title: "Transport 学校", unseen: 2, lines: ["unu"])])
    func matter(_ id: Int64, _ kind: String, _ ground: String, urgent: Bool = false) -> JSONValue {
      [
        "id": .integer(id), "subject": ["kind": .string(kind), "id": 57], "title": "Când se reia transportul școlar?",
        "person": ["id": 7, "name": "Ana Pop"], "ground": .string(ground), "urgent": .bool(urgent), "score": 5, "notices": 2,
        "openedAt": "2025-11-23T20:18:55.000000Z", "latestAt": "2025-11-23T20:18:55.000000Z",
      ]
    }
    try console.take([
      "open": 2, "urgent": 1,
      "matters": [matter(61, "post", "hate-against-roma", urgent: true), matter(70, "participant", "spam")],
      "appeals": [["id": 80, "decision": 75, "at": "2025-11-23T20:18:55.000000Z", "text": "Era un citat."]],
      "proposed": [
        ["id": 90, "measure": "suspend", "ground": "threat", "at": "2025-11-23T20:18:55.000000Z", "facts": "Amenință."]
      ],
    ])
    console.detail = ["▍Titlu", String(repeating: "cuvânt ", count: 60), "学校学校学校学校学校学校学校学校学校学校学校学校学校学校"]
    return console
  }

  @Test(arguments: [(24, 80), (24, 60), (50, 200), (10, 40)], Language.allCases)
  func `a screen has exactly its rows, none wider than its columns, in every state`(size: (Int, Int), language: Language) throws {
    var states: [Console] = []
    for list in Console.List.allCases {
      var console = try Self.console(language)
      console.list = list
      states.append(console)
    }
    for mode in [
      Console.Mode.help, .measures, .grounds(.hide), .labels(.spam), .number(.mute, .spam, "30"), .search("școală"),
    ] {
      var console = try Self.console(language)
      console.mode = mode
      states.append(console)
    }
    states.append(Console(language: language))
    for console in states {
      let screen = ConsoleView(console: console, rows: size.0, columns: size.1, now: Self.now).screen()
      #expect(screen.count == size.0)
      for row in screen { #expect(row.width <= size.1, "\(row.text)") }
    }
  }

  @Test func `the chosen one is told by a sign and not by colour alone, and what is urgent by a word`() throws {
    let screen = ConsoleView(console: try Self.console(), rows: 24, columns: 80, now: Self.now).screen().map(\.text)
    #expect(screen[2].hasPrefix("› URGENT hate against Roma ×2"))
    #expect(screen[4].hasPrefix("  advertising or repetition"))
    #expect(screen[23].contains("d decide") && screen[0].contains("○ not connected"))
  }

  @Test func `a decision is chosen by letters, and nothing leaves by a wrong key`() throws {
    var console = try Self.console()
    #expect(console.press(.letter("d")) == [] && console.mode == .measures)
    #expect(console.press(.letter("c")) == [] && console.mode == .grounds(.hide))
    #expect(console.press(.enter) == [.compose(console.matters[0], .hide, .hateAgainstRoma, number: nil, nil)])
    _ = console.press(.letter("d"))
    #expect(console.press(.letter("z")) == [] && console.mode == .browse)
    _ = console.press(.letter("d"))
    _ = console.press(.letter("b"))
    _ = console.press(.letter("c"))
    #expect(console.mode == .labels(.discrimination))
    #expect(console.press(.letter("a")) == [.compose(console.matters[0], .label, .discrimination, number: nil, .disputed)])
  }

  @Test func `what lasts asks for how long`() throws {
    var console = try Self.console()
    #expect(console.press(.down) == [.open(.matters, 70)])
    for key in ["d", "c", "i"] { _ = console.press(.letter(Character(key))) }
    #expect(console.mode == .number(.mute, .spam, ""))
    for key in ["3", "x", "0"] { _ = console.press(.letter(Character(key))) }
    _ = console.press(.backspace)
    #expect(console.press(.enter) == [.compose(console.matters[1], .mute, .spam, number: 3, nil)])
  }

  @Test func `while a decision is on its way none else begins, and it can be stopped`() throws {
    var console = try Self.console()
    console.pending = ConsolePending(matter: 61, measure: .hide, fields: [:], key: "k", leavesAt: Self.now.adding(seconds: 7))
    #expect(console.press(.letter("d")) == [] && console.mode == .browse && !console.status.isEmpty)
    let screen = ConsoleView(console: console, rows: 24, columns: 80, now: Self.now).screen()
    #expect(screen[22].text == "Post hidden: leaves in 7 s · u stops it")
    #expect(console.press(.letter("u")) == [.drop])
    let stored = ConsolePending(console.pending!.stored, leavesAt: console.pending!.leavesAt)
    #expect(stored == console.pending)
  }

  @Test func `the queue may change under one's hands, and the chosen stays chosen`() throws {
    var console = try Self.console()
    _ = console.press(.down)
    let again = console.matters.reversed().map { matter -> JSONValue in
      [
        "id": .integer(matter.id), "ground": "spam", "notices": 1, "openedAt": "2025-11-23T20:18:55.000000Z",
        "subject": ["kind": "post", "id": 1],
      ]
    }
    try console.take(["open": 2, "matters": .array(again), "appeals": [], "proposed": []])
    #expect(console.matter?.id == 70 && console.place == 0)
    #expect(console.press(.tab) == [] && console.list == .appeals && console.count == 0)
    #expect(console.press(.letter("y")) == [])
  }

  @Test func `searching goes around, folded`() throws {
    var console = try Self.console()
    for key in "/scolar" { _ = console.press(.letter(key)) }
    #expect(console.press(.enter) == [.find("scolar")])
    #expect(console.find("scolar") == [.open(.matters, 70)])
    #expect(console.find("nicăieri") == [] && !console.status.isEmpty)
  }

  @Test func `a letter's notes are left out, and its two parts told apart`() {
    let letter = ConsoleLetter(parsing: "# note\n\nUn număr\nde telefon.\n\n---\n# altă notă\nNu se publică.\n")
    #expect(letter.facts == "Un număr\nde telefon." && letter.explanation == "Nu se publică.")
    #expect(ConsoleLetter(parsing: "# doar note\n---\n").facts.isEmpty)
    let split = ConsoleLetter(parsing: "# titlul\ntitle: Transportul elevilor \n\nEste o întrebare nouă.\n---\n", for: .split)
    #expect(split.target == "Transportul elevilor" && split.facts == "Este o întrebare nouă.")
    #expect(ConsoleLetter(parsing: "title: e chiar textul", for: .hide).facts == "title: e chiar textul")
  }
}
