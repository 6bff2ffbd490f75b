import ForumWire
import FuzzSupport
import Testing

/// Answers that were damaged, as a client meets them.
struct ResponseFuzzTests {
  @Test func `answers read the same however they are split`() throws {
    let tokens = [
      "\r\n", "\r\n\r\n", "\n", "\r", ":", " ", "\0", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 304 \r\n", "HTTP/1.1 101 \r\n",
      "Content-Length: 5\r\n", "Content-Length: 0\r\n", "Transfer-Encoding: chunked\r\n", "Connection: close\r\n", "hello",
      "0\r\n\r\n",
      "5;a=b\r\nhello\r\n", "F", "999",
    ]
    try Fuzzer("answers", tokens: tokens, rounds: 4_000).run { input, random in
      for method in ["GET", "HEAD"] {
        let whole = ResponseTranscript([input], method: method, closes: true, bodyLimit: 100)
        try holds(
          ResponseTranscript(random.split(input), method: method, closes: true, bodyLimit: 100) == whole,
          "in pieces it is read otherwise")
        try holds(
          ResponseTranscript(input.map { [$0] }, method: method, closes: true, bodyLimit: 100) == whole,
          "byte by byte it is read otherwise")
        try holds(whole.bodies.allSatisfy { $0.count <= 100 }, "a body passes its limit")
        try holds(method == "GET" || whole.bodies.allSatisfy(\.isEmpty), "an answer to HEAD has a body")
      }
    }
  }
}
