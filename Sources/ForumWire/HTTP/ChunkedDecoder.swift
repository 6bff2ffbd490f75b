/// A body in chunks, RFC 9112 §7.1, for requests and answers alike.
///
/// ```
/// chunk   = 1*HEXDIG *( BWS ";" BWS name [ BWS "=" BWS value ] ) CRLF data CRLF
/// body    = *chunk 1*"0" [ extensions ] CRLF trailers CRLF
/// ```
/// Trailers are checked and dropped: nothing here uses them, and merging them is how smuggling begins (RFC 9110 §6.5.1).
struct ChunkedDecoder: Sendable {
  enum Step {
    case needMore
    case body([UInt8])
    case end
  }

  private enum State: Sendable {
    case size
    case data(Int)
    case dataEnd
    case trailers
    case done
  }

  private var state = State.size
  private var received = 0
  private var extensionBytes = 0
  private var trailerBytes = 0
  private var trailerCount = 0

  /// Decodes as much as `input` holds; the data of all chunks it holds comes in one piece.
  mutating func next(from input: inout InputBuffer, bodyLimit: Int, limits: HTTPLimits) throws(ParseError) -> Step {
    var data: [UInt8] = []
    while true {
      switch state {
      case .size:
        guard let length = try input.line(limit: limits.chunkLine, tooLong: .chunkLineTooLong) else {
          return data.isEmpty ? .needMore : .body(data)
        }
        let line = input.take(length + 2)
        let size = try readSize(line, limits: limits)
        // Refused at the length, not at the payload.
        guard size <= bodyLimit - received else { throw .bodyTooLarge }
        received += size
        state = size == 0 ? .trailers : .data(size)
      case .data(let remaining):
        if input.isEmpty { return data.isEmpty ? .needMore : .body(data) }
        let count = min(remaining, input.count)
        input.move(count, to: &data)
        state = count == remaining ? .dataEnd : .data(remaining - count)
      case .dataEnd:
        guard input.count >= 2 else { return data.isEmpty ? .needMore : .body(data) }
        guard input[0] == .carriageReturn, input[1] == .lineFeed else { throw .badChunkEnd }
        input.consume(2)
        state = .size
      case .trailers:
        guard let length = try input.line(limit: limits.head, tooLong: .headTooLarge) else {
          return data.isEmpty ? .needMore : .body(data)
        }
        let line = input.take(length + 2)
        if length == 0 { state = .done } else { try readTrailer(line, limits: limits) }
      case .done:
        return data.isEmpty ? .end : .body(data)
      }
    }
  }

  private mutating func readSize(_ line: [UInt8], limits: HTTPLimits) throws(ParseError) -> Int {
    var index = 0
    var size = 0
    while let digit = line[index].hexValue {
      // Fifteen digits always fit; more are an attack or a mistake, leading zeros included.
      if index == 15 { throw .badChunkSize }
      size = size << 4 | digit
      index += 1
    }
    if index == 0 { throw .badChunkSize }
    let end = line.count - 2
    if index < end {
      extensionBytes += end - index
      guard extensionBytes <= limits.chunkExtensions else { throw .badChunkExtension }
      try ChunkExtensions.check(line.span, index..<end)
    }
    return size
  }

  private mutating func readTrailer(_ line: [UInt8], limits: HTTPLimits) throws(ParseError) {
    trailerBytes += line.count
    trailerCount += 1
    guard trailerBytes <= limits.head else { throw .headTooLarge }
    guard trailerCount <= limits.fieldCount else { throw .tooManyFields }
    var index = 0
    let field = try FieldLines.line(line.span, at: &index)
    let name = Int(field.name.lowerBound)..<Int(field.name.upperBound)
    if isForbidden(line.span, name) { throw .badTrailer }
  }

  /// Fields that frame, route, authenticate or describe the message cannot come after it (RFC 9110 §6.5.1).
  private func isForbidden(_ span: Span<UInt8>, _ name: Range<Int>) -> Bool {
    span.matches("transfer-encoding", in: name) || span.matches("content-length", in: name) || span.matches("host", in: name)
      || span.matches("trailer", in: name) || span.matches("connection", in: name) || span.matches("upgrade", in: name)
      || span.matches("te", in: name) || span.matches("expect", in: name) || span.matches("authorization", in: name)
      || span.matches("cookie", in: name) || span.matches("set-cookie", in: name) || span.matches("content-type", in: name)
      || span.matches("content-encoding", in: name) || span.matches("content-range", in: name)
  }
}
