import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// A program comes to act for a person: the whole way of RFC 8628, and what must not work.
struct DeviceTests {
  private struct Asked {
    let device: String
    let user: String
    let address: String
  }

  private func ask(_ server: TestServer, name: String = "forum-cli · birou") throws -> Asked {
    let answer = try Visitor(server).send("/device/authorization", ["name": .string(name)])
    #expect(answer.status == 200 && answer.fields["Cache-Control"] == "no-store")
    let body = try JSONParser.parse(answer.body)
    #expect(body["interval"]?.integer == 5 && body["expires_in"]?.integer == Limits.deviceSeconds)
    return Asked(
      device: try #require(body["device_code"]?.string), user: try #require(body["user_code"]?.string),
      address: try #require(body["verification_uri_complete"]?.string))
  }

  private func poll(_ server: TestServer, _ asked: Asked) throws -> (status: Int, body: JSONValue) {
    let answer = try Visitor(server).send("/device/token", ["device_code": .string(asked.device)])
    return (answer.status, try JSONParser.parse(answer.body))
  }

  @Test func `a person allows a program in the browser, sees it, and ends it`() async throws {
    try await TestServer.with { server in
      let asked = try ask(server)
      let waiting = try poll(server, asked)
      #expect(waiting.status == 400 && waiting.body["code"] == "authorization-pending")
      let guest = Visitor(server)
      let path = String(asked.address.dropFirst(server.url.description.count))
      let led = try guest.page(path)
      #expect(led.status == 401 || led.status == 303, "who is not signed in signs in first")
      let ana = try server.person("Ana")
      let page = try ana.page(path)
      #expect(page.status == 200 && page.text.contains("forum-cli · birou") && page.text.contains(asked.user))
      #expect(!page.text.contains("value=\"moderator\""), "nobody gives away more than they have")
      #expect(try ana.submit("/device", form: path, ["user-code": asked.user, "role": "moderator", "allow": "1"]).status == 403)
      let typed = asked.user.lowercased().replacing("-", with: " ")
      let allowed = try ana.submit("/device", form: path, ["user-code": typed, "role": "participant", "allow": "1"])
      #expect(allowed.status == 303)
      for _ in 1...2 {
        let answer = try poll(server, asked)
        #expect(answer.status == 200 && answer.body["token_type"] == "Bearer", "an answer that is lost can be asked for again")
        #expect(answer.body["access_token"]?.string == asked.device)
      }
      let program = Visitor(server)
      program.token = asked.device
      #expect(try program.json("/profile.json")["name"] == "Ana")
      #expect(try ana.submit("/device", form: "/device", ["user-code": asked.user, "allow": "1"]).status == 410, "once")
      let profile = try ana.page("/profile").text
      let mark = try #require(profile.firstRange(of: "name=\"token\" value=\""))
      let name = String(profile[mark.upperBound...].prefix { $0 != "\"" })
      let other = try server.person("Bela")
      #expect(try other.submit("/profile/sessions", form: "/profile", ["token": name]).status == 422, "not another's")
      #expect(try program.request("GET", "/profile.json").status == 200)
      #expect(try ana.submit("/profile/sessions", form: "/profile", ["token": name]).status == 303)
      #expect(try program.request("GET", "/profile.json").status == 401)
    }
  }

  @Test func `a program is refused, its code is good for a quarter of an hour, and a program lets no other in`() async throws {
    try await TestServer.with { server in
      let asked = try ask(server)
      let ana = try server.person("Ana")
      #expect(try ana.submit("/device", form: "/device?code=\(asked.user)", ["user-code": asked.user]).status == 303)
      let refused = try poll(server, asked)
      #expect(refused.status == 403 && refused.body["code"] == "authorization-denied")
      let program = try await server.program(.administrator)
      let second = try ask(server)
      let answer = try program.send("/device", ["user-code": .string(second.user), "allow": true])
      #expect(answer.status == 401)
      #expect(try poll(server, second).status == 400)
      let unknown = Asked(device: SecretToken().text, user: "", address: "")
      #expect(try poll(server, unknown).status == 410)
      let none = try ana.page("/device?code=AAAA-AAAA-AAAA")
      #expect(none.status == 410 && none.text.contains("AAAA-AAAA-AAAA") && none.text.contains("aria-invalid=\"true\""))
      #expect(try Visitor(server).send("/device/authorization", ["name": ""]).status == 422)
    }
  }
}
