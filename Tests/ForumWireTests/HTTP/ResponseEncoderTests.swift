import ForumWire
import Testing

@Suite struct ResponseEncoderTests {
  private func text(
    _ status: Int, _ fields: HTTPFields, _ length: BodyLength, keepAlive: Bool = true, minorVersion: Int = 1,
    date: String = ""
  ) -> String {
    let head = ResponseHead(status: status, fields: fields)
    return String(
      decoding: ResponseEncoder.head(head, length: length, keepAlive: keepAlive, minorVersion: minorVersion, date: date),
      as: UTF8.self)
  }

  @Test func `an answer has its status line, date, fields and length`() {
    #expect(
      text(200, ["Content-Type": "text/plain"], .length(12), date: "Sun, 06 Nov 1994 08:49:37 GMT")
        == "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n\r\n")
  }

  @Test func `the frame is decided in one place`() {
    let fields: HTTPFields = ["content-length": "99", "Transfer-Encoding": "gzip"]
    #expect(text(200, fields, .length(1)) == "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n")
    #expect(text(200, fields, .chunked) == "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    #expect(text(200, fields, .none) == "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    #expect(text(200, fields, .untilClose) == "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
  }

  @Test func `answers that can have no body give no length, but a 304 may repeat the one of the 200`() {
    #expect(text(204, [:], .length(5)) == "HTTP/1.1 204 No Content\r\n\r\n")
    #expect(text(304, ["ETag": "\"a\""], .length(5)) == "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n")
    #expect(text(304, ["Content-Length": "5"], .none) == "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n")
    #expect(text(101, ["Connection": "Upgrade"], .none) == "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n")
  }

  @Test func `only GET's likes have a body on the wire`() {
    #expect(ResponseEncoder.sendsBody(status: 200, method: "GET"))
    #expect(!ResponseEncoder.sendsBody(status: 200, method: "HEAD"))
    #expect(!ResponseEncoder.sendsBody(status: 204, method: "GET"))
    #expect(!ResponseEncoder.sendsBody(status: 304, method: "GET"))
  }

  @Test func `the connection's fate is said where the version does not say it`() {
    #expect(text(200, [:], .none, keepAlive: false).contains("Connection: close\r\n"))
    #expect(!text(200, [:], .none).contains("Connection"))
    #expect(text(200, [:], .none, minorVersion: 0).contains("Connection: keep-alive\r\n"))
    #expect(text(200, [:], .none, keepAlive: false, minorVersion: 0).contains("Connection: close\r\n"))
  }

  @Test func `no value can break out of its line`() {
    let answer = text(303, ["Location": "/a\r\nSet-Cookie: x=y\r\n\r\n<b>\u{0}"], .none)
    // The space that stood for NUL is trimmed with the value.
    #expect(answer.contains("Location: /a  Set-Cookie: x=y    <b>\r\n"))
    #expect(answer.components("\r\n").count == 5)
  }

  @Test func `chunks are sized in hexadecimal and none is empty`() {
    var output: [UInt8] = []
    ResponseEncoder.encodeChunk(bytes("hello, world 1234"), into: &output)
    ResponseEncoder.encodeChunk([], into: &output)
    output += ResponseEncoder.lastChunk
    #expect(output == bytes("11\r\nhello, world 1234\r\n0\r\n\r\n"))
  }

  @Test(arguments: [100, 200, 201, 303, 304, 400, 404, 413, 414, 417, 422, 426, 428, 429, 431, 501, 503, 505, 507])
  func `every status we answer has its phrase`(_ status: Int) {
    #expect(ResponseHead.reasonPhrase(status).utf8CodeUnitCount > 0)
  }

  @Test func `every error answers with a status of its own kind and a sentence`() {
    for error in ParseError.allCases {
      #expect([400, 413, 414, 417, 431, 501, 502, 505].contains(error.status))
      #expect(error.reason.hasSuffix("."))
    }
  }
}

extension String {
  /// Split at a separator, on bytes: `\r\n` is one character to Swift.
  fileprivate func components(_ separator: String) -> [String] {
    var parts = [""]
    for character in self { String(character) == separator ? parts.append("") : parts[parts.count - 1].append(character) }
    return parts
  }
}
