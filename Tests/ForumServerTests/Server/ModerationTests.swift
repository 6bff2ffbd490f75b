import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// Moderation from end to end over HTTP: who sees what, who may do what, and that a statement of reasons is one.
struct ModerationTests {
  private func id(_ answer: ClientResponse, _ name: String = "id") throws -> Int64 {
    try #require(try JSONParser.parse(answer.body)[name]?.integer, "\(answer.text)")
  }

  private func open(_ author: Visitor) throws -> (thread: Int64, post: Int64) {
    let answer = try author.send(
      "/threads", ["space": "education", "kind": "discussion", "title": "Titlu", "body": "Strada Lungă 7", "territory": "RO"])
    return (try id(answer), try id(answer, "post"))
  }

  private func decision(_ post: Int64, _ measure: String = "hide", basis: String = "terms") -> JSONValue {
    [
      "post": .integer(post), "measure": .string(measure), "ground": "privacy", "basis": .string(basis),
      "facts": "Adresa cuiva stă în text.", "explanation": "Datele altora nu se publică.",
    ]
  }

  @Test func `a visitor reports, gets a receipt that only the code opens, and reads what was decided`() async throws {
    try await TestServer.with { server in
      let author = try await server.program(.participant)
      let moderator = try await server.program(.moderator)
      let (_, post) = try open(author)
      let guest = Visitor(server)
      let form = "/notices/new?post=\(post)"
      #expect(try guest.page(form).status == 200)
      let fields = [
        "post": "\(post)", "ground": "privacy", "explanation": "Este adresa mea.", "name": "Ana Pop", "email": "ana@exemplu.ro",
      ]
      let refused = try guest.submit("/notices", form: form, fields)
      #expect(refused.status == 422 && refused.text.contains("Este adresa mea."), "what was typed stays")
      let sent = try guest.submit("/notices", form: form, fields.merging(["good-faith": "1"]) { $1 })
      let receipt = try #require(sent.fields["Location"])
      #expect(sent.status == 303 && receipt.hasPrefix("/receipts/"))
      #expect(try guest.page(receipt).text.contains("Este adresa mea."))
      let queue = try moderator.json("/moderation.json")
      let matter = try #require(queue["matters"]?.array?.first)
      #expect(matter["ground"] == "privacy" && matter["notices"] == 1 && matter["urgent"] == false)
      let number = try #require(matter["id"]?.integer)
      #expect(try Visitor(server).request("GET", "/notices/\(number).json").status == 401)
      #expect(try author.request("GET", "/notices/\(number).json").status == 404, "whom it is about does not see it")
      #expect(try moderator.json("/moderation/\(number).json")["notices"]?.array?.first?["email"] == "ana@exemplu.ro")
      let taken = try id(moderator.send("/decisions", decision(post)))
      #expect(try guest.page(receipt).text.contains("Adresa cuiva stă în text."))
      #expect(try !guest.page("/decisions/\(taken)").text.contains("Ana Pop"))
      #expect(try moderator.json("/moderation.json")["matters"]?.array?.isEmpty == true)
    }
  }

  @Test func `the record names nobody, and its statements have what the schema asks`() async throws {
    try await TestServer.with { server in
      let author = try await server.program(.participant)
      let moderator = try await server.program(.moderator)
      let (thread, post) = try open(author)
      let person = try #require(try author.json("/profile.json")["id"]?.integer)
      let hidden = try id(moderator.send("/decisions", decision(post, basis: "law")))
      let muted = try id(
        moderator.send(
          "/decisions",
          [
            "participant": .integer(person), "measure": "mute", "ground": "spam", "facts": "Zece mesaje la fel.",
            "explanation": "Fără mesaje repetate.", "days": 3,
          ]))
      #expect(try author.send("/threads/\(thread)/posts", ["body": "încă unul"]).status == 403)
      let guest = Visitor(server)
      let record = try guest.request("GET", "/moderation-log.json")
      let listed = try #require(try JSONParser.parse(record.body)["decisions"]?.array)
      #expect(listed.map { $0["id"]?.integer } == [muted, hidden])
      #expect(listed.allSatisfy { $0["author"] == nil && $0["person"] == nil && $0["by"] == "moderator" })
      for path in ["/moderation-log", "/moderation-log.atom", "/decisions/\(muted)", "/decisions/\(muted).json"] {
        let answer = try guest.request("GET", path)
        #expect(answer.status == 200 && !answer.text.contains("participants/\(person)"), "\(path)")
      }
      #expect(try guest.json("/moderation-log.json?measure=mute")["decisions"]?.array?.count == 1)
      #expect(try guest.request("GET", "/moderation-log?measure=nimic").status == 400)

      let statements = try #require(try guest.json("/moderation-log/statements.json")["statements"]?.array)
      #expect(statements.count == 2)
      for statement in statements {
        for required in [
          "decision_ground", "content_type", "category", "content_date", "application_date", "decision_facts", "source_type",
          "automated_detection", "automated_decision", "territorial_scope", "puid",
        ] { #expect(statement[required] != nil, "\(required)") }
        let kinds = ["decision_visibility", "decision_monetary", "decision_provision", "decision_account"]
        #expect(kinds.filter { statement[$0] != nil }.count == 1)
        let isIllegal = statement["decision_ground"] == "DECISION_GROUND_ILLEGAL_CONTENT"
        for member in ["illegal_content_legal_ground", "illegal_content_explanation"] {
          #expect((statement[member] != nil) == isIllegal)
        }
        for member in ["incompatible_content_ground", "incompatible_content_explanation"] {
          #expect((statement[member] != nil) == !isIllegal)
        }
        let name = try #require(statement["puid"]?.string)
        #expect(name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D })
      }
      #expect(statements[0]["decision_provision"] == "DECISION_PROVISION_PARTIAL_SUSPENSION")
      #expect(statements[0]["end_date_service_restriction"]?.string?.count == 10)
      #expect(statements[1]["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_DISABLED"])
    }
  }

  @Test func `whom it concerns is told and contests, another moderator decides, and all comes back`() async throws {
    try await TestServer.with { server in
      let author = try await server.program(.participant)
      let stranger = try await server.program(.participant)
      let moderator = try await server.program(.moderator)
      let second = try await server.program(.moderator)
      let (thread, post) = try open(author)
      let hidden = try id(moderator.send("/decisions", decision(post)))
      let own = try author.json("/profile/moderation.json")
      #expect(own["decisions"]?.array?.map { $0["id"]?.integer } == [hidden])
      #expect(try author.page("/decisions/\(hidden)").text.contains("/decisions/\(hidden)/appeal"))
      #expect(try !stranger.page("/decisions/\(hidden)").text.contains("/decisions/\(hidden)/appeal"))
      #expect(try stranger.send("/decisions/\(hidden)/appeal", ["text": "Nu"]).status == 404)
      let appeal = try id(author.send("/decisions/\(hidden)/appeal", ["text": "Era adresa primăriei."]))
      #expect(try author.send("/decisions/\(hidden)/appeal", ["text": "Încă o dată"]).status == 409)
      #expect(try stranger.request("GET", "/appeals/\(appeal).json").status == 404)
      let outcome: JSONValue = ["outcome": "reversed", "reason": "Adresa primăriei este publică."]
      #expect(try moderator.send("/appeals/\(appeal)", outcome).status == 403, "another moderator decides")
      #expect(try second.send("/appeals/\(appeal)", outcome).status == 200)
      #expect(try second.send("/appeals/\(appeal)", outcome).status == 409)
      let posts = try #require(try Visitor(server).json("/threads/\(thread).json")["posts"]?.array)
      #expect(posts[0]["state"] == "published" && posts[0]["body"] == "Strada Lungă 7")
      #expect(try Visitor(server).json("/decisions/\(hidden).json")["state"] == "reversed")
      #expect(try author.page("/appeals/\(appeal)").text.contains("Adresa primăriei este publică."))
    }
  }

  @Test func `two moderators do not collide, and to suspend for good takes two`() async throws {
    try await TestServer.with { server in
      let author = try await server.program(.participant)
      let reader = try await server.program(.participant)
      let moderator = try await server.program(.moderator)
      let second = try await server.program(.moderator)
      let (thread, post) = try open(author)
      let person = try #require(try author.json("/profile.json")["id"]?.integer)
      let notice: JSONValue = ["post": .integer(post), "ground": "insult", "explanation": "De ce", "good-faith": true]
      let matter = try id(reader.send("/notices", notice))
      #expect(try reader.send("/notices", notice).status == 409, "once")
      #expect(try moderator.send("/moderation/\(matter)/claim", ["on": true]).status == 200)
      #expect(try second.send("/moderation/\(matter)/claim", ["on": true]).status == 409)
      #expect(try second.send("/decisions", decision(post)).status == 409)
      #expect(try moderator.send("/moderation/\(matter)/claim", ["on": false]).status == 200)
      #expect(try second.send("/decisions", decision(post, "no-action")).status == 201)
      #expect(try reader.json("/notices/\(matter).json")["decision"]?.integer != nil)

      let suspension: JSONValue = [
        "participant": .integer(person), "measure": "suspend", "ground": "threat", "facts": "Amenință.",
        "explanation": "Nu se amenință.",
      ]
      let proposed = try id(moderator.send("/decisions", suspension))
      #expect(try Visitor(server).request("GET", "/decisions/\(proposed)").status == 404, "nothing is decided yet")
      #expect(try author.send("/threads/\(thread)/posts", ["body": "Sunt aici"]).status == 201)
      #expect(try moderator.send("/decisions/\(proposed)/settle", ["agree": true]).status == 403)
      #expect(try second.send("/decisions/\(proposed)/settle", ["agree": true]).status == 200)
      #expect(try author.send("/threads/\(thread)/posts", ["body": "Sunt aici"]).status == 403)
      #expect(try author.send("/posts/\(post)/withdraw", [:]).status == 200, "what one said one may take back")
      #expect(try author.send("/decisions/\(proposed)/appeal", ["text": "Nu am amenințat."]).status == 201)
    }
  }

  @Test func `every edition of the terms stays, and decisions name theirs`() async throws {
    try await TestServer.with { server in
      let administrator = try await server.program(.administrator)
      let guest = Visitor(server)
      let first = try guest.json("/terms.json")
      #expect(first["number"] == 1)
      #expect(try guest.page("/terms").text.contains("ANCOM"))
      let clauses = JSONObject(Ground.allCases.map { ($0.rawValue, JSONValue.string("Regula nouă")) })
      let text: JSONValue = ["ro": ["title": "Termeni noi", "intro": "Pe scurt.", "clauses": .object(clauses)]]
      #expect(try administrator.send("/terms", ["text": ["ro": ["title": "Termeni"]]]).status == 422)
      #expect(try administrator.send("/terms", ["text": text]).status == 201)
      #expect(try guest.json("/terms.json")["number"] == 2)
      #expect(try guest.json("/terms/1.json") == first)
      #expect(try guest.page("/terms/1").text.contains("/terms"))
      let (_, post) = try open(try await server.program(.participant))
      let decided = try id(administrator.send("/decisions", decision(post)))
      #expect(try guest.json("/decisions/\(decided).json")["terms"] == 2)
      #expect(try guest.request("GET", "/terms/3").status == 404)
    }
  }

  @Test func `what waits is seen by its author and moderators alone, keeps its number, and appears when it is published`()
    async throws
  {
    try await TestServer.with { server in
      let administrator = try await server.program(.administrator)
      let moderator = try await server.program(.moderator)
      let author = try await server.program(.participant)
      let (thread, _) = try open(author)
      let rule: JSONValue = ["premoderation": "all"]
      #expect(try moderator.send("/spaces/education/moderation", rule).status == 403)
      #expect(try administrator.send("/spaces/education/moderation", rule).status == 200)
      let sent = try author.send("/threads/\(thread)/posts", ["body": "vorba-care-asteapta"])
      #expect(sent.status == 202)
      let post = try id(sent)
      let guest = Visitor(server)
      for path in ["/threads/\(thread).json", "/threads/\(thread)", "/threads/\(thread).atom"] {
        #expect(try !guest.request("GET", path).text.contains("vorba-care-asteapta"), "\(path)")
      }
      #expect(try guest.request("GET", "/posts/\(post).json").status == 404)
      #expect(try author.page("/profile/moderation").text.contains("vorba-care-asteapta"))
      #expect(try moderator.page("/moderation/\(post)").text.contains("vorba-care-asteapta"))
      let publish: JSONValue = ["post": .integer(post), "measure": "publish", "facts": "Este în regulă."]
      #expect(try author.send("/decisions", publish).status == 403)
      #expect(try moderator.send("/decisions", publish).status == 201)
      let shown = try #require(try guest.json("/threads/\(thread).json")["posts"]?.array?.last)
      #expect(shown["id"] == .integer(post) && shown["body"] == "vorba-care-asteapta")
      #expect(try #require(shown["placed"]?.integer) > post)
      #expect(try guest.json("/posts/\(post)/history.json")["revisions"]?.array?.count == 1)

      let opened = try author.send(
        "/threads", ["space": "education", "kind": "question", "title": "Un titlu", "body": "al doilea", "territory": "RO"])
      #expect(opened.status == 202)
      let held = try id(opened)
      let refuse: JSONValue = [
        "post": .integer(held), "measure": "refuse", "ground": "spam", "facts": "Reclamă.", "explanation": "Fără reclamă.",
      ]
      let refused = try id(moderator.send("/decisions", refuse))
      let own = try author.json("/profile/moderation.json")
      #expect(own["held"]?.array?.first?["state"] == "refused")
      let appeal = try id(author.send("/decisions/\(refused)/appeal", ["text": "Nu este reclamă."]))
      #expect(try administrator.send("/appeals/\(appeal)", ["outcome": "reversed", "reason": "Așa este."]).status == 200)
      #expect(try guest.json("/posts/\(held).json")["state"] == "published")
      #expect(try guest.json("/threads.json")["threads"]?.array?.contains { $0["title"] == "Un titlu" } == true)
    }
  }

  @Test func `the transparency report counts what happened in its period and nothing else`() async throws {
    try await TestServer.with { server in
      let author = try await server.program(.participant)
      let reader = try await server.program(.participant)
      let moderator = try await server.program(.moderator)
      let second = try await server.program(.moderator)
      let (thread, post) = try open(author)
      let other = try id(author.send("/threads/\(thread)/posts", ["body": "Alt mesaj"]))
      for target in [post, other] {
        let notice: JSONValue = ["post": .integer(target), "ground": "privacy", "explanation": "De ce", "good-faith": true]
        #expect(try reader.send("/notices", notice).status == 201)
      }
      let hidden = try id(moderator.send("/decisions", decision(post, basis: "law")))
      #expect(try moderator.send("/decisions", decision(other, "no-action")).status == 201)
      let appeal = try id(author.send("/decisions/\(hidden)/appeal", ["text": "De ce nu"]))
      #expect(try second.send("/appeals/\(appeal)", ["outcome": "upheld", "reason": "Rămâne."]).status == 200)
      let guest = Visitor(server)
      func number(_ report: JSONValue, _ section: JSONValue, _ indicator: JSONValue, _ scope: JSONValue? = nil) -> Int64? {
        report["lines"]?.array?.first {
          $0["section"] == section && $0["indicator"] == indicator && $0["scope"] == scope
        }?["number"]?.integer
      }
      let report = try guest.json("/transparency.json")
      #expect(number(report, "notices", "received") == 2)
      #expect(number(report, "notices", "received-by-ground", "privacy") == 2)
      #expect(number(report, "notices", "acted-on-law") == 1 && number(report, "notices", "declined") == 1)
      #expect(number(report, "decisions", "by-measure", "hide") == 1 && number(report, "decisions", "by-source", "notice") == 2)
      #expect(number(report, "appeals", "lodged") == 1 && number(report, "appeals", "by-outcome", "upheld") == 1)
      let before = try guest.json("/transparency.json?from=2020-01-01&until=2020-12-31")
      #expect(number(before, "notices", "received") == 0 && number(before, "appeals", "lodged") == 0)
      let csv = try guest.request("GET", "/transparency/report.csv")
      #expect(csv.fields["Content-Type"]?.hasPrefix("text/csv") == true && csv.text.contains("notices,received,,2\r\n"))
      #expect(try guest.page("/transparency").text.contains("</table>"))
      #expect(try guest.request("GET", "/transparency?from=ieri").status == 400)
    }
  }
}
