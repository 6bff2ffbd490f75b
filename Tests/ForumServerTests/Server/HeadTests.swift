import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// HEAD is GET without the body (RFC 9110 §9.3.2), and what does not change is not sent again.
struct HeadTests {
  /// Fields that differ between any two answers, or between any two renderings of a form with a fresh key.
  private static let passing = ["date", "request-id", "etag", "set-cookie"]

  private func check(_ visitor: Visitor, _ path: String, accept: String?, _ status: Int) throws {
    let fields: HTTPFields = accept.map { ["Accept": $0] } ?? [:]
    let get = try visitor.request("GET", path, fields: fields)
    // On the same connection: a body that came all the same would be read as the next answer.
    let head = try visitor.request("HEAD", path, fields: fields)
    let again = try visitor.request("GET", path, fields: fields)
    #expect(get.status == status && head.status == status && again.status == status, "\(path) \(accept ?? "")")
    #expect(head.body.isEmpty && again.body.count == get.body.count, "\(path)")
    let names = { (answer: ClientResponse) in answer.fields.map { $0.name.lowercased() }.sorted() }
    #expect(names(head) == names(get), "\(path) \(accept ?? "")")
    for (name, value) in get.fields where !Self.passing.contains(name.lowercased()) {
      #expect(head.fields.all(name).contains(value), "\(path): \(name)")
    }
  }

  @Test func `HEAD answers as GET does, to guests and to who is signed in, on pages, data, files and errors`() async throws {
    try await TestServer.with { server in
      let ana = try server.person("Ana")
      let opened = try ana.submit(
        "/threads", form: "/threads/new",
        ["space": "education", "kind": "question", "title": "Transport", "body": "Cum facem?", "territory": ""])
      let thread = try #require(opened.fields["Location"])
      _ = try ana.page(thread)  // says once that it was opened
      let post = try #require(try ana.json(thread + ".json")["posts"]?.array?.first?["id"]?.integer)
      let closed = ["/profile", "/threads/new", "/organisations/new", "/posts/\(post)/edit", "/posts/\(post)/withdraw"]
      for path in closed {
        // A guest who wants a page is led to the sign-in; a program is told.
        let guest = Visitor(server)
        try check(guest, path, accept: "text/html", 303)
        try check(guest, path, accept: nil, 401)
        try check(ana, path, accept: "text/html", 200)
      }
      try check(ana, "/decisions/new?post=\(post)", accept: "text/html", 403)
      for visitor in [Visitor(server), ana] {
        for path in ["/", "/threads", thread, "/organisations", "/about"] { try check(visitor, path, accept: "text/html", 200) }
        for path in ["/threads.json", thread + ".atom", "/healthz", "/assets/forum.css", "/openapi.yaml", "/robots.txt"] {
          try check(visitor, path, accept: nil, 200)
        }
        try check(visitor, "/posts/\(post)", accept: "text/html", 302)
        try check(visitor, "/nicaieri", accept: "text/html", 404)
        try check(visitor, thread, accept: "image/png", 406)
        try check(visitor, "/sign-out", accept: nil, 405)
      }
    }
  }

  @Test func `the interface's descriptions are sent once and packed, like every file`() async throws {
    try await TestServer.with { server in
      let guest = Visitor(server)
      for path in ["/openapi.yaml", "/asyncapi.yaml"] {
        let plain = try guest.request("GET", path)
        #expect(plain.status == 200 && plain.fields["Content-Type"] == "application/yaml")
        let packed = try guest.request("GET", path, fields: ["Accept-Encoding": "gzip"])
        #expect(packed.fields["Content-Encoding"] == "gzip" && packed.body.count * 2 < plain.body.count)
        for answer in [plain, packed] {
          let etag = try #require(answer.fields["ETag"])
          #expect(answer.fields["Vary"] == "Accept-Encoding" && answer.fields["Cache-Control"] == "public, no-cache")
          var fields: HTTPFields = ["If-None-Match": etag]
          if answer.fields.contains("Content-Encoding") { fields.add("Accept-Encoding", "gzip") }
          let unchanged = try guest.request("GET", path, fields: fields)
          #expect(unchanged.status == 304 && unchanged.body.isEmpty && unchanged.fields["ETag"] == etag)
        }
        #expect(plain.fields["ETag"] != packed.fields["ETag"])
      }
    }
  }
}
