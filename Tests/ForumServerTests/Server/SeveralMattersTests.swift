import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// Several matters decided together: one decision for each, and what cannot be decided stays with why.
struct SeveralMattersTests {
  private func id(_ answer: ClientResponse, _ name: String = "id") throws -> Int64 {
    try #require(try JSONParser.parse(answer.body)[name]?.integer, "\(answer.text)")
  }

  @Test func `each matter gets its own decision, and a claimed one stays`() async throws {
    try await TestServer.with { server in
      let (moderator, _) = try await server.administrator("Ana")
      let other = try await server.program(.moderator)
      let author = try await server.program(.participant)
      var matters: [Int64] = []
      var posts: [Int64] = []
      for number in 1...4 {
        let opened = try author.send(
          "/threads",
          [
            "space": "education", "kind": "discussion", "title": .string("Reclama \(number)"), "body": "Cumpărați",
            "territory": "RO",
          ])
        posts.append(try id(opened, "post"))
        let notice: JSONValue = [
          "post": .integer(posts[number - 1]), "ground": "spam", "explanation": "Reclamă", "good-faith": true,
        ]
        matters.append(try id(other.send("/notices", notice)))
      }
      let queue = try moderator.page("/moderation").text
      #expect(queue.contains("name=\"m\(matters[0])\"") && queue.contains("action=\"/moderation/several\""))
      let path = "/moderation/several?" + matters[0...2].map { "m\($0)=1" }.joined(separator: "&")
      let page = try moderator.page(path)
      #expect(page.status == 200 && page.text.contains("Reclama 3") && !page.text.contains("Reclama 4"))
      #expect(try moderator.page("/moderation/several").status == 303)
      #expect(try other.send("/moderation/\(matters[1])/claim", ["on": true]).status == 200)
      let fields = [
        "matters": matters[0...2].map(String.init).joined(separator: " "), "measure": "hide", "ground": "spam",
        "facts": "Aceeași reclamă de trei ori.", "explanation": "Fără reclame.",
      ]
      let lacking = try moderator.submit("/moderation/several", form: path, fields.merging(["measure": ""]) { $1 })
      #expect(lacking.status == 422)
      #expect(try other.send("/moderation/several", ["matters": "1", "facts": "x"]).status == 422, "programs are told, too")
      #expect(lacking.text.contains("Aceeași reclamă de trei ori."), "what was typed stays")
      let answer = try moderator.submit("/moderation/several", form: path, fields)
      #expect(answer.status == 409 && answer.text.contains("Reclama 2") && !answer.text.contains("Reclama 1"))
      #expect(answer.text.contains("Aceeași reclamă de trei ori."), "what was typed stays for those that are left")
      let states = try posts.map { try author.json("/posts/\($0).json")["state"]?.string }
      #expect(states == ["hidden", "published", "hidden", "published"])
      let record = try #require(try Visitor(server).json("/moderation-log.json")["decisions"]?.array)
      #expect(record.count == 2 && Set(record.compactMap { $0["id"]?.integer }).count == 2, "one by one in the record")
      #expect(try moderator.json("/moderation.json")["open"] == 2)

      let program = try other.send(
        "/moderation/several",
        [
          "matters": .string("\(matters[1]),\(matters[0]) 999999"), "measure": "no-action", "facts": "Nimic de făcut.",
        ])
      let told = try JSONParser.parse(program.body)
      #expect(program.status == 200)
      #expect(told["refused"]?.array?.map { $0["code"]?.string } == ["already-decided", "own-matter", "matter-not-found"])
      let many = (1...51).map(String.init).joined(separator: " ")
      #expect(try other.send("/moderation/several", ["matters": .string(many), "measure": "hide", "facts": "x"]).status == 422)
    }
  }
}
