import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// Conditions, ranges and what a refusal says can be sent instead (RFC 9110 §13, §14, §15.5).
struct ConditionalTests {
  @Test func `a file is sent in parts to who asks for a part of this version`() async throws {
    try await TestServer.with { server in
      let guest = Visitor(server)
      func ask(_ fields: HTTPFields, _ method: String = "GET") throws -> ClientResponse {
        try guest.request(method, "/assets/forum.css", fields: fields)
      }
      let whole = try ask([:])
      let etag = try #require(whole.fields["ETag"])
      #expect(whole.status == 200 && whole.fields["Accept-Ranges"] == "bytes")

      let part = try ask(["Range": "bytes=5-24"])
      #expect(part.status == 206 && part.body == Array(whole.body[5...24]))
      #expect(part.fields["Content-Range"] == "bytes 5-24/\(whole.body.count)" && part.fields["Content-Length"] == "20")
      #expect(part.fields["ETag"] == etag && part.fields["Cache-Control"] != nil && part.fields["Vary"] == "Accept-Encoding")
      #expect(try ask(["Range": "bytes=-3"]).body == Array(whole.body.suffix(3)))
      #expect(try ask(["Range": "bytes=5-24", "If-Range": etag]).status == 206)

      // What is not one range, not of this version, or no GET is answered with the whole.
      for fields: HTTPFields in [
        ["Range": "bytes=0-1,4-5"], ["Range": "lines=1-2"], ["Range": "bytes=5-24", "If-Range": "\"other\""],
        ["Range": "bytes=5-24", "If-Range": "W/" + etag], ["Range": "bytes=5-24", "If-Range": "Tue, 24 Nov 2026 10:00:00 GMT"],
      ] {
        let answer = try ask(fields)
        #expect(answer.status == 200 && answer.body == whole.body, "\(fields)")
      }
      #expect(try ask(["Range": "bytes=5-24"], "HEAD").status == 200)
      #expect(try ask(["Range": "bytes=5-24", "If-None-Match": etag]).status == 304)

      let beyond = try ask(["Range": "bytes=\(whole.body.count)-", "Accept-Language": "en"])
      #expect(beyond.status == 416 && beyond.fields["Content-Range"] == "bytes */\(whole.body.count)")
      let problem = try JSONParser.parse(beyond.body)
      #expect(problem["code"] == "range-not-satisfiable" && problem["parameters"]?["length"]?.string == "\(whole.body.count)")

      // Of the compressed file, where that is what is sent.
      let packed = try ask(["Accept-Encoding": "gzip"])
      let half = try ask(["Accept-Encoding": "gzip", "Range": "bytes=0-9", "If-Range": packed.fields["ETag"] ?? ""])
      #expect(half.status == 206 && half.body == Array(packed.body.prefix(10)) && half.fields["Content-Encoding"] == "gzip")
    }
  }

  @Test func `who wants another version than there is gets 412`() async throws {
    try await TestServer.with { server in
      let guest = Visitor(server)
      // A page twice: the second answer comes from the cache, on the loop.
      for path in ["/assets/forum.css", "/about", "/about", "/threads.json"] {
        let answer = try guest.page(path)
        let etag = try #require(answer.fields["ETag"], "\(path)")
        func ask(_ condition: String) throws -> ClientResponse {
          try guest.request("GET", path, fields: ["Accept": "text/html,*/*;q=0.8", "If-Match": condition])
        }
        #expect(try ask(etag).status == 200, "\(path)")
        #expect(try ask("*").status == 200, "\(path)")
        #expect(try ask("\"x\", \(etag)").status == 200, "\(path)")
        for condition in ["\"x\"", "W/" + etag] {
          let refused = try ask(condition)
          #expect(refused.status == 412 && refused.fields["ETag"] == nil && !refused.body.isEmpty, "\(path) \(condition)")
          #expect(refused.fields["Content-Security-Policy"] != nil && refused.fields["Cache-Control"] == "no-store", "\(path)")
        }
      }
    }
  }

  @Test func `a refusal says in the asker's form what would be taken`() async throws {
    try await TestServer.with { server in
      let program = try await server.program(.participant)
      let type = try program.request("POST", "/threads", fields: ["Content-Type": "text/csv"], body: [65])
      #expect(type.status == 415 && type.fields["Accept"] == "application/x-www-form-urlencoded, application/json")
      let coding = try program.request(
        "POST", "/threads", fields: ["Content-Type": "application/json", "Content-Encoding": "gzip"], body: [65])
      #expect(coding.status == 415 && coding.fields["Accept-Encoding"] == "identity" && coding.fields["Accept"] == nil)
      // Where nothing is negotiated, a problem is told as the client reads it.
      let guest = Visitor(server)
      let upgrade = try guest.request("GET", "/live", fields: ["Accept": "application/json"])
      #expect(upgrade.status == 426 && upgrade.fields["Content-Type"] == "application/problem+json")
      let page = try guest.page("/live")
      #expect(page.status == 426 && page.fields["Content-Type"]?.hasPrefix("text/html") == true)
    }
  }

  @Test func `an address with unreserved characters encoded is the same address`() async throws {
    try await TestServer.with { server in
      let guest = Visitor(server)
      for (path, status) in [("/%74hreads", 200), ("/assets/%66orum.css", 200), ("/assets/..%2Fforum.css", 404)] {
        let answer = try guest.request("GET", path)
        #expect(answer.status == status, "\(path)")
      }
    }
  }

  @Test func `feeds of two filters are two feeds`() async throws {
    try await TestServer.with { server in
      let guest = Visitor(server)
      func id(_ path: String) throws -> Substring? { try guest.request("GET", path).text.firstMatch(of: /<id>(.*?)<\/id>/)?.1 }
      let questions = try #require(try id("/threads.atom?kind=question"))
      #expect(questions.hasSuffix("/threads?kind=question"))
      #expect(try id("/threads.atom") != questions)
    }
  }
}
