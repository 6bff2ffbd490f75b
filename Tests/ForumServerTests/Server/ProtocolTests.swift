import ForumCore
import ForumNet
@testable import ForumServer
import ForumWire
import Foundation
import Testing

/// HTTP as programs see it: representations, conditions, retries, limits, problems.
struct ProtocolTests {
  private let newThread: JSONValue = [
    "space": "education", "kind": "discussion", "title": "Titlu", "body": "Text", "territory": "RO",
  ]

  private func open(_ program: Visitor) throws -> String {
    try #require(try program.send("/threads", newThread).fields["Location"])
  }

  @Test func `one address has several representations`() async throws {
    try await TestServer.with { server in
      let thread = try open(try await server.program(.participant))
      let guest = Visitor(server)
      func type(_ path: String, _ accept: String?) throws -> String? {
        let answer = try guest.request("GET", path, fields: accept.map { ["Accept": $0] } ?? [:])
        #expect(answer.fields["Vary"]?.contains("Accept") == true)
        return answer.status == 200 ? answer.fields["Content-Type"] : "\(answer.status)"
      }
      #expect(try type(thread, nil) == "text/html; charset=utf-8")
      #expect(try type(thread, "*/*") == "text/html; charset=utf-8")
      #expect(try type(thread, "application/json") == "application/json")
      #expect(try type(thread, "application/atom+xml, text/html;q=0.5") == "application/atom+xml; charset=utf-8")
      #expect(try type(thread, "text/html;q=0.1, application/json;q=0.2") == "application/json")
      #expect(try type(thread + ".json", "text/html") == "application/json")
      #expect(try type(thread + ".atom", nil) == "application/atom+xml; charset=utf-8")
      #expect(try type(thread, "image/png") == "406")
      #expect(try type(thread + ".xml", nil) == "404")
    }
  }

  @Test func `every answer has a number of its own, from a handler, the cache or a file`() async throws {
    try await TestServer.with { server in
      let thread = try open(try await server.program(.participant))
      let guest = Visitor(server)
      var numbers: [String] = []
      for path in [thread, thread, thread, "/assets/forum.css", "/nicaieri"] {
        let answer = try guest.request("GET", path, fields: ["Accept": "text/html"])
        numbers.append(try #require(answer.fields["Request-Id"]))
      }
      #expect(Set(numbers).count == numbers.count)
      #expect(numbers.allSatisfy { $0.utf8.count == 16 && UInt64($0, radix: 16) != nil })
    }
  }

  @Test func `HEAD, 304, 405, 404, 415, 400 and OPTIONS are what the standard says`() async throws {
    try await TestServer.with { server in
      let program = try await server.program(.participant)
      let thread = try open(program)
      let guest = Visitor(server)
      // The second answer comes from the cache, on the loop.
      for _ in 0..<3 {
        let page = try guest.page(thread)
        let etag = try #require(page.fields["ETag"])
        let unchanged = try guest.request("GET", thread, fields: ["Accept": "text/html", "If-None-Match": etag])
        #expect(unchanged.status == 304 && unchanged.body.isEmpty && unchanged.fields["ETag"] == etag)
        let head = try guest.request("HEAD", thread, fields: ["Accept": "text/html"])
        #expect(head.status == 200 && head.body.isEmpty && head.fields["Content-Length"] == String(page.body.count))
        let packed = try guest.request("GET", thread, fields: ["Accept": "text/html", "Accept-Encoding": "gzip"])
        #expect(packed.fields["Content-Encoding"] == nil || packed.fields["ETag"] != etag)
        try await Task.sleep(for: .milliseconds(50))
      }
      let wrong = try guest.request("DELETE", thread)
      #expect(wrong.status == 405 && wrong.fields["Allow"] == "GET, HEAD, OPTIONS")
      #expect(try guest.request("BREW", thread).status == 501)
      #expect(try guest.request("OPTIONS", "/threads").fields["Allow"] == "GET, HEAD, POST, OPTIONS")
      let missing = try guest.page("/nicaieri")
      #expect(missing.status == 404 && missing.fields["Content-Security-Policy"] != nil && missing.text.contains("<h1"))
      #expect(try program.request("POST", "/threads", fields: ["Content-Type": "text/csv"], body: [65]).status == 415)
      for body in ["{", "[]", "{\"title\":\"a\",\"title\":\"b\"}", ""] {
        let bad = try program.request("POST", "/threads", fields: ["Content-Type": "application/json"], body: Array(body.utf8))
        #expect(bad.status == 400 && bad.fields["Content-Type"] == "application/problem+json", "\(body)")
      }
      let field = try JSONParser.parse(
        try program.send(thread + "/posts", ["body": "x", "parent": "y"]).body)
      #expect(field["status"]?.integer == 422 && field["errors"]?.array?.first?["field"] == "parent")
      #expect(
        try JSONParser.parse(try program.send(thread + "/posts", ["body": 7]).body)["errors"]?.array?.first?["field"] == "body")
      #expect(try guest.request("GET", "/threads?limit=0").status == 400)
      #expect(try guest.request("GET", "/live").status == 426)
      // HEAD is told the same, also where GET would open a WebSocket, which only GET can (RFC 6455, 4.1).
      for upgrade: HTTPFields in [[:], ["Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"]] {
        let head = try guest.request("HEAD", "/live", fields: upgrade)
        #expect(head.status == 426 && head.fields["Upgrade"] == "websocket" && head.body.isEmpty)
      }
      #expect(try guest.request("GET", "/test/echo").status == 404)
    }
  }

  @Test func `what is too long is told in the language of who sent it, to a browser as a page`() async throws {
    try await TestServer.with { server in
      let guest = Visitor(server)
      let tooLong = [UInt8](repeating: UInt8(ascii: "a"), count: Application.bodyBound + 1)
      for (language, title) in [("ro", "Ce ați trimis este prea lung"), ("en", "What you sent is too long")] {
        let form: HTTPFields = [
          "Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html", "Accept-Language": language,
        ]
        let page = try guest.request("POST", "/threads", fields: form, body: tooLong)
        #expect(page.status == 413 && page.fields["Content-Type"] == "text/html; charset=utf-8")
        #expect(page.text.contains("lang=\"\(language)\"") && page.text.contains(title))
        #expect(page.fields["Content-Security-Policy"] != nil && page.fields["Cache-Control"] == "no-store")
        let json: HTTPFields = ["Content-Type": "application/json", "Accept-Language": language]
        let problem = try guest.request("POST", "/threads", fields: json, body: tooLong)
        #expect(problem.status == 413 && problem.fields["Content-Type"] == "application/problem+json")
        #expect(problem.fields["Content-Language"] == language)
        #expect(try JSONParser.parse(problem.body)["detail"]?.string?.hasPrefix(title) == true)
      }
    }
  }

  @Test func `every answer carries the fields that protect a browser`() async throws {
    try await TestServer.with { server in
      let guest = Visitor(server)
      for path in ["/", "/nicaieri", "/threads.json", "/healthz", "/assets/forum.css", "/sign-in", "/metrics"] {
        let fields = try guest.request("GET", path).fields
        let policy = try #require(fields["Content-Security-Policy"], "\(path)")
        #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self'") && !policy.contains("unsafe"))
        #expect(policy.contains("frame-ancestors 'none'") && fields["X-Frame-Options"] == "DENY", "\(path)")
        let names = fields.map { $0.name.lowercased() }
        #expect(Set(names).count == names.count, "\(path): \(names)")
        #expect(fields["X-Content-Type-Options"] == "nosniff" && fields["Referrer-Policy"] == "same-origin", "\(path)")
      }
      // What a client calls us does not get into a field, unless it is a host.
      let forged = try guest.request("GET", "/", fields: ["Host": "rau.exemplu;script-src"])
      #expect(forged.status == 400 || forged.fields["Content-Security-Policy"]?.contains("rau") == false)
    }
  }

  @Test func `a retry under the same key answers the same and writes once`() async throws {
    try await TestServer.with { server in
      let program = try await server.program(.participant)
      let thread = try open(program)
      let first = try program.send(thread + "/posts", ["body": "o dată"], fields: ["Idempotency-Key": "k1"])
      let second = try program.send(thread + "/posts", ["body": "o dată"], fields: ["Idempotency-Key": "k1"])
      #expect(first.status == 201 && second.status == 201 && first.body == second.body)
      #expect(try program.send(thread + "/posts", ["body": "altceva"], fields: ["Idempotency-Key": "k1"]).status == 422)
      #expect(try program.send(thread + "/posts", ["body": ""], fields: ["Idempotency-Key": "k2"]).status == 422)
      #expect(try program.send(thread + "/posts", ["body": "acum da"], fields: ["Idempotency-Key": "k2"]).status == 201)
      #expect(try program.json(thread + ".json")["posts"]?.array?.count == 3)
      #expect(
        try program.send(thread + "/posts", ["body": "x"], fields: ["Idempotency-Key": String(repeating: "k", count: 200)]).status
          == 400)
    }
  }

  @Test func `pages of a thread follow each other without gap or double`() async throws {
    try await TestServer.with({ $0.testMode = true }) { server in
      let program = try await server.program(.participant)
      let thread = try open(program)
      for number in 1...24 { #expect(try program.send(thread + "/posts", ["body": .string("mesajul \(number)")]).status == 201) }
      var next: String? = thread + ".json?limit=7"
      var placed: [Int64] = []
      while let url = next {
        let page = try program.json(url)
        placed += try #require(page["posts"]?.array).compactMap { $0["placed"]?.integer }
        next = page["next"]?.string
      }
      #expect(placed.count == 25 && placed == placed.sorted() && Set(placed).count == 25)
      let last = try Visitor(server).page(thread + "?last=1&limit=5")
      #expect(last.text.contains("mesajul 24") && !last.text.contains("mesajul 10<"))
    }
  }

  @Test func `a post's versions follow each other page by page, numbered through`() async throws {
    try await TestServer.with({ $0.testMode = true }) { server in
      let program = try await server.program(.participant)
      let post = try #require(try JSONParser.parse(try program.send("/threads", newThread).body)["post"]?.integer)
      for number in 2...45 { #expect(try program.send("/posts/\(post)", ["body": .string("vorba \(number)")]).status == 200) }
      var next: String? = "/posts/\(post)/history.json"
      var count = 0
      while let url = next {
        let page = try program.json(url)
        count += try #require(page["revisions"]?.array).count
        next = page["next"]?.string
      }
      #expect(count == 45)
      let guest = Visitor(server)
      var text = try guest.page("/posts/\(post)/history").text
      #expect(text.contains("id=\"version-45\"") && text.contains("id=\"version-26\"") && !text.contains("id=\"version-25\""))
      for _ in 0..<2 {
        let older = try #require(text.firstMatch(of: /<a href="([^"]*before=[0-9]+)" rel="next"/)?.1)
        text = try guest.page(String(older)).text
      }
      #expect(text.contains("id=\"version-5\"") && text.contains("id=\"version-1\"") && !text.contains("rel=\"next\""))
      #expect(text.contains("href=\"/posts/\(post)/history\" rel=\"prev\""))
      #expect(try guest.request("GET", "/posts/\(post)/history?before=x").status == 400)
    }
  }

  @Test func `posting too fast is told honestly, and the test mode lifts it`() async throws {
    try await TestServer.with { server in
      let program = try await server.program(.participant)
      let thread = try open(program)
      var limited: ClientResponse?
      for _ in 0..<25 where limited == nil {
        let answer = try program.send(thread + "/posts", ["body": "repede"])
        if answer.status != 201 { limited = answer }
      }
      #expect(limited?.status == 429)
      #expect((1...6).contains(Int(limited?.fields["Retry-After"] ?? "") ?? 0))
    }
    try await TestServer.with({ $0.testMode = true }) { server in
      let program = try await server.program(.participant)
      let thread = try open(program)
      for _ in 0..<40 { #expect(try program.send(thread + "/posts", ["body": "repede"]).status == 201) }
    }
  }

  @Test func `a name is not changed all the time, and a consent can always be taken back`() async throws {
    try await TestServer.with { server in
      let program = try await server.program(.participant)
      for number in 0..<10 { #expect(try program.send("/profile/name", ["name": .string("Ana \(number)")]).status == 200) }
      for (path, body) in [("/profile/name", ["name": "Ana"]), ("/profile/speaker", ["category": "ngo"])] as [(String, JSONValue)]
      {
        let refused = try program.send(path, body)
        #expect(refused.status == 429 && (1...1_800).contains(Int(refused.fields["Retry-After"] ?? "") ?? 0), "\(path)")
      }
      #expect(try program.send("/profile/speaker", ["withdraw": true]).status == 200)
    }
  }

  @Test func `a guest sees a post at once, however the page is cached`() async throws {
    try await TestServer.with({ $0.testMode = true }) { server in
      let program = try await server.program(.participant)
      let thread = try open(program)
      let guest = Visitor(server)
      for number in 0..<30 {
        _ = try guest.page(thread)
        _ = try program.send(thread + "/posts", ["body": .string("vorba\(number)x")])
        #expect(try guest.page(thread + "?last=1").text.contains("vorba\(number)x"))
        let window = try guest.page(thread)
        if number < 18 { #expect(window.text.contains("vorba\(number)x")) }
      }
      #expect(try guest.request("GET", "/metrics").text.contains("sfat_cached_pages"))
    }
  }

  @Test func `operators get what they read`() async throws {
    try await TestServer.with({ $0.securityContact = "mailto:paza@sfat.example" }) { server in
      let guest = Visitor(server)
      #expect(try guest.request("GET", "/healthz").status == 200)
      #expect(try guest.request("GET", "/readyz").status == 200)
      let metrics = try guest.request("GET", "/metrics")
      #expect(metrics.fields["Content-Type"] == "application/openmetrics-text; version=1.0.0; charset=utf-8")
      #expect(metrics.text.hasSuffix("# EOF\n") && metrics.text.contains("route=\"/healthz\",code=\"200\"} 1"))
      #expect(try guest.request("GET", "/openapi.yaml").text.hasPrefix("openapi: 3.1"))
      #expect(try guest.request("GET", "/asyncapi.yaml").text.hasPrefix("asyncapi: "))
      let security = try guest.request("GET", "/.well-known/security.txt").text
      #expect(security.contains("Contact: mailto:paza@sfat.example\n") && security.contains("Expires: 20"))
      let page = try guest.page("/").text
      let css = try #require(page.firstMatch(of: /href="(\/assets\/forum\.css\?v=[0-9a-f]+)"/)?.1)
      let asset = try guest.request("GET", String(css), fields: ["Accept-Encoding": "gzip"])
      #expect(
        asset.fields["Cache-Control"] == "public, max-age=31536000, immutable" && asset.fields["Content-Encoding"] == "gzip")
      #expect(try guest.request("GET", "/assets/forum.css?v=0").fields["Cache-Control"] == "public, no-cache")
    }
  }

  @Test func `the echo of the test mode returns what it gets`() async throws {
    try await TestServer.with({ $0.testMode = true }) { server in
      let guest = Visitor(server)
      let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0) }
      let answer = try guest.request("POST", "/test/echo", fields: ["Content-Type": "application/octet-stream"], body: bytes)
      #expect(answer.status == 200 && answer.body == bytes)
      let socket = try WebSocketClient(server.url, path: "/test/echo", fields: ["Origin": "https://oricine.exemplu"])
      try socket.send("sfat")
      #expect(try socket.receive(timeout: 5) == .text("sfat"))
      try socket.send(bytes)
      #expect(try socket.receive(timeout: 10) == .binary(bytes))
      socket.close()
    }
  }

  @Test func `where the forum's address is configured, what a request calls it decides nothing`() async throws {
    try await TestServer.with({ $0.baseURL = "https://sfat.example" }) { server in
      let guest = Visitor(server)
      for path in ["/", "/register", "/threads.atom", "/threads.json"] {
        let answer = try guest.request("GET", path)
        #expect(answer.status == 200 && !answer.text.contains(server.url.authority), "\(path)")
        let policy = try #require(answer.fields["Content-Security-Policy"])
        #expect(policy.contains("wss://sfat.example;") && !policy.contains(server.url.authority), "\(path)")
      }
      #expect(guest.cookies.keys.allSatisfy { $0.hasPrefix("__Host-") } && !guest.cookies.isEmpty)
      func listen(_ origin: String) throws {
        try WebSocketClient(server.url, path: "/live", fields: ["Origin": origin], subprotocols: ["sfat.v1"]).close()
      }
      #expect(throws: ClientError.self) { try listen(server.url.description) }
      try listen("https://sfat.example")
    }
  }

  @Test func `a page of another site cannot listen, and ours can`() async throws {
    try await TestServer.with { server in
      for origin in ["https://rau.exemplu", server.url.description + "/", server.url.description.uppercased(), "null", ""] {
        #expect(throws: ClientError.self, "\(origin)") {
          try WebSocketClient(server.url, path: "/live", fields: ["Origin": origin], subprotocols: ["sfat.v1"])
        }
      }
      let socket = try WebSocketClient(
        server.url, path: "/live", fields: ["Origin": server.url.description], subprotocols: ["sfat.v1"])
      #expect(socket.subprotocol == "sfat.v1")
      try socket.send(#"{"op":"subscribe","id":"1","topic":"spaces/education"}"#)
      guard case .text(let text)? = try socket.receive(timeout: 5) else { throw CancellationError() }
      #expect(text.contains(#""op":"subscribed""#))
      socket.close()
      let stream = try Visitor(server).request("GET", "/live/events?topic=threads/1", fields: ["Origin": "https://rau.exemplu"])
      #expect(stream.status == 403)
    }
  }
}
