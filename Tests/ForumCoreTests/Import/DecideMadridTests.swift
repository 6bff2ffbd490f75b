import Testing

@testable import ForumCore

/// The importer on a small folder of the data's form with our own texts, and on one of bad rows.
struct DecideMadridTests {
  private func read(_ folder: String) throws -> ImportMaterial {
    try DecideMadrid().read(folder: Fixture.path("decide-madrid" + folder), space: "decide-madrid")
  }

  private func posts(_ material: ImportMaterial) -> [String: ImportedPost] {
    var posts: [String: ImportedPost] = [:]
    for piece in material.pieces { if case .post(let post) = piece.item { posts[post.key] = post } }
    return posts
  }

  @Test func `the fixture has the shape it says it has`() throws {
    let material = try read("")
    #expect(material.faults == [])
    #expect(material.shape.participants == 105)
    #expect(material.shape.threads == 10)
    #expect(material.shape.replies == 291)
    #expect(material.shape.orphans == 39)
    #expect(material.shape.empty == 2)
    #expect(material.shape.votes == 286)
    #expect(material.shape.depths == [126, 57, 25, 18, 11, 8, 8, 9, 6, 4, 2, 3, 2] + Array(repeating: 1, count: 12))
    #expect(material.pieces.count == 105 + 10 + 291)
  }

  @Test func `nobody and nothing comes before what it stands on`() throws {
    var seen: Set<String> = []
    for piece in try read("").pieces {
      switch piece.item {
      case .participant(let person): seen.insert("person " + person.key)
      case .thread(let thread):
        #expect(seen.contains("person " + thread.author))
        seen.insert("thread " + thread.key)
      case .post(let post):
        #expect(seen.contains("person " + post.author))
        #expect(seen.contains("thread " + post.thread))
        if let parent = post.parent { #expect(seen.contains("post " + parent)) }
        seen.insert("post " + post.key)
      }
    }
  }

  @Test func `texts come as they stand, quotes and line breaks included`() throws {
    let texts = Set(posts(try read("")).values.map(\.body))
    #expect(texts.contains("Dijeron \"pronto\", y seguimos esperando."))
    #expect(texts.contains("Primera línea.\nSegunda línea, con coma.\n\nCuarta línea."))
    #expect(texts.contains("Línea con retorno\r\ny otra."))
    #expect(texts.contains("Ñandú, pingüino, corazón 💧 y 数字."))
    #expect(texts.contains(""))
  }

  @Test func `times are Madrid's, around the changes of the clock too`() throws {
    let times = Set(posts(try read("")).values.map { $0.originallyAt.microseconds })
    #expect(times.contains(1_459_040_399_000_000))  // 2016-03-27 01:59:59, the last second of winter
    #expect(times.contains(1_459_042_200_000_000))  // 02:30, which that night left out: 03:30 in summer
    #expect(times.contains(1_477_787_400_000_000))  // 2016-10-30 02:30, the first of two
    #expect(times.contains(1_477_792_800_000_000))  // 03:00, winter again
    #expect(times.contains(1_483_264_219_250_000))  // 2017-01-01 10:50:19.25
  }

  @Test func `a proposal becomes a thread with supports and a category, its text after its summary`() throws {
    let material = try read("")
    let threads = material.pieces.compactMap { piece -> ImportedThread? in
      if case .thread(let thread) = piece.item { thread } else { nil }
    }
    let first = try #require(threads.first { $0.key == "proposal-11" })
    #expect(first.title == "Mejorar la biblioteca del barrio")
    #expect(first.body == "Resumen: pedimos mejorar la biblioteca del barrio.")
    #expect(first.supports == 7908)
    #expect(first.kind == .proposal)
    #expect(first.language == "es")
    #expect(first.space == "decide-madrid")
    #expect(first.originallyAt.microseconds == 1_442_268_000_000_000)  // 2015-09-15 00:00 in Madrid
    #expect(first.speaker == Speaker())
    let association = try #require(threads.first { $0.key == "proposal-39" })
    #expect(association.speaker == Speaker(category: .ngo))
    #expect(association.body.hasPrefix("Resumen: pedimos mejorar el huerto común.\n\nQué proponemos:\n\n1. "))
  }

  @Test func `kinds of author become categories, and saying nothing says nothing`() throws {
    let posts = posts(try read("")).values
    #expect(posts.count { $0.speaker == Speaker(category: .ngo) } == 3)
    #expect(posts.count { $0.speaker == Speaker(category: .institution) } == 3)
    #expect(posts.count { $0.speaker == Speaker() } == 285)
  }

  @Test func `names are numbers and say nothing of anybody`() throws {
    for piece in try read("").pieces {
      if case .participant(let person) = piece.item { #expect(person.name == "Participant \(person.key)") }
    }
  }

  @Test func `bad rows are named by line and reason and the rest comes in`() throws {
    let material = try read("/bad")
    let proposals = material.faults.filter { $0.row.file == "proposals.csv" }
    #expect(
      proposals.map { "\($0.row.line) \($0.reason)" } == [
        "3 emptyTitle", "4 badDate(\"2016-02-30\")", "5 duplicate(id: \"1\", firstLine: 2)",
        "6 badNumber(column: \"numSupports\", value: \"muchos\")",
      ])
    let comments = material.faults.filter { $0.row.file == "comments.csv" }
    #expect(
      comments.map { "\($0.row.line) \($0.reason)" } == [
        "3 fieldCount(expected: 12, found: 11)", "5 badText(column: \"text\")", "6 badTime(\"10:08\")",
        "7 badDate(\"2016-13-01\")",
        "8 badTime(\"0 days 25:00:00\")", "9 badNumber(column: \"id\", value: \"uno\")",
        "10 duplicate(id: \"100\", firstLine: 2)",
        "11 unknownThread(id: \"99\")", "12 unknownThread(id: \"2\")", "13 strayQuote", "14 strayQuote",
        "15 votesDiffer(total: 9, inFavour: 3, against: 1)", "16 unknownAuthorKind(\"Astronauta\")",
        "17 badNumber(column: \"numVotes\", value: \"-1\")", "18 parentElsewhere(id: \"100\")", "20 circle", "21 circle",
        "24 badText(column: \"text\")", "25 unclosedQuote", "27 fieldCount(expected: 12, found: 7)",
      ])
    #expect(material.shape.threads == 2)
    #expect(material.shape.replies == 10)
    #expect(material.shape.orphans == 4)
    #expect(material.shape.depths == [5, 3, 1, 1])
    #expect(material.shape.votes == 7)
    #expect(posts(material)["118"]?.body == "Bien leída,\ntras tantas otras.")
  }

  @Test func `a reply to a row that could not be read is kept at the top and marked`() throws {
    let reply = try #require(posts(try read("/bad"))["102"])
    #expect(reply.parent == nil)
    #expect(reply.isOrphan)
  }

  @Test func `a folder without the files, or a file without a column, is refused before anything is read`() throws {
    #expect(throws: ImportFailure.missingFile("/nowhere/proposals.csv")) {
      try DecideMadrid().read(folder: "/nowhere", space: "x")
    }
    #expect(throws: ImportFailure.missingColumn(file: "f.csv", column: "b")) {
      try CSVTable("f.csv", bytes: Array("a,c\n1,2\n".utf8), columns: ["a", "b"])
    }
    #expect(throws: ImportFailure.badHeader(file: "f.csv")) { try CSVTable("f.csv", bytes: [], columns: ["a"]) }
  }
}
