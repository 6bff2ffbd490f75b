import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// What an organisation says of itself, through its page.
struct OrganisationDescriptionTests {
  @Test func `a manager says what it does and how it is reached, and nobody else does`() async throws {
    try await TestServer.with { server in
      let manager = try server.person("Ana")
      let founded = try manager.submit(
        "/organisations", form: "/organisations/new", ["name": "Primăria de probă", "category": "institution", "territory": "RO"])
      let page = try #require(founded.fields["Location"]).split(separator: "?")[0]
      let path = String(page) + "/description"
      let values = ["field-education": "1", "field-health": "1", "contact": "0264 000 000 <b>"]
      #expect(try manager.submit(path, form: String(page), values).status == 303)
      let shown = try Visitor(server).page(String(page)).text
      #expect(shown.contains("href=\"/spaces/education\"") && shown.contains("href=\"/spaces/health\""))
      #expect(shown.contains("0264 000 000 &lt;b&gt;") && !shown.contains("/description"))
      let form = try manager.page(String(page)).text
      #expect(
        form.contains("name=\"field-education\" value=\"1\" checked") && form.contains("name=\"field-housing\" value=\"1\">"))
      let json = try Visitor(server).json(String(page) + ".json")
      #expect(json["fields"]?.array == ["education", "health"] && json["contact"] == "0264 000 000 <b>")

      #expect(try manager.submit(path, form: String(page), ["contact": String(repeating: "x", count: 301)]).status == 422)
      #expect(try server.person("Bela").submit(path, form: "/profile", values).status == 403)
      #expect(try manager.submit(path, form: String(page), ["field-housing": "1", "contact": ""]).status == 303)
      let changed = try Visitor(server).json(String(page) + ".json")
      #expect(changed["fields"]?.array == ["housing"] && changed["contact"] == nil)
    }
  }
}
