import ForumWire
import FuzzSupport
import Testing

/// The values of fields, forms and paths: what strangers write there traps nothing, and what is read is what it says.
struct FieldFuzzTests {
  @Test func `forms are read, written and read again as the same`() throws {
    try Fuzzer("forms", tokens: ["&", "=", "+", "%", "%00", "%C8", "%9B", "%2", "%%", "a=", "&&", "ș", ";"], rounds: 8_000).run {
      input, _ in
      guard let form = FormURLEncoded(decoding: input, maximumPairs: 20) else { return }
      try holds(form.pairs.count <= 20, "too many pairs")
      try holds(FormURLEncoded(decoding: form.encoded.utf8) == form, "written again it is another form")
      let text = String(decoding: input, as: UTF8.self)
      let path = PercentEncoding.normalized(path: text)
      try holds(path.utf8.count <= text.utf8.count, "a path grows")
      try holds(FormURLEncoded(query: "a=" + PercentEncoding.encode(text))?["a"] == text, "percent-encoding loses something")
    }
  }

  @Test func `values of fields trap nothing`() throws {
    let tokens = [
      ",", ";", "=", "\"", "\\", "*", "/", ";q=0.5", ";q=1.001", "W/", "\"a\"", "bytes=", "-", "9223372036854775807",
      "99999999999999999999",
      "Sun, 06 Nov 1994 08:49:37 GMT", " GMT", "00", "29 Feb", "1900", "9999", "permessage-deflate", "; client_max_window_bits",
      "=15",
      "sfat=", "ro", "en-US", "\t", "ș", "AAAA", "==", "_-",
    ]
    try Fuzzer("fields", tokens: tokens, rounds: 5_000, limit: 400).run { input, random in
      let value = String(decoding: input, as: UTF8.self)
      let accept = Accept(value)
      try holds(accept.ranges.allSatisfy { (0...1000).contains($0.quality) }, "a quality beyond 1")
      try holds(accept.best(of: ["text/html", "application/json"]).map { (0...1).contains($0) } ?? true, "an offer nobody made")
      _ = AcceptLanguage(value).best(of: ["ro", "en"])
      _ = MediaType(value)
      _ = WebSocket.FrameEncoder.text(value)
      try holds(Cookies(value).pairs.count <= Cookies.maximumCount, "too many cookies")
      let length = random.one(of: [0, 1, 10, .max])
      if case .part(let range) = ByteRange(value, length: length) {
        try holds(!range.isEmpty && range.lowerBound >= 0 && range.upperBound <= length, "a range of what is not there")
      }
      if case .tags(let tags)? = EntityTagCondition(value) {
        try holds(!tags.isEmpty && EntityTagCondition(tags.map(\.field).joined(separator: ", ")) == .tags(tags), "other tags")
      }
      for now in [0, 1_795_468_735, 250_000_000_000] as [Int64] {
        guard let seconds = HTTPDate.parse(value, now: now) else { continue }
        try holds(HTTPDate.parse(HTTPDate.format(seconds), now: now) == seconds, "a date that is another when written")
      }
      if let bytes = Base64.decode(value) { try holds(Base64.encode(bytes) == value, "base64 with two spellings") }
      if let bytes = Base64.decodeURL(value) { try holds(Base64.encodeURL(bytes) == value, "base64 with two spellings") }
      try holds(Base64.decode(Base64.encode(input)) == input, "base64 loses something")
      if let offers = ExtensionOffer.parse([value]), let (agreement, _) = PermessageDeflate.accept(offers) {
        try holds((9...15).contains(agreement.serverMaxWindowBits), "a window zlib cannot have")
        try holds((8...15).contains(agreement.clientMaxWindowBits), "a window nobody may have")
      }
    }
  }
}
