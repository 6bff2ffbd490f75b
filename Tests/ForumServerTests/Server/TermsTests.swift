import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// Participants are told when the terms change, until they have opened them.
struct TermsTests {
  @Test func `who has an account is told of a new edition on every page, until they open it`() async throws {
    try await TestServer.with { server in
      let ana = try server.person("Ana")
      #expect(try !ana.page("/threads").text.contains("Termenii acestui forum s-au schimbat"))
      let clauses = JSONObject(Ground.allCases.map { ($0.rawValue, JSONValue.string("Regulă")) })
      let text: JSONValue = ["ro": ["title": "Termeni noi", "intro": "Pe scurt", "clauses": .object(clauses)]]
      try await server.forum.execute(.publishTerms(text), by: .system)
      for path in ["/threads", "/profile", "/"] {
        #expect(try ana.page(path).text.contains("Termenii acestui forum s-au schimbat"), "\(path)")
      }
      #expect(try !Visitor(server).page("/threads").text.contains("Termenii acestui forum s-au schimbat"))
      #expect(try ana.page("/terms/1").status == 200)
      #expect(
        try ana.page("/threads").text.contains("Termenii acestui forum s-au schimbat"), "an older edition is not the new one")
      #expect(try ana.page("/terms").text.contains("Termeni noi"))
      var tries = 0
      while try ana.page("/threads").text.contains("Termenii acestui forum s-au schimbat"), tries < 100 {
        try await Task.sleep(for: .milliseconds(20))
        tries += 1
      }
      #expect(tries < 100)
      let bela = try server.person("Bela")
      #expect(try !bela.page("/threads").text.contains("s-au schimbat"), "who comes later agreed to this edition")
    }
  }
}
