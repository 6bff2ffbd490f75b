import ForumWire
import FuzzSupport
import Testing

/// Requests that were damaged: whatever the decoder takes is unambiguous, whatever way the bytes came.
struct RequestFuzzTests {
  private static let tokens = [
    "\r\n", "\r\n\r\n", "\n", "\r", " ", ":", "\t", "\0", "\u{7F}", "ș", "GET ", "POST / HTTP/1.1\r\nHost: a\r\n", " HTTP/1.1",
    " HTTP/1.0",
    "HTTP/2.0", "Host: a\r\n", "Content-Length: 5\r\n", "Content-Length: 0\r\n", "Transfer-Encoding: chunked\r\n",
    "chunked, chunked",
    "gzip, ", "Expect: 100-continue\r\n", "Connection: close\r\n", "Connection: upgrade\r\nUpgrade: websocket\r\n",
    "http://b.example", "*",
    "[::1]:80", "?", "%00", "%2F", "#", "5\r\nhello\r\n", "0\r\n\r\n", "FFFFFFFFFFFFFFF", "99999999999999999999", "+5",
    ";a=\"b\"", ",",
  ]
  /// Limits that small inputs reach.
  private static let small: HTTPLimits = {
    var limits = HTTPLimits()
    limits.requestLine = 48
    limits.head = 160
    limits.fieldCount = 4
    limits.chunkLine = 24
    limits.chunkExtensions = 32
    limits.leadingEmptyLines = 2
    limits.body = 64
    return limits
  }()

  @Test func `requests read the same however they are split, and hold nothing ambiguous`() throws {
    let seeds = RequestCorpus.all.map { bytes($0.text) }.filter { $0.count < 300 }
    try Fuzzer("requests", seeds: seeds, tokens: Self.tokens, rounds: 5_000).run { input, random in
      for limits in [HTTPLimits(), Self.small] {
        let whole = RequestTranscript([input], limits: limits)
        try holds(RequestTranscript(random.split(input), limits: limits) == whole, "in pieces it is read otherwise")
        try holds(RequestTranscript(input.map { [$0] }, limits: limits) == whole, "byte by byte it is read otherwise")
        for request in whole.requests { try Self.check(request, limits) }
      }
      try Self.checkMemory(input)
    }
  }

  @Test func `bodies in chunks come out as they went in, and damaged ones are read one way`() throws {
    let head = bytes("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
    try Fuzzer("chunks", tokens: Self.tokens + ["00000", "1;", "a\r\n", "\r\n0\r\n", "x: y\r\n", "\u{B}"], rounds: 4_000).run {
      input, random in
      let whole = RequestTranscript([head + input], bodyLimit: 200)
      try holds(RequestTranscript(random.split(head + input), bodyLimit: 200) == whole, "in pieces it is read otherwise")
      try holds(RequestTranscript((head + input).map { [$0] }, bodyLimit: 200) == whole, "byte by byte it is read otherwise")
      try holds(whole.requests.allSatisfy { $0.body.count <= 200 }, "a body passes its limit")
      // The input as a body, cut anyhow, is the input.
      var encoded = head
      for piece in random.split(input) {
        var chunk: [UInt8] = []
        ResponseEncoder.encodeChunk(piece, into: &chunk)
        // A size may have leading zeros and extensions, which mean nothing.
        let start = random.one(of: ["", "0", "00"])
        let end = chunk.firstIndex(of: UInt8(ascii: "\r")) ?? 0
        encoded +=
          bytes(start) + chunk[..<end] + bytes(random.one(of: ["", ";a", ";a=b", " ; a = \"b;\"", ";a;b=c"])) + chunk[end...]
      }
      encoded += bytes(random.one(of: ["0\r\n\r\n", "000;a\r\n\r\n", "0\r\nX: y\r\n\r\n"]))
      let seen = RequestTranscript(random.split(encoded))
      try holds(seen.error == nil && seen.requests.map(\.body) == [input], "what went in chunks came out otherwise")
    }
  }

  /// What smuggling needs is not in it (RFC 9112 §11), and written again it is the same request.
  private static func check(_ request: RequestTranscript.Request, _ limits: HTTPLimits) throws {
    try holds(request.target.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "a target with a control or a space")
    try holds(request.fields.map { $0 }.count <= limits.fieldCount, "too many fields")
    for (name, value) in request.fields {
      try holds(
        !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }, "a field named \(name)")
      try holds(value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 9 }, "a control in \(name)")
      try holds(![" ", "\t"].contains { value.hasPrefix($0) || value.hasSuffix($0) }, "white space around \(name)")
    }
    try holds(request.fields.all("Content-Length").count <= 1, "two lengths")
    try holds(!(request.fields.contains("Content-Length") && request.fields.contains("Transfer-Encoding")), "two framings")
    if request.minorVersion >= 1 { try holds(request.fields.all("Host").count == 1, "not one host") }
    if case .length(let count) = request.bodyLength, request.isComplete {
      try holds(request.body.count == count, "another length")
    }
    guard request.isComplete, request.minorVersion >= 1, request.method != "CONNECT" else { return }
    var fields = request.fields
    let isChunked = request.bodyLength == .chunked
    var again = RequestEncoder.head(
      method: request.method, target: request.path + (request.query.map { "?" + $0 } ?? ""), fields: fields,
      length: request.bodyLength)
    if isChunked, !request.body.isEmpty { ResponseEncoder.encodeChunk(request.body, into: &again) }
    again += isChunked ? ResponseEncoder.lastChunk : request.body
    let seen = RequestTranscript([again])
    try holds(seen.error == nil && seen.requests.count == 1, "written again it is refused")
    var readAgain = seen.requests[0].fields
    for name in ["Content-Length", "Transfer-Encoding"] {
      fields.remove(name)
      readAgain.remove(name)
    }
    try holds(
      seen.requests[0].path == request.path && seen.requests[0].query == request.query
        && seen.requests[0].method == request.method && seen.requests[0].body == request.body && readAgain == fields
        && seen.requests[0].keepAlive == request.keepAlive, "written again it is another request")
  }

  /// What is not understood yet is never more than a head may have.
  private static func checkMemory(_ input: [UInt8]) throws {
    var decoder = RequestDecoder(limits: small)
    for byte in input {
      decoder.append([byte])
      do throws(ParseError) {
        reading: while true { if case .needMore = try decoder.next() { break reading } }
      } catch {
        try holds(decoder.pending == 0, "bytes are kept after a fault")
        return
      }
      try holds(decoder.pending <= small.head + 2, "\(decoder.pending) bytes wait")
    }
  }
}
