import ForumCore
import Testing

@testable import forum_cli

struct LiveLinesTests {
  private let now = Instant("2026-11-24T20:00:00.000000Z")!
  private let live = LiveLines(style: .bare, language: .english, width: 80)

  private func data(_ state: String, reason: String? = nil, agree: Int = 0) throws -> JSONValue {
    let json = """
      {"id":57,"thread":42,"placed":57,"parent":43,"author":{"id":9,"name":"Ana"},"speaker":{},"state":"\(state)",
      "body":\(state == "published" ? "\"Salut.\"" : "null"),"language":"ro","publishedAt":"2026-11-24T18:00:00.000000Z","edits":0,"revision":57,
      "reactions":{"agree":\(agree),"thanks":0,"useful":1}\(reason.map { ",\"reason\":\"\($0)\"" } ?? "")}
      """
    return try JSONParser.parse(Array(json.utf8))
  }

  @Test func `a new post is shown whole`() throws {
    let lines = live.lines(type: "post.published", data: try data("published"), now: now)
    #expect(lines[0].hasPrefix("#57 · Ana · "))
    #expect(lines[0].hasSuffix("in answer to #43"))
    #expect(lines[1] == "Salut.")
  }

  @Test func `other events are one line each`() throws {
    #expect(
      live.lines(type: "post.withdrawn", data: try data("withdrawn"), now: now) == ["Post #57 was withdrawn by its author."])
    #expect(
      live.lines(type: "post.hidden", data: try data("hidden", reason: "Personal data."), now: now) == [
        "Post #57 was hidden by a moderator. Personal data."
      ])
    #expect(live.lines(type: "reaction.given", data: try data("published", agree: 3), now: now) == ["#57 · 3 agree · 1 useful"])
    #expect(live.lines(type: "something.new", data: [:], now: now) == ["something.new"])
  }

  @Test func `the state of the connection is said in words`() {
    #expect(live.status(readers: 14) == "● live · 14 readers")
    #expect(live.status(readers: nil) == "● live")
    #expect(
      LiveLines(style: Style(colours: false, plain: true), language: .romanian, width: 80).status(readers: 20)
        == "în direct · 20 de cititori")
  }

  @Test(arguments: [
    ("42", "threads/42"), ("threads/42", "threads/42"), ("https://h/threads/42", "threads/42"),
    ("spaces/education", "spaces/education"),
    ("organisations/8", "organisations/8"), ("me", "me"), ("moderation", "moderation"),
  ])
  func `a topic is named as people find it`(text: String, topic: String) throws {
    #expect(try WatchCommand.topic(text) == topic)
  }

  @Test func `what is no topic is refused`() {
    #expect(throws: UsageError.self) { try WatchCommand.topic("everything") }
    #expect(throws: UsageError.self) { try WatchCommand.topic("organisations/x") }
  }
}
