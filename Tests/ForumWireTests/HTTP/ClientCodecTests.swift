import ForumWire
import Testing

/// The client's pair: what it writes our server reads, and what a server writes it reads.
@Suite struct ClientCodecTests {
  private func check(_ text: String, method: String = "GET", closes: Bool = false, _ expect: (ResponseTranscript) -> Void) {
    let seen = ResponseTranscript([bytes(text)], method: method, closes: closes)
    expect(seen)
    for pieces in everySplit(bytes(text)) { #expect(ResponseTranscript(pieces, method: method, closes: closes) == seen) }
  }

  @Test func `answers with a length, in chunks, and until the end are read`() {
    check("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 404 \r\nContent-Length: 0\r\n\r\n") {
      #expect($0.heads.map(\.status) == [200, 404])
      #expect($0.bodies == [bytes("hello"), []])
      #expect($0.ends == 2)
      #expect($0.keepAlive)
    }
    check("HTTP/1.1 200 Foarte bine\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n") {
      #expect($0.bodies == [bytes("hello")])
      #expect($0.ends == 1)
    }
    check("HTTP/1.1 200\r\n\r\nhello", closes: true) {
      #expect($0.bodies == [bytes("hello")])
      #expect($0.ends == 1)
      #expect(!$0.keepAlive)
    }
    check("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx") { #expect(!$0.keepAlive && $0.ends == 1) }
  }

  @Test func `interim answers come before the real one, and 101 ends HTTP`() {
    check("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n") {
      #expect($0.interim == [100, 103])
      #expect($0.heads.map(\.status) == [204])
      #expect($0.ends == 1)
    }
    check("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n") {
      #expect($0.heads.map(\.status) == [101])
      #expect($0.ends == 1)
    }
  }

  @Test func `HEAD, 204 and 304 have no body whatever their fields say`() {
    check("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", method: "HEAD") { #expect($0.ends == 1 && $0.bodies == [[]]) }
    check("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n") { #expect($0.ends == 1) }
    check("HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n") { #expect($0.ends == 1) }
  }

  @Test(arguments: [
    ("HTTP/2 200 OK\r\n\r\n000000000", ParseError.badStatusLine), ("HTTP/1.1 20 OK\r\n\r\n00000000", .badStatusLine),
    ("HTTP/1.1 2000 OK\r\n\r\n", .badStatusLine), ("HTTP/1.1 020 OK\r\n\r\n", .badStatusLine),
    ("HTTP/1.1  200 OK\r\n\r\n", .badStatusLine), ("ICY 200 OK\r\n\r\n", .badStatusLine), ("\r\n\r\n\r\n", .badStatusLine),
    ("HTTP/1.1 200 O\u{1}K\r\n\r\n", .badStatusLine),
    ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n", .repeatedContentLength),
    ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", .lengthAndTransferEncoding),
    ("HTTP/1.1 200 OK\r\nX : y\r\n\r\n", .spaceBeforeColon), ("HTTP/1.1 200 OK\nX: y\n\n", .bareLineFeed),
    ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", .truncated), ("HTTP/1.1 200 O", .truncated),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", .truncated),
    ("HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n", .bodyTooLarge),
  ])
  func `a bad or broken answer is an error`(_ text: String, _ error: ParseError) {
    check(text, closes: true) { #expect($0.error == error) }
  }

  @Test func `what the client writes the server reads`() {
    let fields: HTTPFields = ["Host": "a.example", "X": "y", "Content-Length": "99"]
    let head = RequestEncoder.head(method: "POST", target: "/a?b=c", fields: fields, length: .length(3))
    let seen = RequestTranscript([head + bytes("abc")])
    #expect(seen.error == nil)
    #expect(seen.requests.first?.body == bytes("abc"))
    #expect(seen.requests.first?.query == "b=c")
    #expect(seen.requests.first?.fields == ["Host": "a.example", "X": "y", "Content-Length": "3"])
    var chunked = RequestEncoder.head(method: "PUT", target: "/", fields: ["Host": "a"], length: .chunked)
    ResponseEncoder.encodeChunk(bytes("abc"), into: &chunked)
    #expect(RequestTranscript([chunked + ResponseEncoder.lastChunk]).requests.first?.body == bytes("abc"))
  }

  @Test func `what the server writes the client reads`() {
    let head = ResponseHead(status: 201, fields: ["Location": "/threads/42"])
    let answer = ResponseEncoder.head(head, length: .length(2), keepAlive: true) + bytes("{}")
    let seen = ResponseTranscript([ResponseEncoder.continueBytes + answer])
    #expect(seen.interim == [100])
    #expect(seen.heads.first?.fields["location"] == "/threads/42")
    #expect(seen.bodies == [bytes("{}")])
  }
}
