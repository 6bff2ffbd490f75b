import ForumWire
import Testing

@Suite struct RequestDecoderTests {
  @Test(arguments: RequestCorpus.all)
  func `every request of the corpus is read or refused as RFC 9112 says`(_ request: RequestCase) {
    let seen = RequestTranscript([bytes(request.text)])
    switch request.expectation {
    case .whole(let count):
      #expect(seen.error == nil)
      #expect(seen.requests.filter(\.isComplete).count == count)
      #expect(seen.requests.count == count)
    case .unfinished:
      #expect(seen.error == nil)
      #expect(seen.requests.allSatisfy { !$0.isComplete })
    case .refused(let error): #expect(seen.error == error)
    }
  }

  @Test func `the corpus is read the same however it is split`() {
    for request in RequestCorpus.all {
      let whole = bytes(request.text)
      let expected = RequestTranscript([whole])
      if whole.count < 400 {
        for pieces in everySplit(whole) { #expect(RequestTranscript(pieces) == expected, "\(request)") }
      } else {
        // Long ones: around the limits, in packets, and byte by byte once.
        for size in [1, 7, 4096, 8191, 8192, 8193] {
          let pieces = stride(from: 0, to: whole.count, by: size).map { Array(whole[$0..<min($0 + size, whole.count)]) }
          #expect(RequestTranscript(pieces) == expected, "\(request) in pieces of \(size)")
        }
      }
    }
  }

  @Test func `the corpus is large and names every error a request can cause`() {
    #expect(RequestCorpus.all.count >= 200)
    var caused: Set<ParseError> = []
    for request in RequestCorpus.all { if case .refused(let error) = request.expectation { caused.insert(error) } }
    #expect(Set(ParseError.allCases).subtracting(caused) == [.badStatusLine, .truncated])
  }

  @Test func `a head says all it knows`() throws {
    let text =
      "POST /threads/42?after=7&x HTTP/1.1\r\nHost: a.example\r\nAccept: text/html\r\naccept: text/plain\r\nX-Empty:\r\n"
      + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\nhello"
    let seen = RequestTranscript([bytes(text)])
    let request = try #require(seen.requests.first)
    #expect(request.method == "POST")
    #expect(request.target == "/threads/42?after=7&x")
    #expect(request.path == "/threads/42")
    #expect(request.query == "after=7&x")
    #expect(request.minorVersion == 1)
    #expect(request.bodyLength == .length(5))
    #expect(request.expectsContinue)
    #expect(request.keepAlive)
    #expect(!request.wantsWebSocket)
    #expect(request.body == bytes("hello"))
    #expect(request.fields["ACCEPT"] == "text/html")
    #expect(request.fields.all("Accept") == ["text/html", "text/plain"])
    #expect(request.fields["x-empty"] == "")
    #expect(request.fields["missing"] == nil)
  }

  @Test(
    arguments: [
      ("GET http://b.example:81/x?y HTTP/1.1", "/x", "y", "b.example:81"),
      ("GET http://b.example HTTP/1.1", "/", nil, "b.example"),
      ("GET http://b.example?y HTTP/1.1", "/", "y", "b.example"),
      ("OPTIONS http://b.example HTTP/1.1", "*", nil, "b.example"),
      ("OPTIONS * HTTP/1.1", "*", nil, "a.example"),
      ("GET /? HTTP/1.1", "/", "", "a.example"),
      ("GET /a?b?c HTTP/1.1", "/a", "b?c", "a.example"),
    ] as [(String, String, String?, String)])
  func `an absolute target names the host and leaves a path`(_ line: String, _ path: String, _ query: String?, _ host: String)
    throws
  {
    let seen = RequestTranscript([bytes("\(line)\r\nHost: a.example\r\n\r\n")])
    let request = try #require(seen.requests.first)
    #expect(request.path == path)
    #expect(request.query == query)
    #expect(request.fields.all("host") == [host])
    #expect(request.target == line.split(separator: " ")[1])
  }

  @Test(arguments: [
    ("HTTP/1.1", "X: y", true), ("HTTP/1.1", "Connection: close", false), ("HTTP/1.1", "Connection: Upgrade, CLOSE", false),
    ("HTTP/1.0", "X: y", false), ("HTTP/1.0", "Connection: Keep-Alive", true),
    ("HTTP/1.0", "Connection: keep-alive, close", false), ("HTTP/1.1", "Connection: closed", true),
  ])
  func `a connection is kept as RFC 9112 §9_3 says`(_ version: String, _ field: String, _ keepAlive: Bool) throws {
    let seen = RequestTranscript([bytes("GET / \(version)\r\nHost: a\r\n\(field)\r\n\r\n")])
    #expect(try #require(seen.requests.first).keepAlive == keepAlive)
  }

  @Test(arguments: [
    ("GET / HTTP/1.1", "Upgrade: websocket\r\nConnection: Upgrade", true),
    ("GET / HTTP/1.1", "Upgrade: WebSocket\r\nConnection: keep-alive, upgrade", true),
    ("GET / HTTP/1.1", "Upgrade: h2c, websocket\r\nConnection: Upgrade", true),
    ("GET / HTTP/1.1", "Upgrade: websocket", false),
    ("GET / HTTP/1.1", "Upgrade: websockets\r\nConnection: Upgrade", false),
    ("GET / HTTP/1.0", "Upgrade: websocket\r\nConnection: Upgrade", false),
    ("POST / HTTP/1.1", "Upgrade: websocket\r\nConnection: Upgrade", false),
  ])
  func `an upgrade to WebSocket is a GET over HTTP 1_1 that says so twice`(_ line: String, _ fields: String, _ wants: Bool) throws
  {
    let seen = RequestTranscript([bytes("\(line)\r\nHost: a\r\n\(fields)\r\n\r\n")])
    #expect(try #require(seen.requests.first).wantsWebSocket == wants)
  }

  @Test func `an expectation counts only where a body waits and the version knows it`() throws {
    let bare = RequestTranscript([bytes("GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n")])
    #expect(try #require(bare.requests.first).expectsContinue == false)
    let old = RequestTranscript([bytes("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx")])
    #expect(try #require(old.requests.first).expectsContinue == false)
  }

  @Test func `a body over the limit is refused at its length`() {
    let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n"
    #expect(RequestTranscript([bytes(head)], bodyLimit: 5).error == .bodyTooLarge)
    #expect(RequestTranscript([bytes(head)], bodyLimit: 6).error == nil)
    let chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\n"
    #expect(RequestTranscript([bytes(chunked)], bodyLimit: 5).error == .bodyTooLarge)
    #expect(RequestTranscript([bytes(chunked)], bodyLimit: 6).error == nil)
  }

  @Test func `an error stays, whatever comes after it`() {
    var decoder = RequestDecoder()
    decoder.append(bytes("G ET HTTP/1.1\r\nHost: a\r\n\r\n"))
    for _ in 0..<3 {
      #expect(throws: ParseError.badTarget) { try decoder.next() }
      decoder.append(bytes("GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
    }
  }

  @Test func `bytes behind an upgrade are handed over untouched`() throws {
    var decoder = RequestDecoder()
    decoder.append(
      bytes("GET /live HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n") + [0x81, 0x80, 1, 2, 3, 4])
    guard case .head(let head) = try decoder.next() else {
      Issue.record("no head")
      return
    }
    #expect(head.wantsWebSocket)
    guard case .end = try decoder.next() else {
      Issue.record("no end")
      return
    }
    #expect(decoder.takePending() == [0x81, 0x80, 1, 2, 3, 4])
    #expect(decoder.isIdle)
  }

  @Test func `a body of 16 MiB in reads of 64 KiB passes through without being gathered`() throws {
    var limits = HTTPLimits()
    limits.body = 1 << 24
    var decoder = RequestDecoder(limits: limits)
    decoder.append(bytes("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(1 << 24)\r\n\r\n"))
    _ = try decoder.next()
    let piece = [UInt8](repeating: 7, count: 65_536)
    var received = 0
    for _ in 0..<256 {
      decoder.append(piece)
      while case .body(let data) = try decoder.next() {
        received += data.count
        #expect(decoder.pending == 0)
        if received == 1 << 24 { break }
      }
    }
    #expect(received == 1 << 24)
    guard case .end = try decoder.next() else {
      Issue.record("no end")
      return
    }
  }
}
