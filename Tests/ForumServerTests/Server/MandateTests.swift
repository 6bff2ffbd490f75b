import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// Speaking for an organisation, over HTTP: who may be appointed by whom, and what a post then shows.
struct MandateTests {
  private func id(_ answer: ClientResponse) throws -> Int64 {
    try #require(try JSONParser.parse(answer.body)["id"]?.integer, "\(answer.text)")
  }

  private func person(_ visitor: Visitor) throws -> JSONValue { try #require(try visitor.json("/profile.json")["id"]) }

  private func found(_ manager: Visitor, _ category: JSONValue) throws -> Int64 {
    let level: JSONValue = category == "institution" ? "local" : .null
    return try id(manager.send("/organisations", ["name": "Primăria Câmpia", "category": category, "level": level]))
  }

  @Test func `a mandate is offered by a manager, accepted by the person, and only then spoken by`() async throws {
    try await TestServer.with { server in
      let administrator = try await server.program(.administrator)
      let manager = try await server.program(.participant)
      let clerk = try await server.program(.participant)
      let stranger = try await server.program(.participant)
      let town = try found(manager, "institution")
      let mandates = "/organisations/\(town)/mandates"
      let offer: JSONValue = ["person": try person(clerk), "from": "2026-01-01"]
      #expect(try manager.send(mandates, offer).status == 409, "nobody has verified it yet")
      #expect(try administrator.send("/organisations/\(town)/verify", [:]).status == 200)
      #expect(try stranger.send(mandates, offer).status == 403)
      #expect(try manager.send(mandates, ["person": try person(clerk), "from": "2026-02-30"]).status == 422)
      let past: JSONValue = ["person": try person(clerk), "from": "2026-01-01", "until": "2026-01-31"]
      #expect(try manager.send(mandates, past).status == 422)
      let mandate = try id(manager.send(mandates, offer))
      #expect(try manager.send(mandates, offer).status == 409, "once")

      let thread = try id(
        clerk.send(
          "/threads", ["space": "education", "kind": "discussion", "title": "Titlu", "body": "Text", "territory": "RO"]))
      let posts = "/threads/\(thread)/posts"
      let said: JSONValue = ["body": "Microbuzul pleacă la 7.", "as": .integer(town)]
      #expect(try clerk.send(posts, said).status == 403, "it is not accepted yet")
      #expect(try stranger.send("/mandates/\(mandate)/accept", [:]).status == 404)
      #expect(try clerk.send("/mandates/\(mandate)/accept", [:]).status == 200)
      #expect(try stranger.send(posts, said).status == 403)
      let post = try id(clerk.send(posts, said))
      let guest = Visitor(server)
      let shown = try guest.json("/posts/\(post).json")
      #expect(shown["as"] == .integer(town) && shown["speaker"]?["organisation"]?["name"] == "Primăria Câmpia")
      #expect(shown["speaker"]?["category"] == "institution" && shown["speaker"]?["level"] == "local")
      #expect(try guest.page("/threads/\(thread)").text.contains("vorbește pentru"))
      #expect(try guest.page("/organisations/\(town)").text.contains("Microbuzul pleacă la 7."))
      #expect(try guest.json("/organisations/\(town).json")["speakers"]?.array?.count == 1)
      #expect(try clerk.page("/threads/\(thread)").text.contains("pentru Primăria Câmpia"), "the composer offers it")

      #expect(try stranger.send("/mandates/\(mandate)/end", [:]).status == 404)
      #expect(try clerk.send("/mandates/\(mandate)/end", [:]).status == 200)
      #expect(try clerk.send(posts, said).status == 403)
      #expect(try guest.json("/posts/\(post).json")["as"] == .integer(town), "what was said stays as it was")
    }
  }

  @Test func `managers appoint managers, and communities are not spoken for`() async throws {
    try await TestServer.with { server in
      let administrator = try await server.program(.administrator)
      let manager = try await server.program(.participant)
      let second = try await server.program(.participant)
      let association = try found(manager, "ngo")
      let path = "/organisations/\(association)"
      #expect(try administrator.send(path + "/verify", [:]).status == 200)
      let page = "/participants/\(try #require(try person(second).integer))"
      #expect(try second.send(path + "/managers", ["person": .string(page)]).status == 403)
      #expect(try manager.send(path + "/managers", ["person": .string(page)]).status == 200)
      let offer: JSONValue = ["person": try person(manager)]
      #expect(try second.send(path + "/mandates", offer).status == 201)
      #expect(try second.send(path + "/managers", ["person": try person(manager), "on": false]).status == 200)
      #expect(try manager.send(path + "/mandates", ["person": try person(second)]).status == 403)

      let group = try found(manager, "community")
      #expect(try administrator.send("/organisations/\(group)/verify", [:]).status == 200)
      #expect(try manager.send("/organisations/\(group)/mandates", offer).status == 422)
    }
  }
}
