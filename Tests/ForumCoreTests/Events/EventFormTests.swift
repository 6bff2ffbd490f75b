private import Foundation
import Testing

@testable import ForumCore

/// The one table of stored types, and what must hold for every one of them, for ever.
struct EventFormTests {
  @Test(arguments: EventType.allCases)
  func `contents are those of the table, in its order, for its audiences`(_ type: EventType) {
    let contents = EventSamples.payload(of: type).contents
    #expect(contents.map(\.name) == type.form.contents.map(\.name))
    #expect(contents.map(\.audience) == type.form.contents.map(\.audience))
  }

  @Test(arguments: EventType.allCases)
  func `a confidential type has its author as a content that the public cannot read`(_ type: EventType) {
    let author = type.form.contents.first { $0.name == "author" }
    #expect((author != nil) == (type.form.authorship == .confidential))
    if let author { #expect(author.isAlways && [.moderators, .self].contains(author.audience)) }
  }

  @Test(arguments: EventType.allCases)
  func `belonging to a community stands nowhere in an entry`(_ type: EventType) throws {
    let names = type.form.contents.map(\.name) + [type.rawValue, type.form.stream?.rawValue ?? ""]
    #expect(names.allSatisfy { !$0.contains("community") })
    let entry = String(decoding: try EventSamples.entry(of: type).bytes, as: UTF8.self)
    #expect(!entry.contains("community") && !entry.contains("category"))
  }

  @Test func `what a community member says has entries like anybody's`() throws {
    let person = ActingPerson(id: ParticipantID(7))
    let choice = SpeakerChoice(category: .community, consent: true)
    var events = try PeopleRules.state(choice, organisation: .none, by: person, next: 20)
    let member = ActingPerson(id: ParticipantID(7), speaker: Speaker(category: .community), consent: 20)
    let thread = NewThread(space: "education", kind: .discussion, territory: nil, title: "Titlu", body: "Corp", language: "ro")
    events += try ThreadRules.open(thread, in: SpaceID(1), territoryExists: true, by: member, next: 22)
    events += try OrganisationRules.register(
      NewOrganisation(name: "Grupul", category: .community), territoryExists: true, by: member)
    for event in events {
      let data = String(decoding: JSONValue.object(event.data).bytes, as: UTF8.self)
      #expect(!data.contains("community"), "\(event.type)")
      #expect(!event.contents.contains { $0.name.contains("community") })
    }
  }

  @Test(arguments: EventType.allCases)
  func `the payload decodes what it encodes, and bears erased contents`(_ type: EventType) throws {
    let sample = EventSamples.payload(of: type)
    #expect(Swift.type(of: sample) == type.payload && type.payload.type == type)
    let entry = try EntryCodec.parse(EventSamples.entry(of: type).bytes)
    let read = try type.payload.init(entry, contents: sample.contents)
    #expect(read.data == sample.data && read.contents == sample.contents)
    let erased = try type.payload.init(entry, contents: [])
    #expect(erased.data == sample.data)
  }

  @Test func `the table in the documentation is the program's`() throws {
    let rows = EventType.allCases.map { type in
      let form = type.form
      let contents = form.contents.map { content in
        let told = "`\(content.name)` (\(content.audience.rawValue))"
        return content.isAlways ? told : "[\(told)]"
      }
      return [
        "`\(type.rawValue)`", form.stream.map { "`\($0.rawValue)/N`" } ?? "of what it is about",
        form.authorship == .none ? "nobody" : form.authorship.rawValue, contents.joined(separator: ", "),
      ]
    }
    try PrintedTable.check([["type", "stream", "who acted", "contents"], ["---", "---", "---", "---"]] + rows, in: "events.md")
  }

  /// Written once for each type and version and never again; every later release reads them. To add a type, run the test with
  /// `SFAT_WRITE_GOLDEN=1`: it writes only files that are missing.
  @Test(arguments: EventType.allCases)
  func `the golden entry is read and written to the byte`(_ type: EventType) throws {
    let path = Fixture.project + "/Tests/ForumCoreTests/Events/Golden/\(type.rawValue).txt"
    let (bytes, contents) = try EventSamples.entry(of: type)
    let text =
      String(decoding: bytes, as: UTF8.self) + "\n"
      + contents.map { "\($0.name) \($0.audience.rawValue) \(Base64URL.encode($0.bytes))\n" }.joined()
    if ProcessInfo.processInfo.environment["SFAT_WRITE_GOLDEN"] != nil, !FileManager.default.fileExists(atPath: path) {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    let golden = try String(contentsOfFile: path, encoding: .utf8)
    #expect(golden == text)
    let lines = golden.split(separator: "\n")
    let entry = try EntryCodec.parse(Array(lines[0].utf8))
    let kept = try lines.dropFirst().map { line in
      let parts = line.split(separator: " ", omittingEmptySubsequences: false)
      return NewContent(
        String(parts[0]), try #require(Audience(rawValue: String(parts[1]))),
        bytes: try #require(Base64URL.decode(String(parts[2]))))
    }
    let read = try type.payload.init(entry, contents: kept)
    #expect(read.data == entry.data)
    #expect(read.contents == kept)
  }

  @Test func `no golden file is without its type`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Fixture.project + "/Tests/ForumCoreTests/Events/Golden")
    #expect(Set(files) == Set(EventType.allCases.map { $0.rawValue + ".txt" }))
  }

  @Test func `a damaged entry is a fault that names the member`() throws {
    let fields = EventFields(type: .postPublished, data: ["thread": "nu"], contents: [])
    #expect(throws: EventFault(type: .postPublished, member: "thread")) { try PostPublished(fields) }
  }
}
