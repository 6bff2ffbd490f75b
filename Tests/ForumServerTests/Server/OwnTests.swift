import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Foundation
import Testing

/// One's own data over HTTP: sessions, the copy of everything, and erasing, down to the bytes of the files.
struct OwnTests {
  private let password = "o parola destul de lunga"

  private func id(_ answer: ClientResponse, _ name: String = "id") throws -> Int64 {
    try #require(try JSONParser.parse(answer.body)[name]?.integer, "\(answer.text)")
  }

  @Test func `sessions are listed by what they run on, and ended one by one`() async throws {
    try await TestServer.with { server in
      let ana = try server.person("Ana")
      let phone = Visitor(server)
      let signedIn = try phone.submit("/sign-in", form: "/sign-in", ["email": "ana@exemplu.ro", "password": password])
      #expect(signedIn.status == 303)
      let page = try ana.page("/profile").text
      let name = try #require(page.firstMatch(of: /name="session" value="([^"]+)"/)?.1)
      #expect(page.ranges(of: "name=\"session\"").count == 1, "the one that reads cannot end itself here")
      #expect(try ana.submit("/profile/sessions", form: "/profile", ["session": "alta"]).status == 422)
      #expect(try ana.submit("/profile/sessions", form: "/profile", ["session": String(name)]).status == 303)
      #expect(try phone.request("GET", "/profile.json").status == 401)
      #expect(try ana.page("/profile").status == 200)
    }
  }

  @Test func `the copy has everything of one's own and nothing of others`() async throws {
    try await TestServer.with { server in
      let ana = try await server.program(.participant)
      let bela = try await server.program(.participant)
      let moderator = try await server.program(.moderator)
      let opened = try ana.send(
        "/threads",
        ["space": "education", "kind": "question", "title": "Titlul meu", "body": "prima versiune", "territory": "RO"])
      let (thread, post) = (try id(opened), try id(opened, "post"))
      #expect(try ana.send("/posts/\(post)", ["body": "a doua versiune"]).status == 200)
      let others = try id(bela.send("/threads/\(thread)/posts", ["body": "vorba altuia"]))
      #expect(try ana.send("/posts/\(others)/reactions", ["reaction": "agree", "on": true]).status == 200)
      #expect(
        try ana.send(
          "/notices", ["post": .integer(others), "ground": "spam", "explanation": "semnalarea mea", "good-faith": true]
        )
        .status == 201)
      let hidden: JSONValue = [
        "post": .integer(post), "measure": "hide", "ground": "privacy", "facts": "Faptele.", "explanation": "Motivele.",
      ]
      #expect(try moderator.send("/decisions", hidden).status == 201)
      let copy = try ana.request("GET", "/profile/data.json")
      #expect(copy.status == 200 && copy.fields["Cache-Control"]?.contains("no-store") == true)
      for text in ["Titlul meu", "prima versiune", "a doua versiune", "semnalarea mea", "Faptele.", "agree"] {
        #expect(copy.text.contains(text), "\(text)")
      }
      #expect(!copy.text.contains("vorba altuia") && !copy.text.contains("moderator\",\"id"))
      #expect(try ana.page("/profile/data").text.contains("prima versiune"))
      #expect(
        try ana.send("/profile/speaker", ["category": "institution", "level": "county", "profession": "school-mediator"]).status
          == 200)
      let readable = try ana.page("/profile/data").text
      #expect(readable.contains("instituție județeană, ") && !readable.contains("school-mediator"), "in words, not in codes")
      #expect(try Visitor(server).request("GET", "/profile/data.json").status == 401)
    }
  }

  @Test func `an erased person cannot sign in, is in no page, and in no byte of any file`() async throws {
    try await TestServer.with { server in
      let ana = try server.person("Ana-Nume-Unic")
      let address = "ana-nume-unic@exemplu.ro"
      let token = try #require(try ana.csrf(on: "/profile"))
      let opened = try ana.send(
        "/threads",
        [
          "space": "education", "kind": "question", "title": "titlu-unic-de-sters", "body": "corp-unic-de-sters",
          "territory": "RO",
        ],
        fields: ["X-CSRF": token])
      let thread = try id(opened)
      let wrong = try ana.submit("/profile/erase", form: "/profile/erase", ["words": "1", "password": "alta parola lunga"])
      #expect(wrong.status == 422)
      let program = try await server.program(.participant)
      #expect(try program.send("/profile/erase", ["password": .string(password), "words": true]).status == 401)
      #expect(try Visitor(server).post("/profile/erase", ["password": password]).status == 403)
      let done = try ana.submit("/profile/erase", form: "/profile/erase", ["words": "1", "password": password])
      #expect(done.status == 303)
      #expect(try ana.request("GET", "/profile.json").status == 401)
      let again = try Visitor(server).submit("/sign-in", form: "/sign-in", ["email": address, "password": password])
      #expect(again.status == 401)
      let page = try Visitor(server).page("/threads/\(thread)").text
      #expect(!page.contains("Ana-Nume-Unic") && !page.contains("de-sters"))
      guard case .folder(let folder) = server.forum.location else { return }
      // The register and the cleaning follow on a thread of their own.
      let unique = ["Ana-Nume-Unic", address, "titlu-unic-de-sters", "corp-unic-de-sters"].map { Data($0.utf8) }
      func found() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { name in
          guard let bytes = FileManager.default.contents(atPath: folder + "/" + name) else { return false }
          return unique.contains { bytes.range(of: $0) != nil }
        }
      }
      for _ in 0..<100 where try !found().isEmpty { try await Task.sleep(for: .milliseconds(100)) }
      #expect(try found() == [])
      let register = try String(contentsOfFile: folder + "/erasures.jsonl", encoding: .utf8)
      #expect(register.split(separator: "\n").count == 3, "name, title, body")
    }
  }

  @Test func `the last administrator stays`() async throws {
    try await TestServer.with { server in
      let (administrator, _) = try await server.administrator("Ana", password: password)
      let refused = try administrator.submit("/profile/erase", form: "/profile/erase", ["password": password])
      #expect(refused.status == 409)
      #expect(try administrator.page("/profile").status == 200)
    }
  }
}
