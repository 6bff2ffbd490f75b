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
