import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Foundation
import Testing

/// What a person does with a browser and without JavaScript: forms, cookies, redirects; and what other sites may not.
struct BrowserTests {
  private let threadForm = [
    "space": "education", "kind": "question", "title": "Transport școlar", "body": "Cum facem?", "territory": "Cluj",
  ]

  @Test func `register, open a thread, answer, react, edit, take back, sign out, sign in`() async throws {
    try await TestServer.with { server in
      let ana = try server.person("Ana")
      #expect(try ana.page("/").text.contains("data-signed-in=\""))
      let opened = try ana.submit("/threads", form: "/threads/new", threadForm)
      #expect(opened.status == 303)
      let thread = try #require(opened.fields["Location"])
      #expect(try ana.json(thread + ".json")["thread"]?["territory"]?["code"]?.string == "CJ")

      let bela = try server.person("Bela")
      let answered = try bela.submit(thread + "/posts", form: thread, ["body": "Scriem **împreună**."])
      #expect(answered.status == 303)
      let place = try #require(answered.fields["Location"])
      let post = try #require(place.split(separator: "-").last)
      #expect(try ana.page(thread).text.contains("<strong>împreună</strong>"))
      #expect(try ana.submit("/posts/\(post)/reactions?on=1", form: thread, ["reaction": "agree"]).status == 303)
      #expect(try ana.json("/posts/\(post).json")["reactions"]?["agree"]?.integer == 1)
      #expect(try ana.json("/posts/\(post).json")["ownReactions"] == ["agree"])
      #expect(try ana.submit("/posts/\(post)/reactions?on=0", form: thread, ["reaction": "agree"]).status == 303)
      #expect(try ana.json("/posts/\(post).json")["reactions"]?["agree"]?.integer == 0)

      #expect(try ana.submit("/posts/\(post)", form: thread, ["body": "al altcuiva"]).status == 403)
      #expect(try bela.submit("/posts/\(post)", form: "/posts/\(post)/edit", ["body": "Scriem mâine."]).status == 303)
      #expect(try ana.page("/posts/\(post)/history").text.contains("mâine"))
      #expect(try bela.submit("/posts/\(post)/withdraw", form: "/posts/\(post)/withdraw", [:]).status == 303)
      #expect(try ana.json("/posts/\(post).json")["state"] == "withdrawn")
      #expect(try !ana.page(thread).text.contains("mâine"))

      let session = try #require(bela.cookies["sfat"])
      #expect(try bela.submit("/sign-out", form: "/profile", [:]).status == 303)
      #expect(bela.cookies["sfat"] == nil)
      bela.cookies["sfat"] = session
      #expect(try bela.page("/profile").status == 303, "the session has ended on the server")
      bela.cookies = [:]
      let back = try bela.submit(
        "/sign-in", form: "/sign-in?back=\(thread)",
        ["email": "BELA@exemplu.ro", "password": "o parola destul de lunga", "back": thread])
      #expect(back.status == 303 && back.fields["Location"] == thread)
      #expect(bela.cookies["sfat"] != nil && bela.cookies["sfat"] != session)
    }
  }

  @Test func `a form that is refused comes back with everything typed and the error at its field`() async throws {
    try await TestServer.with { server in
      let ana = try server.person("Ana")
      var form = threadForm
      form["title"] = ""
      form["body"] = "Un text lung pe care nu vreau să îl pierd"
      let answer = try ana.submit("/threads", form: "/threads/new", form)
      #expect(answer.status == 422)
      #expect(answer.text.contains("Un text lung pe care nu vreau să îl pierd"))
      #expect(answer.text.contains("id=\"f-title-error\""))
      let preview = try ana.submit("/threads", form: "/threads/new", threadForm.merging(["preview": "1"]) { $1 })
      #expect(preview.status == 200 && preview.text.contains("Cum facem?"))
      #expect(try ana.json("/threads.json")["threads"] == [])
      let guest = Visitor(server)
      let short = try guest.submit(
        "/register", form: "/register", ["name": "Ion", "email": "ion@exemplu.ro", "password": "scurta"])
      #expect(short.status == 422 && short.text.contains("ion@exemplu.ro") && !short.text.contains("scurta\""))
    }
  }

  @Test func `another site can make a browser do nothing`() async throws {
    try await TestServer.with { server in
      let ana = try server.person("Ana")
      let thread = try #require(try ana.submit("/threads", form: "/threads/new", threadForm).fields["Location"])
      let token = try #require(try ana.csrf(on: thread))
      let posts = thread + "/posts"
      #expect(try ana.post(posts, ["body": "fals"]).status == 403, "no token")
      #expect(try ana.post(posts, ["body": "fals", "csrf": token + "x"]).status == 403, "a wrong token")
      for fields: HTTPFields in [
        ["Origin": "https://rau.exemplu"], ["Origin": "null"], ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"],
        ["Origin": ana.origin + ".rau.exemplu"],
      ] {
        #expect(try ana.post(posts, ["body": "fals", "csrf": token], fields: fields).status == 403, "\(fields)")
      }
      #expect(try ana.send(posts, ["body": "fals"]).status == 403, "JSON with a cookie needs the header")
      #expect(try ana.send(posts, ["body": "bun"], fields: ["X-CSRF": token, "Origin": ana.origin]).status == 201)
      let other = try server.person("Bela")
      let foreign = try #require(try other.csrf(on: thread))
      #expect(try ana.post(posts, ["body": "fals", "csrf": foreign]).status == 403, "another person's token")
      #expect(
        try ana.request("POST", posts, fields: ["Content-Type": "text/plain", "X-CSRF": token], body: Array("{}".utf8)).status
          == 415)
      #expect(try ana.json(thread + ".json")["posts"]?.array?.count == 2)
      // Signing in from elsewhere is refused too: somebody else's account must not be slipped under.
      #expect(
        try Visitor(server).post("/sign-in", ["email": "ana@exemplu.ro", "password": "o parola destul de lunga"]).status == 403)
    }
  }

  @Test func `a way back never leads to another site`() async throws {
    try await TestServer.with { server in
      let ana = try server.person("Ana")
      for back in [
        "https://rau.exemplu", "//rau.exemplu", "/\\rau.exemplu", "/threads\r\nX: y", "javascript:alert(1)", "/nicaieri",
      ] {
        let answer = try ana.submit("/preferences", form: "/profile", ["language": "en", "back": back])
        #expect(answer.status == 303 && answer.fields["Location"] == "/", "\(back)")
      }
      #expect(
        try ana.submit("/preferences", form: "/profile", ["theme": "dark", "back": "/threads?kind=news"]).fields["Location"]
          == "/threads?kind=news")
    }
  }

  @Test func `the language is the chosen one, then the browser's, then Romanian`() async throws {
    try await TestServer.with { server in
      let guest = Visitor(server)
      #expect(try guest.page("/", language: "en-GB,en;q=0.9").text.contains("<html lang=\"en\""))
      #expect(try guest.page("/", language: "fr").text.contains("<html lang=\"ro\""))
      #expect(try guest.post("/preferences", ["language": "en"], fields: ["Origin": guest.origin]).status == 303)
      let chosen = try guest.page("/", language: "ro")
      #expect(chosen.text.contains("<html lang=\"en\"") && chosen.fields["Content-Language"] == "en")
    }
  }

  @Test func `wrong passwords are counted, and all failures sound the same`() async throws {
    try await TestServer.with { server in
      _ = try server.person("Ana")
      let guest = Visitor(server)
      let page = "/sign-in"
      let wrong = try guest.submit("/sign-in", form: page, ["email": "ana@exemplu.ro", "password": "nu aceasta parola"])
      let unknown = try guest.submit("/sign-in", form: page, ["email": "nimeni@exemplu.ro", "password": "nu aceasta parola"])
      #expect(wrong.status == 401 && unknown.status == 401)
      let neutral = { (text: String) in
        text.replacingOccurrences(of: "ana@exemplu.ro", with: "X").replacingOccurrences(of: "nimeni@exemplu.ro", with: "X")
          .replacing(/name="idempotency-key" value="[^"]*"/, with: "")
      }
      #expect(neutral(wrong.text) == neutral(unknown.text))
      for _ in 0..<9 { _ = try guest.send("/sign-in", ["email": "ana@exemplu.ro", "password": "gresit"]) }
      let limited = try guest.submit("/sign-in", form: page, ["email": "ana@exemplu.ro", "password": "o parola destul de lunga"])
      #expect(limited.status == 429)
      #expect((1...600).contains(Int(limited.fields["Retry-After"] ?? "") ?? 0))
    }
  }
}
