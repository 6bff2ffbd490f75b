/// The client's side of HTTP/1.1 reading: answers, one after another, RFC 9112 §4 to §7.
///
/// Say with `expect` which method each answer is for, append what was read, call `next` until `needMore`, and `finish` when the
/// connection ended.
public struct ResponseDecoder: Sendable {
  public enum Step: Sendable {
    case needMore
    /// An interim answer (1xx but 101); the real one follows.
    case informational(ResponseHead)
    /// The answer begins. After 101 the connection speaks another protocol: `takePending`.
    case head(ResponseHead)
    case body([UInt8])
    case end
  }

  private enum State: Sendable {
    case head
    case none
    case length(Int)
    case chunks(ChunkedDecoder)
    case untilClose(received: Int)
    case failed(ParseError)
  }

  private let limits: HTTPLimits
  private var input = InputBuffer()
  private var scanner = HeadScanner()
  private var state = State.head
  private var method = "GET"
  /// Whether the connection can carry another request after this answer.
  public private(set) var keepAlive = true

  public init(limits: HTTPLimits = HTTPLimits()) { self.limits = limits }

  /// The next answer is for a request of this method: HEAD's has no body.
  public mutating func expect(_ method: String) { self.method = method }

  public mutating func append(_ bytes: UnsafeRawBufferPointer) { unsafe input.append(bytes) }
  public mutating func append(_ bytes: [UInt8]) { input.append(bytes) }
  public mutating func takePending() -> [UInt8] { input.take(input.count) }

  /// The next thing the bytes say. Once it threw, it throws the same for ever.
  public mutating func next(bodyLimit: Int? = nil) throws(ParseError) -> Step {
    do throws(ParseError) {
      return try step(bodyLimit ?? limits.body)
    } catch {
      state = .failed(error)
      _ = takePending()
      throw error
    }
  }

  /// The connection ended: an answer that only this could end is whole now, nothing under way is fine, the rest was cut short.
  public mutating func finish() throws(ParseError) -> Step {
    switch state {
    case .untilClose:
      state = .head
      return .end
    case .head where input.isEmpty: return .needMore
    case .failed(let error): throw error
    default:
      state = .failed(.truncated)
      throw .truncated
    }
  }

  private mutating func step(_ bodyLimit: Int) throws(ParseError) -> Step {
    switch state {
    case .head: return try readHead()
    case .none, .length(0):
      state = .head
      return .end
    case .length(let remaining):
      guard remaining <= bodyLimit else { throw .bodyTooLarge }
      let count = min(remaining, input.count)
      state = .length(remaining - count)
      return count == 0 ? .needMore : .body(input.take(count))
    case .chunks(var chunks):
      let step = try chunks.next(from: &input, bodyLimit: bodyLimit, limits: limits)
      state = .chunks(chunks)
      switch step {
      case .needMore: return .needMore
      case .body(let bytes): return .body(bytes)
      case .end:
        state = .head
        return .end
      }
    case .untilClose(let received):
      if input.isEmpty { return .needMore }
      guard input.count <= bodyLimit - received else { throw .bodyTooLarge }
      state = .untilClose(received: received + input.count)
      return .body(takePending())
    case .failed(let error): throw error
    }
  }

  private mutating func readHead() throws(ParseError) -> Step {
    guard let length = try scanner.headLength(in: &input, limits: limits) else { return .needMore }
    let bytes = input.take(length)
    let span = bytes.span
    let (status, minorVersion, fieldsStart) = try statusLine(span)
    let lines = try FieldLines.parse(span, from: fieldsStart, limit: limits.fieldCount)
    let framing = try FramingFields(lines, in: span)
    let head = ResponseHead(status: status, fields: HTTPFields(bytes: bytes, lines: lines))
    if status < 200, status != 101 { return .informational(head) }
    keepAlive = !framing.saysClose && (minorVersion > 0 || framing.saysKeepAlive)
    if status == 101 || !ResponseEncoder.sendsBody(status: status, method: method) {
      state = .none
    } else if framing.isChunked {
      state = .chunks(ChunkedDecoder())
    } else if let length = framing.contentLength {
      state = .length(length)
    } else {
      keepAlive = false
      state = .untilClose(received: 0)
    }
    return .head(head)
  }

  /// `HTTP-version SP 3DIGIT SP [ reason-phrase ] CRLF`; a missing last space is forgiven (RFC 9112 §4).
  private func statusLine(_ span: Span<UInt8>) throws(ParseError) -> (status: Int, minorVersion: Int, end: Int) {
    guard span.count > 14, span.equals("HTTP/1.", in: 0..<7), span[7].isDigit, span[8] == .space,
      span[9].isDigit, span[10].isDigit, span[11].isDigit, span[9] != UInt8(ascii: "0"),
      span[12] == .space || span[12] == .carriageReturn
    else { throw .badStatusLine }
    var end = span.firstControl(from: 12)
    while span[end] == .tab { end = span.firstControl(from: end + 1) }
    guard span[end] == .carriageReturn, span[end + 1] == .lineFeed else { throw .badStatusLine }
    let status = (9..<12).reduce(0) { $0 * 10 + Int(span[$1] - 0x30) }
    return (status, span[7] == UInt8(ascii: "0") ? 0 : 1, end + 2)
  }
}
