import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// Roles in one space: they count there, and nowhere else.
struct SpaceRolesTests {
  private func id(_ answer: ClientResponse, _ name: String = "id") throws -> Int64 {
    try #require(try JSONParser.parse(answer.body)[name]?.integer, "\(answer.text)")
  }

  private func open(_ author: Visitor, in space: String) throws -> (thread: Int64, post: Int64) {
    let answer = try author.send(
      "/threads", ["space": .string(space), "kind": "discussion", "title": "Titlu", "body": "Text", "territory": "RO"])
    return (try id(answer), try id(answer, "post"))
  }

  private func hide(_ post: Int64) -> [String: String] {
    ["post": "\(post)", "measure": "hide", "ground": "spam", "facts": "Reclamă.", "explanation": "Fără reclame."]
  }

  @Test func `a moderator of one space moderates there alone`() async throws {
    try await TestServer.with { server in
      let administrator = try await server.program(.administrator)
      let author = try await server.program(.participant)
      let ilinca = try server.person("Ilinca")
      let person = try #require(try ilinca.json("/profile.json")["id"]?.integer)
      let (health, housing) = (try open(author, in: "health"), try open(author, in: "housing"))
      var matters: [Int64] = []
      for post in [health.post, housing.post] {
        let notice: JSONValue = ["post": .integer(post), "ground": "spam", "explanation": "Reclamă", "good-faith": true]
        matters.append(try id(administrator.send("/notices", notice)))
      }
      #expect(try ilinca.page("/moderation").status == 403)
      let given = try administrator.send(
        "/roles", ["person": .string("https://forum.example/participants/\(person)"), "role": "moderator", "space": "health"])
      #expect(given.status == 200, "\(given.text)")
      let roles = try #require(try administrator.json("/roles.json")["roles"]?.array)
      #expect(roles.contains { $0["person"]?["id"]?.integer == person && $0["space"] == "health" && $0["role"] == "moderator" })

      // In the browser it counts once a second step was shown, like any moderator's role.
      let weak = try ilinca.page("/moderation")
      #expect(weak.status == 403 && !weak.text.contains("Reclamă"))
      _ = try ilinca.turnOnSecondStep()
      let queue = try ilinca.json("/moderation.json")
      #expect(queue["matters"]?.array?.map { $0["id"]?.integer } == [matters[0]] && queue["open"] == 1)
      #expect(try ilinca.page("/").text.contains("href=\"/moderation\""))
      #expect(try ilinca.page("/moderation/\(matters[0])").status == 200)
      let elsewhere = try ilinca.page("/moderation/\(matters[1])")
      #expect(elsewhere.status == 403 && elsewhere.text.contains("not-allowed"), "no second step would help")
      let several = try ilinca.page("/moderation/several?m\(matters[0])=1&m\(matters[1])=1").text
      #expect(several.contains("/moderation/\(matters[0])\"") && !several.contains("/moderation/\(matters[1])\""))
      #expect(try ilinca.page("/decisions/new?post=\(housing.post)").status == 403)
      #expect(try ilinca.page("/decisions/new?participant=1").status != 200)
      #expect(try ilinca.page("/threads/\(health.thread)").text.contains("/decisions/new?thread=\(health.thread)"))
      #expect(try !ilinca.page("/threads/\(housing.thread)").text.contains("/decisions/new"))
      #expect(try ilinca.page("/roles").status == 403)
      func post(_ path: String, _ fields: [String: String]) throws -> ClientResponse {
        try ilinca.submit(path, form: "/moderation/\(matters[0])", fields)
      }
      #expect(try post("/decisions", hide(housing.post)).status == 403)
      #expect(try post("/moderation/\(matters[1])/claim", ["on": "1"]).status == 403)
      #expect(try post("/decisions", hide(health.post)).status == 303)
      #expect(try author.json("/posts/\(health.post).json")["state"] == "hidden")
      #expect(try author.json("/posts/\(housing.post).json")["state"] == "published")
      // What moves into another space is decided about there, too.
      let merge = ["thread": "\(health.thread)", "measure": "merge", "into": "\(housing.thread)", "facts": "La fel."]
      let form = "/decisions/new?thread=\(health.thread)"
      #expect(try ilinca.submit("/decisions", form: form, merge).status == 403)
      let history = try ilinca.page("/posts/\(health.post)/history").text
      #expect(history.contains("Text"), "who decides reads what is hidden")

      for person in ["nimeni", "999999"] {
        let wrong = try administrator.send("/roles", ["person": .string(person), "role": "moderator"])
        #expect(wrong.status == 422 && wrong.text.contains("unknown-person"), "\(person)")
      }
      let back: JSONValue = ["person": .string("\(person)"), "role": "participant", "space": "health"]
      #expect(try administrator.send("/roles", back).status == 200)
      #expect(try ilinca.page("/moderation").status == 403)
      #expect(
        try administrator.send("/roles", ["person": .string("\(person)"), "role": "administrator", "space": "health"]).status
          == 403)
    }
  }

  @Test func `a token of a moderator of one space does no more than they, and no more than it was made for`() async throws {
    try await TestServer.with { server in
      let author = try await server.program(.participant)
      let person = ParticipantID(try #require(try author.json("/profile.json")["id"]?.integer))
      try await server.forum.execute(.grantSpaceRole(person, .moderator, space: "health"), by: .system)
      let other = try await server.program(.participant)
      let (health, housing) = (try open(other, in: "health"), try open(other, in: "housing"))
      let body: (Int64) -> JSONValue = { post in
        .object(JSONObject(self.hide(post).map { ($0.key, $0.key == "post" ? .integer(post) : .string($0.value)) }))
      }
      #expect(try author.send("/decisions", body(health.post)).status == 403, "the token was made for a participant")
      let (token, code) = (SecretToken(), PaperCode())
      try await server.forum.execute(.requestDevice(hash: token.hash, userCode: code.hash, name: "Consola"), by: .visitor)
      try await server.forum.execute(.answerDevice(userCode: code.hash, limit: .moderator), by: .signedIn(person))
      #expect(try author.json("/profile/data.json")["spaceRoles"] == [["space": "health", "role": "moderator"]])
      let console = Visitor(server)
      console.token = token.text
      #expect(try console.send("/decisions", body(housing.post)).status == 403)
      #expect(try console.send("/decisions", body(health.post)).status == 201)
      #expect(try console.json("/moderation.json")["open"] == 0)
    }
  }

  @Test func `a facilitator of one space writes down there, and invites`() async throws {
    try await TestServer.with { server in
      let program = try await server.program(.facilitator)
      let (health, housing) = (try open(program, in: "health"), try open(program, in: "housing"))
      let ilinca = try server.person("Ilinca")
      let person = ParticipantID(try #require(try ilinca.json("/profile.json")["id"]?.integer))
      try await server.forum.execute(.grantSpaceRole(person, .facilitator, space: "health"), by: .system)
      let said = ["name": "Salvia", "how": "A spus da.", "body": "La noi nu vine."]
      let form = "/threads/\(health.thread)/assist"
      #expect(try ilinca.page("/threads/\(housing.thread)/assist").status == 403)
      #expect(try ilinca.submit(form, form: form, said).status == 303)
      #expect(try ilinca.submit("/threads/\(housing.thread)/assist", form: form, said).status == 403)
      #expect(try ilinca.submit("/invitations", form: "/invitations", ["act": "paper", "count": "1"]).status == 200)
    }
  }
}
