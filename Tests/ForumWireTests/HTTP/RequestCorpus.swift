import ForumWire
import Testing

/// A request as bytes and what must come of it. `\r\n` is written out: line ends are what is tested.
struct RequestCase: CustomTestStringConvertible, Sendable {
  enum Expectation: Sendable, Equatable {
    /// So many whole requests.
    case whole(Int)
    /// A good beginning.
    case unfinished
    case refused(ParseError)
  }

  let text: String
  let expectation: Expectation
  var testDescription: String { String(text.prefix(90)).debugDescription }

  init(_ text: String, _ expectation: Expectation) {
    self.text = text
    self.expectation = expectation
  }

  init(_ text: String, _ error: ParseError) { self.init(text, .refused(error)) }

  /// A GET with one more field line.
  static func field(_ line: String, _ expectation: Expectation) -> RequestCase {
    RequestCase("GET / HTTP/1.1\r\nHost: a.example\r\n\(line)\r\n\r\n", expectation)
  }

  /// A GET with this request line.
  static func line(_ line: String, _ expectation: Expectation) -> RequestCase {
    RequestCase("\(line)\r\nHost: a.example\r\n\r\n", expectation)
  }

  /// A GET with this Host.
  static func host(_ host: String, _ expectation: Expectation) -> RequestCase {
    RequestCase("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n", expectation)
  }

  /// A POST with these framing fields and this behind the head.
  static func post(_ fields: String, _ rest: String, _ expectation: Expectation) -> RequestCase {
    RequestCase("POST / HTTP/1.1\r\nHost: a.example\r\n\(fields)\r\n\r\n\(rest)", expectation)
  }

  /// A chunked POST with this body.
  static func chunked(_ body: String, _ expectation: Expectation) -> RequestCase {
    post("Transfer-Encoding: chunked", body, expectation)
  }
}

/// Malformed, ambiguous and unusual requests, by chapter of RFC 9112.
enum RequestCorpus {
  static let all =
    startLines + targets + versions + fieldLines + hosts + lengths + codings + chunks + trailers + options + streams

  static let startLines: [RequestCase] = [
    .line("GET / HTTP/1.1", .whole(1)),
    .line("get / HTTP/1.1", .whole(1)),
    .line("M!#$%&'*+-.^_`|~9 / HTTP/1.1", .whole(1)),
    .line("GET  / HTTP/1.1", .refused(.badTarget)),
    .line("GET /  HTTP/1.1", .refused(.badVersion)),
    .line("GET\t/ HTTP/1.1", .refused(.badRequestLine)),
    .line("GET /\tHTTP/1.1", .refused(.badTarget)),
    .line(" GET / HTTP/1.1", .refused(.badRequestLine)),
    .line("GET / HTTP/1.1 ", .refused(.badRequestLine)),
    .line("GET / HTTP/1.1\t", .refused(.badVersion)),
    .line("GET / HTTP/1.1 extra", .refused(.badRequestLine)),
    .line("GET /", .refused(.badRequestLine)),
    .line("GET", .refused(.badRequestLine)),
    .line("GET ", .refused(.badRequestLine)),
    .line("/ HTTP/1.1", .refused(.badRequestLine)),
    .line("G(T / HTTP/1.1", .refused(.badRequestLine)),
    .line("G\u{0}T / HTTP/1.1", .refused(.badRequestLine)),
    .line("GÉT / HTTP/1.1", .refused(.badRequestLine)),
    .line("\"GET\" / HTTP/1.1", .refused(.badRequestLine)),
    RequestCase("\u{16}\u{3}\u{1}\u{2}", .badRequestLine),
    RequestCase("{\"json\": 1}\r\n\r\n", .badRequestLine),
    RequestCase("GET / HTTP/1.1\nHost: a.example\n\n", .bareLineFeed),
    RequestCase("GET / HTTP/1.1\r\nHost: a.example\n\r\n", .bareLineFeed),
    RequestCase("GET / HTTP/1.1\r\nHost: a.example\r\n\n", .bareLineFeed),
    RequestCase("GET / HTTP/1.1\rHost: a.example\r\n\r\n", .badVersion),
    RequestCase("GET /\r HTTP/1.1\r\nHost: a.example\r\n\r\n", .badRequestLine),
    RequestCase("GET / HTTP/1.1\r\r\nHost: a.example\r\n\r\n", .badVersion),
    RequestCase("\nGET / HTTP/1.1\r\nHost: a.example\r\n\r\n", .bareLineFeed),
    RequestCase("\rGET / HTTP/1.1\r\nHost: a.example\r\n\r\n", .bareCarriageReturn),
    RequestCase("\r\nGET / HTTP/1.1\r\nHost: a.example\r\n\r\n", .whole(1)),
    RequestCase("\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a.example\r\n\r\n", .whole(1)),
    RequestCase(String(repeating: "\r\n", count: 16) + "GET / HTTP/1.1\r\nHost: a\r\n\r\n", .whole(1)),
    RequestCase(String(repeating: "\r\n", count: 17) + "GET / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequestLine),
    RequestCase("\r\n", .unfinished),
    RequestCase("", .unfinished),
    RequestCase("GET / HTTP/1.1\r\nHost: a.example\r\n", .unfinished),
  ]

  static let targets: [RequestCase] = [
    .line("GET /a/b;c=d?e=f&g[]={h}|i\\j^k`l HTTP/1.1", .whole(1)),
    .line("GET /%C8%99?q=%ZZ HTTP/1.1", .whole(1)),
    .line("GET //double HTTP/1.1", .whole(1)),
    .line("GET /../up HTTP/1.1", .whole(1)),
    .line("GET /ș HTTP/1.1", .refused(.badTarget)),
    .line("GET /a#b HTTP/1.1", .refused(.badTarget)),
    .line("GET /<script> HTTP/1.1", .refused(.badTarget)),
    .line("GET /\"a\" HTTP/1.1", .refused(.badTarget)),
    .line("GET /a\u{0}b HTTP/1.1", .refused(.badTarget)),
    .line("GET /a\u{7F} HTTP/1.1", .refused(.badTarget)),
    .line("GET /a b HTTP/1.1", .refused(.badVersion)),
    .line("GET a.html HTTP/1.1", .refused(.badTarget)),
    .line("GET ?a=b HTTP/1.1", .refused(.badTarget)),
    .line("GET http://b.example/x?y HTTP/1.1", .whole(1)),
    .line("GET HTTP://b.example:8080 HTTP/1.1", .whole(1)),
    .line("GET https://b.example?y HTTP/1.1", .whole(1)),
    .line("GET http://[::1]:80/ HTTP/1.1", .whole(1)),
    .line("GET http:/b.example/ HTTP/1.1", .refused(.badTarget)),
    .line("GET http:///x HTTP/1.1", .refused(.badTarget)),
    .line("GET http:// HTTP/1.1", .refused(.badTarget)),
    .line("GET http://user@b.example/ HTTP/1.1", .refused(.badTarget)),
    .line("GET http://b.example:99999/ HTTP/1.1", .refused(.badTarget)),
    .line("GET ftp://b.example/ HTTP/1.1", .refused(.badTarget)),
    .line("GET javascript:alert(1) HTTP/1.1", .refused(.badTarget)),
    .line("OPTIONS * HTTP/1.1", .whole(1)),
    .line("OPTIONS http://b.example HTTP/1.1", .whole(1)),
    .line("GET * HTTP/1.1", .refused(.badTarget)),
    .line("OPTIONS ** HTTP/1.1", .refused(.badTarget)),
    .line("CONNECT b.example:443 HTTP/1.1", .whole(1)),
    .line("CONNECT b.example HTTP/1.1", .refused(.badTarget)),
    .line("CONNECT b.example: HTTP/1.1", .refused(.badTarget)),
    .line("CONNECT / HTTP/1.1", .refused(.badTarget)),
    .line("CONNECT http://b.example/ HTTP/1.1", .refused(.badTarget)),
    .line("GET b.example:443 HTTP/1.1", .refused(.badTarget)),
  ]

  static let versions: [RequestCase] = [
    .line("GET / HTTP/1.0", .whole(1)),
    .line("GET / HTTP/1.2", .whole(1)),
    .line("GET / HTTP/1.9", .whole(1)),
    .line("GET / HTTP/0.9", .refused(.unsupportedVersion)),
    .line("GET / HTTP/2.0", .refused(.unsupportedVersion)),
    .line("GET / HTTP/3.0", .refused(.unsupportedVersion)),
    RequestCase("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .unsupportedVersion),
    .line("GET / http/1.1", .refused(.badVersion)),
    .line("GET / HTTP/1.10", .refused(.badVersion)),
    .line("GET / HTTP/01.1", .refused(.badVersion)),
    .line("GET / HTTP/11", .refused(.badVersion)),
    .line("GET / HTTP/1,1", .refused(.badVersion)),
    .line("GET / HTTP/1.", .refused(.badVersion)),
    .line("GET / HTTP/x.y", .refused(.badVersion)),
    .line("GET / HTTP /1.1", .refused(.badVersion)),
    .line("GET / HTTPS/1.1", .refused(.badVersion)),
    .line("GET / ICY/1.1", .refused(.badVersion)),
    RequestCase("GET / HTTP/1.0\r\n\r\n", .whole(1)),
  ]

  static let fieldLines: [RequestCase] = [
    .field("X: y", .whole(1)),
    .field("X:y", .whole(1)),
    .field("X:", .whole(1)),
    .field("X: \t y \t ", .whole(1)),
    .field("X: a\tb", .whole(1)),
    .field("X: ș", .whole(1)),
    .field("X : y", .refused(.spaceBeforeColon)),
    .field("X\t: y", .refused(.spaceBeforeColon)),
    .field("X y: z", .refused(.spaceBeforeColon)),
    .field(" X: y", .refused(.obsoleteFold)),
    .field("X: y\r\n folded", .refused(.obsoleteFold)),
    .field("X: y\r\n\tfolded", .refused(.obsoleteFold)),
    .field("X: y\r\n ", .refused(.obsoleteFold)),
    RequestCase("GET / HTTP/1.1\r\n Host: a.example\r\n\r\n", .obsoleteFold),
    .field(": y", .refused(.badFieldName)),
    .field("no colon", .refused(.spaceBeforeColon)),
    .field("nocolon", .refused(.badFieldName)),
    .field("X@: y", .refused(.badFieldName)),
    .field("X(y): z", .refused(.badFieldName)),
    .field("Ș: y", .refused(.badFieldName)),
    .field("X\u{0}: y", .refused(.badFieldName)),
    .field("X: a\u{0}b", .refused(.badFieldValue)),
    .field("X: a\u{1}b", .refused(.badFieldValue)),
    .field("X: a\u{B}b", .refused(.badFieldValue)),
    .field("X: a\u{1B}[0m", .refused(.badFieldValue)),
    .field("X: a\u{7F}b", .refused(.badFieldValue)),
    .field("X: a\rb", .refused(.bareCarriageReturn)),
    .field("X: a\r\r\nY: b", .refused(.bareCarriageReturn)),
    .field("X: a\nContent-Length: 3", .refused(.bareLineFeed)),
    .field("\rX: y", .refused(.badFieldName)),
    .field("X\r: y", .refused(.badFieldName)),
    .field(#"X: "quoted, ; \" stays as it is""#, .whole(1)),
    .field((1...99).map { "X\($0): y" }.joined(separator: "\r\n"), .whole(1)),
    .field((1...100).map { "X\($0): y" }.joined(separator: "\r\n"), .refused(.tooManyFields)),
    .field("X: " + String(repeating: "y", count: 9_000), .whole(1)),
    .field("X: " + String(repeating: "y", count: 33_000), .refused(.headTooLarge)),
    .line("GET /" + String(repeating: "a", count: 8_000) + " HTTP/1.1", .whole(1)),
    .line("GET /" + String(repeating: "a", count: 8_300) + " HTTP/1.1", .refused(.requestLineTooLong)),
    RequestCase("GET /" + String(repeating: "a", count: 8_300), .requestLineTooLong),
  ]

  static let hosts: [RequestCase] = [
    RequestCase("GET / HTTP/1.1\r\n\r\n", .missingHost),
    RequestCase("GET / HTTP/1.1\r\nX: y\r\n\r\n", .missingHost),
    RequestCase("GET http://b.example/ HTTP/1.1\r\n\r\n", .missingHost),
    RequestCase("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", .repeatedHost),
    RequestCase("GET / HTTP/1.1\r\nHost: a\r\nhOST: b\r\n\r\n", .repeatedHost),
    RequestCase("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", .repeatedHost),
    .host("", .refused(.badHost)),
    .host("a.example:8080", .whole(1)),
    .host("a.example:", .whole(1)),
    .host("127.0.0.1:80", .whole(1)),
    .host("[2001:db8::1]:443", .whole(1)),
    .host("[v1.a:b]", .whole(1)),
    .host("xn--bcher-kva.example", .whole(1)),
    .host("a%20b", .whole(1)),
    .host("a%2", .refused(.badHost)),
    .host("a b", .refused(.badHost)),
    .host("a.example/path", .refused(.badHost)),
    .host("user@a.example", .refused(.badHost)),
    .host("http://a.example", .refused(.badHost)),
    .host("a.example:80:80", .refused(.badHost)),
    .host("a.example:x", .refused(.badHost)),
    .host("a.example:-1", .refused(.badHost)),
    .host("a.example:65536", .refused(.badHost)),
    .host(":80", .refused(.badHost)),
    .host("[::1", .refused(.badHost)),
    .host("[]", .refused(.badHost)),
    .host("[::g]", .refused(.badHost)),
    .host("::1", .refused(.badHost)),
    .host("a.example, b.example", .refused(.badHost)),
    .host("ș.example", .refused(.badHost)),
    .host("<b>", .refused(.badHost)),
  ]

  static let lengths: [RequestCase] = [
    .post("Content-Length: 5", "hello", .whole(1)),
    .post("Content-Length: 05", "hello", .whole(1)),
    .post("Content-Length: 0", "", .whole(1)),
    .post("content-LENGTH:5", "hello", .whole(1)),
    .post("Content-Length: 5", "hell", .unfinished),
    .post("X: y", "", .whole(1)),
    .post("Content-Length: +5", "hello", .refused(.badContentLength)),
    .post("Content-Length: -5", "hello", .refused(.badContentLength)),
    .post("Content-Length: 5 5", "hello", .refused(.badContentLength)),
    .post("Content-Length: 0x5", "hello", .refused(.badContentLength)),
    .post("Content-Length: 5.0", "hello", .refused(.badContentLength)),
    .post("Content-Length: 5e0", "hello", .refused(.badContentLength)),
    .post("Content-Length: five", "hello", .refused(.badContentLength)),
    .post("Content-Length: \"5\"", "hello", .refused(.badContentLength)),
    .post("Content-Length: ٥", "hello", .refused(.badContentLength)),
    .post("Content-Length:", "hello", .refused(.badContentLength)),
    .post("Content-Length: 5, 5", "hello", .refused(.badContentLength)),
    .post("Content-Length: 5,", "hello", .refused(.badContentLength)),
    .post("Content-Length: 5;", "hello", .refused(.badContentLength)),
    .post("Content-Length: 5\r\nContent-Length: 5", "hello", .refused(.repeatedContentLength)),
    .post("Content-Length: 5\r\nContent-Length: 6", "hello", .refused(.repeatedContentLength)),
    .post("Content-Length: 5\r\ncontent-length: 0", "hello", .refused(.repeatedContentLength)),
    .post("Content-Length : 5", "hello", .refused(.spaceBeforeColon)),
    .post("Content-Length: 1048577", "", .refused(.bodyTooLarge)),
    .post("Content-Length: 9223372036854775807", "", .refused(.bodyTooLarge)),
    .post("Content-Length: 9223372036854775808", "", .refused(.bodyTooLarge)),
    .post("Content-Length: 18446744073709551621", "hello", .refused(.bodyTooLarge)),
    .post("Content-Length: " + String(repeating: "9", count: 60), "", .refused(.bodyTooLarge)),
    RequestCase("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", .whole(1)),
    RequestCase("HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", .whole(1)),
    RequestCase("POST / HTTP/1.0\r\nContent-Length: 5\r\n\r\nhello", .whole(1)),
  ]

  static let codings: [RequestCase] = [
    .post("Transfer-Encoding: chunked", "5\r\nhello\r\n0\r\n\r\n", .whole(1)),
    .post("transfer-encoding: CHUNKED", "0\r\n\r\n", .whole(1)),
    .post("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n", .refused(.lengthAndTransferEncoding)),
    .post("Content-Length: 0\r\nTransfer-Encoding: chunked", "0\r\n\r\n", .refused(.lengthAndTransferEncoding)),
    .post("Content-Length: 5\r\nTransfer-Encoding: identity", "hello", .refused(.lengthAndTransferEncoding)),
    .post("Transfer-Encoding: gzip, chunked", "0\r\n\r\n", .refused(.unknownTransferCoding)),
    .post("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked", "0\r\n\r\n", .refused(.unknownTransferCoding)),
    .post("Transfer-Encoding: identity, chunked", "0\r\n\r\n", .refused(.unknownTransferCoding)),
    .post("Transfer-Encoding: gzip", "", .refused(.badTransferEncoding)),
    .post("Transfer-Encoding: identity", "", .refused(.badTransferEncoding)),
    .post("Transfer-Encoding: xchunked", "0\r\n\r\n", .refused(.badTransferEncoding)),
    .post("Transfer-Encoding: chunked, gzip", "0\r\n\r\n", .refused(.badTransferEncoding)),
    .post("Transfer-Encoding: chunked, chunked", "0\r\n\r\n", .refused(.badTransferEncoding)),
    .post("Transfer-Encoding: chunked, identity", "0\r\n\r\n", .refused(.badTransferEncoding)),
    .post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n", .refused(.badTransferEncoding)),
    .post("Transfer-Encoding: chunked\r\nTransfer-Encoding: x", "0\r\n\r\n", .refused(.badTransferEncoding)),
    .post("Transfer-Encoding: chunked;q=1", "0\r\n\r\n", .refused(.badTransferEncoding)),
    .post("Transfer-Encoding: \"chunked\"", "0\r\n\r\n", .refused(.badTransferEncoding)),
    .post("Transfer-Encoding: , chunked", "0\r\n\r\n", .refused(.badTransferEncoding)),
    .post("Transfer-Encoding: chunked,", "0\r\n\r\n", .refused(.badTransferEncoding)),
    .post("Transfer-Encoding:", "0\r\n\r\n", .refused(.badTransferEncoding)),
    .post("Transfer-Encoding: chunked chunked", "0\r\n\r\n", .refused(.badTransferEncoding)),
    .post("Transfer-Encoding: \u{B}chunked", "0\r\n\r\n", .refused(.badFieldValue)),
    .post("Transfer-Encoding : chunked", "0\r\n\r\n", .refused(.spaceBeforeColon)),
    .post("Transfer-Encoding\r\n : chunked", "0\r\n\r\n", .refused(.badFieldName)),
    .post("Transfer-Encoding:\r\n chunked", "0\r\n\r\n", .refused(.obsoleteFold)),
    .post("X: y\rTransfer-Encoding: chunked", "0\r\n\r\n", .refused(.bareCarriageReturn)),
    .post("Transfer_Encoding: chunked", "", .whole(1)),
    RequestCase("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", .transferEncodingInOldVersion),
    RequestCase(
      "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", .lengthAndTransferEncoding),
  ]

  static let chunks: [RequestCase] = [
    .chunked("0\r\n\r\n", .whole(1)),
    .chunked("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", .whole(1)),
    .chunked("a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n", .whole(1)),
    .chunked("000005\r\nhello\r\n000\r\n\r\n", .whole(1)),
    .chunked("5;a\r\nhello\r\n0;b=c\r\n\r\n", .whole(1)),
    .chunked("5 ; a = b ;c=\"d;\\\"e\" \t; f\r\nhello\r\n0\r\n\r\n", .whole(1)),
    .chunked("5;a=\"b\r\nhello\r\n0\r\n\r\n", .refused(.badChunkExtension)),
    .chunked("5;\r\nhello\r\n0\r\n\r\n", .refused(.badChunkExtension)),
    .chunked("5;=b\r\nhello\r\n0\r\n\r\n", .refused(.badChunkExtension)),
    .chunked("5;a=\r\nhello\r\n0\r\n\r\n", .refused(.badChunkExtension)),
    .chunked("5;a b\r\nhello\r\n0\r\n\r\n", .refused(.badChunkExtension)),
    .chunked("5;a\rb\r\nhello\r\n0\r\n\r\n", .refused(.badChunkExtension)),
    .chunked("5;a\u{0}\r\nhello\r\n0\r\n\r\n", .refused(.badChunkExtension)),
    .chunked("5;a=\"\u{1}\"\r\nhello\r\n0\r\n\r\n", .refused(.badChunkExtension)),
    .chunked("5;a\nhello\r\n0\r\n\r\n", .refused(.bareLineFeed)),
    .chunked("5,a\r\nhello\r\n0\r\n\r\n", .refused(.badChunkExtension)),
    .chunked("5 \r\nhello\r\n0\r\n\r\n", .refused(.badChunkExtension)),
    .chunked(" 5\r\nhello\r\n0\r\n\r\n", .refused(.badChunkSize)),
    .chunked("\r\nhello\r\n0\r\n\r\n", .refused(.badChunkSize)),
    .chunked("0x5\r\nhello\r\n0\r\n\r\n", .refused(.badChunkExtension)),
    .chunked("+5\r\nhello\r\n0\r\n\r\n", .refused(.badChunkSize)),
    .chunked("-5\r\nhello\r\n0\r\n\r\n", .refused(.badChunkSize)),
    .chunked("g\r\nhello\r\n0\r\n\r\n", .refused(.badChunkSize)),
    .chunked(";a\r\nhello\r\n0\r\n\r\n", .refused(.badChunkSize)),
    .chunked("5\nhello\r\n0\r\n\r\n", .refused(.bareLineFeed)),
    .chunked("5\rhello\r\n0\r\n\r\n", .refused(.badChunkExtension)),
    .chunked("5\r\nhello\n0\r\n\r\n", .refused(.badChunkEnd)),
    .chunked("5\r\nhello0\r\n\r\n", .refused(.badChunkEnd)),
    .chunked("4\r\nhello\r\n0\r\n\r\n", .refused(.badChunkEnd)),
    .chunked("6\r\nhello\r\n0\r\n\r\n", .refused(.badChunkEnd)),
    .chunked("100001\r\n", .refused(.bodyTooLarge)),
    .chunked("7FFFFFFFFFFFFFFF\r\n", .refused(.badChunkSize)),
    .chunked("FFFFFFFFFFFFFFFF\r\n", .refused(.badChunkSize)),
    .chunked("10000000000000005\r\nhello\r\n0\r\n\r\n", .refused(.badChunkSize)),
    .chunked("FFFFFFFFFFFFFFF\r\n", .refused(.bodyTooLarge)),
    .chunked("0000000000000000000005\r\nhello\r\n0\r\n\r\n", .refused(.badChunkSize)),
    .chunked("5;" + String(repeating: "a", count: 5_000) + "\r\nhello\r\n0\r\n\r\n", .refused(.chunkLineTooLong)),
    .chunked(
      String(repeating: "1;" + String(repeating: "a", count: 2_000) + "\r\nx\r\n", count: 9) + "0\r\n\r\n",
      .refused(.badChunkExtension)),
    .chunked("5\r\nhello\r\n", .unfinished),
    .chunked("5\r\nhello\r\n0\r\n", .unfinished),
  ]

  static let trailers: [RequestCase] = [
    .chunked("0\r\nX-Checksum: abc\r\n\r\n", .whole(1)),
    .chunked("0\r\nX: y\r\nZ: w\r\n\r\n", .whole(1)),
    .chunked("0\r\nContent-Length: 5\r\n\r\nhello", .refused(.badTrailer)),
    .chunked("0\r\ntransfer-encoding: chunked\r\n\r\n", .refused(.badTrailer)),
    .chunked("0\r\nHost: b.example\r\n\r\n", .refused(.badTrailer)),
    .chunked("0\r\nTrailer: X\r\n\r\n", .refused(.badTrailer)),
    .chunked("0\r\nAuthorization: Bearer x\r\n\r\n", .refused(.badTrailer)),
    .chunked("0\r\nCookie: a=b\r\n\r\n", .refused(.badTrailer)),
    .chunked("0\r\nContent-Type: text/html\r\n\r\n", .refused(.badTrailer)),
    .chunked("0\r\nX : y\r\n\r\n", .refused(.spaceBeforeColon)),
    .chunked("0\r\nX: y\r\n z\r\n\r\n", .refused(.obsoleteFold)),
    .chunked("0\r\nX: y\n\r\n", .refused(.bareLineFeed)),
    .chunked("0\r\nX: a\rb\r\n\r\n", .refused(.bareCarriageReturn)),
    .chunked("0\r\nGET / HTTP/1.1\r\n\r\n", .refused(.spaceBeforeColon)),
    .chunked("0\r\n" + String(repeating: "X: y\r\n", count: 101) + "\r\n", .refused(.tooManyFields)),
    .chunked(
      "0\r\n" + String(repeating: "X: " + String(repeating: "y", count: 900) + "\r\n", count: 40), .refused(.headTooLarge)),
  ]

  static let options: [RequestCase] = [
    .post("Expect: 100-continue\r\nContent-Length: 5", "hello", .whole(1)),
    .post("Expect: 100-Continue\r\nContent-Length: 5", "hello", .whole(1)),
    .field("Expect: something", .refused(.unknownExpectation)),
    .field("Expect: 100-continue, more", .refused(.unknownExpectation)),
    .field("Expect:", .refused(.unknownExpectation)),
    .field("Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings", .whole(1)),
    .field("Upgrade: websocket", .whole(1)),
    .field("Connection: ,, close ,", .whole(1)),
  ]

  /// What stands behind one request.
  static let streams: [RequestCase] = [
    RequestCase(String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 5), .whole(5)),
    RequestCase("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET / HTTP/1.1\r\nHost: a\r\n\r\n", .whole(2)),
    RequestCase("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .whole(2)),
    .chunked("3\r\nabc\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .whole(2)),
    RequestCase("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n", .spaceBeforeColon),
    RequestCase("GET / HTTP/1.1\r\nHost: a\r\n\r\n\u{0}", .badRequestLine),
    // A smuggled request behind a body is the next request, never part of the first.
    RequestCase("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\nGET /admin HTTP/1.1\r\nHost: a\r\n\r\n", .whole(2)),
  ]
}
