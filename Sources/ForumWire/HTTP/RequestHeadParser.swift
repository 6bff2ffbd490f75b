/// Understands the bytes of one whole request head, RFC 9112 §3 to §6.
///
/// ```
/// method SP request-target SP HTTP-version CRLF
/// *( field-name ":" OWS field-value OWS CRLF ) CRLF
/// ```
enum RequestHeadParser {
  /// `bytes` is a head with its empty line and nothing behind it.
  static func parse(_ bytes: [UInt8], limits: HTTPLimits) throws(ParseError) -> RequestHead {
    let span = bytes.span
    var index = 0
    while span[index].isToken { index += 1 }
    let method = 0..<index
    guard !method.isEmpty, span[index] == .space else { throw .badRequestLine }
    let targetStart = index + 1
    index = targetStart
    while isTarget(span[index]) { index += 1 }
    let target = targetStart..<index
    guard !target.isEmpty, span[index] == .space else { throw isLineEnd(span[index]) ? .badRequestLine : .badTarget }
    index += 1
    let minorVersion = try version(span, at: &index)

    let lines = try FieldLines.parse(span, from: index, limit: limits.fieldCount)
    let framing = try FramingFields(lines, in: span)
    if minorVersion == 0, framing.hasTransferEncoding { throw .transferEncodingInOldVersion }
    if let host = framing.host {
      guard Authority.isValid(span, host) else { throw .badHost }
    } else if minorVersion > 0 {
      throw .missingHost
    }

    let form = try TargetForm(span, target, isOptions: isOptions(span, method), isConnect: isConnect(span, method))
    var head = RequestHead(
      method: span.string(method), form: form, target: target, in: span, fields: HTTPFields(bytes: bytes, lines: lines))
    head.minorVersion = minorVersion
    head.bodyLength = framing.isChunked ? .chunked : framing.contentLength.flatMap { $0 == 0 ? nil : .length($0) } ?? .none
    head.keepAlive = !framing.saysClose && (minorVersion > 0 || framing.saysKeepAlive)
    head.expectsContinue = framing.expectsContinue && minorVersion > 0 && head.bodyLength != .none
    head.wantsWebSocket = framing.saysUpgrade && framing.offersWebSocket && minorVersion > 0 && head.method == "GET"
    return head
  }

  /// Bytes that may stand in a target. RFC 3986's, and those that browsers send unencoded by the WHATWG URL rules.
  private static func isTarget(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
      && byte != UInt8(ascii: "#")
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == .carriageReturn || byte == .lineFeed }
  private static func isOptions(_ span: Span<UInt8>, _ method: Range<Int>) -> Bool { span.equals("OPTIONS", in: method) }
  private static func isConnect(_ span: Span<UInt8>, _ method: Range<Int>) -> Bool { span.equals("CONNECT", in: method) }

  /// Reads `HTTP/1.x` and the line's end. A later HTTP/1 is answered as HTTP/1.1 (RFC 9110 §2.5).
  static func version(_ span: Span<UInt8>, at index: inout Int) throws(ParseError) -> Int {
    let end = index + 8
    guard end + 2 <= span.count, span.equals("HTTP/", in: index..<(index + 5)), span[index + 5].isDigit,
      span[index + 6] == UInt8(ascii: "."), span[index + 7].isDigit
    else { throw .badVersion }
    guard span[end] == .carriageReturn, span[end + 1] == .lineFeed else {
      throw span[end] == .space ? .badRequestLine : .badVersion
    }
    guard span[index + 5] == UInt8(ascii: "1") else { throw .unsupportedVersion }
    defer { index = end + 2 }
    return span[index + 7] == UInt8(ascii: "0") ? 0 : 1
  }
}

/// The four forms of a request target, RFC 9112 §3.2.
struct TargetForm {
  /// The path with its query, `*`, or for CONNECT the authority.
  var resource: Range<Int>
  /// The host and port an absolute target named.
  var authority: Range<Int>?
  /// An absolute target without a path: it means `/`, or `*` for OPTIONS.
  var isBare = false
  var isOptions: Bool

  init(_ span: Span<UInt8>, _ target: Range<Int>, isOptions: Bool, isConnect: Bool) throws(ParseError) {
    resource = target
    self.isOptions = isOptions
    let first = span[target.lowerBound]
    if isConnect {
      guard Authority.isValid(span, target, needsPort: true) else { throw .badTarget }
    } else if first == UInt8(ascii: "*"), target.count == 1 {
      if !isOptions { throw .badTarget }
    } else if first != UInt8(ascii: "/") {
      try readAbsolute(span, target)
    }
  }

  private mutating func readAbsolute(_ span: Span<UInt8>, _ target: Range<Int>) throws(ParseError) {
    let start = target.lowerBound
    let length =
      target.count > 7 && span.matches("http://", in: start..<(start + 7))
      ? 7 : target.count > 8 && span.matches("https://", in: start..<(start + 8)) ? 8 : 0
    if length == 0 { throw .badTarget }
    var end = start + length
    while end < target.upperBound, span[end] != UInt8(ascii: "/"), span[end] != UInt8(ascii: "?") { end += 1 }
    let authority = (start + length)..<end
    guard Authority.isValid(span, authority) else { throw .badTarget }
    self.authority = authority
    resource = end..<target.upperBound
    isBare = resource.isEmpty || span[end] == UInt8(ascii: "?")
  }
}

extension RequestHead {
  fileprivate init(method: String, form: TargetForm, target: Range<Int>, in span: Span<UInt8>, fields: HTTPFields) {
    let text = span.string(form.resource)
    self.init(method: method, target: text, fields: fields)
    if let authority = form.authority {
      self.target = span.string(target)
      if form.isBare { path = form.isOptions && query == nil ? "*" : "/" }
      self.fields.set("Host", span.string(authority))
    }
  }
}
