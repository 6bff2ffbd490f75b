/// What the fields that decide about a message's frame and connection say, read in one pass over the lines.
///
/// RFC 9112 §6 and §9; every ambiguity of length is an error.
struct FramingFields {
  var host: Range<Int>?
  var contentLength: Int?
  var isChunked = false
  var saysClose = false
  var saysKeepAlive = false
  var saysUpgrade = false
  var offersWebSocket = false
  var expectsContinue = false
  private var sawTransferEncoding = false
  private var sawUnknownCoding = false

  init(_ lines: [HTTPFields.Line], in span: Span<UInt8>) throws(ParseError) {
    for line in lines {
      let name = Int(line.name.lowerBound)..<Int(line.name.upperBound)
      let value = Int(line.value.lowerBound)..<Int(line.value.upperBound)
      switch name.count {
      case 4 where span.matches("host", in: name):
        if host != nil { throw .repeatedHost }
        host = value
      case 6 where span.matches("expect", in: name):
        guard span.matches("100-continue", in: value) else { throw .unknownExpectation }
        expectsContinue = true
      case 7 where span.matches("upgrade", in: name): readUpgrade(span, value)
      case 10 where span.matches("connection", in: name): readConnection(span, value)
      case 14 where span.matches("content-length", in: name):
        if contentLength != nil { throw .repeatedContentLength }
        contentLength = try Self.decimal(span, value)
      case 17 where span.matches("transfer-encoding", in: name): try readTransferEncoding(span, value)
      default: break
      }
    }
    guard sawTransferEncoding else { return }
    if contentLength != nil { throw .lengthAndTransferEncoding }
    // RFC 9112 §6.3: without chunked at the end the length is unknown: 400. With it, a coding we do not know is 501.
    if !isChunked { throw .badTransferEncoding }
    if sawUnknownCoding { throw .unknownTransferCoding }
  }

  /// Whether a Transfer-Encoding field was there at all: HTTP/1.0 may not have one.
  var hasTransferEncoding: Bool { sawTransferEncoding }

  /// 1*DIGIT and nothing else. A number too large for `Int` is read as `Int.max`, which no limit allows, and ends as 413 like every
  /// other body that is too large: RFC 9110 §8.6 sets no upper bound and asks recipients to be ready for large numerals, so that
  /// the value is valid; the 400 of RFC 9112 §6.3 is for those that are not. Either way the connection closes.
  private static func decimal(_ span: Span<UInt8>, _ range: Range<Int>) throws(ParseError) -> Int {
    if range.isEmpty { throw .badContentLength }
    var number = 0
    for index in range {
      guard span[index].isDigit else { throw .badContentLength }
      let (tens, overflowed) = number.multipliedReportingOverflow(by: 10)
      let (sum, carried) = tens.addingReportingOverflow(Int(span[index] - 0x30))
      number = overflowed || carried ? .max : sum
    }
    return number
  }

  private mutating func readTransferEncoding(_ span: Span<UInt8>, _ value: Range<Int>) throws(ParseError) {
    sawTransferEncoding = true
    var elements = ListElements(value)
    while let coding = elements.next(in: span) {
      // Nothing may follow chunked, not even chunked; an empty or ill-formed element hides something.
      if isChunked || coding.isEmpty { throw .badTransferEncoding }
      for index in coding where !span[index].isToken { throw .badTransferEncoding }
      if span.matches("chunked", in: coding) { isChunked = true } else { sawUnknownCoding = true }
    }
  }

  private mutating func readConnection(_ span: Span<UInt8>, _ value: Range<Int>) {
    var elements = ListElements(value)
    while let option = elements.next(in: span) {
      if span.matches("close", in: option) {
        saysClose = true
      } else if span.matches("keep-alive", in: option) {
        saysKeepAlive = true
      } else if span.matches("upgrade", in: option) {
        saysUpgrade = true
      }
    }
  }

  private mutating func readUpgrade(_ span: Span<UInt8>, _ value: Range<Int>) {
    var elements = ListElements(value)
    while let name = elements.next(in: span) {
      if span.matches("websocket", in: name) { offersWebSocket = true }
    }
  }
}
