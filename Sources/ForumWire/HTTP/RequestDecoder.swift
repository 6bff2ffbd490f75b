/// The server's side of HTTP/1.1 reading: bytes go in as they come, heads and bodies come out (RFC 9112).
///
/// Append what was read, then call `next` until it says `needMore`. Bytes behind the end of a request are the next one
/// (pipelining, RFC 9112 §9.3.2): hold calling `next` while the answer is not ready. Once it threw, it throws the same for ever,
/// and the connection must close. It owns no memory between requests.
public struct RequestDecoder: Sendable {
  public enum Step: Sendable {
    /// Nothing more can be said before more bytes come.
    case needMore
    /// A request begins. Then come `body`, any number of times, and `end`.
    case head(RequestHead)
    /// A piece of the body, never empty.
    case body([UInt8])
    /// The request is whole.
    case end
  }

  private enum State: Sendable {
    case head
    case none
    case length(Int, isChecked: Bool)
    case chunks(ChunkedDecoder)
    case failed(ParseError)
  }

  private let limits: HTTPLimits
  private var input = InputBuffer()
  private var scanner = HeadScanner()
  private var emptyLines = 0
  private var state = State.head

  public init(limits: HTTPLimits = HTTPLimits()) { self.limits = limits }

  /// How many bytes wait to be understood.
  public var pending: Int { input.count }

  /// Whether it stands between two requests and nothing of the next one has come.
  public var isIdle: Bool { if case .head = state { input.isEmpty && emptyLines == 0 } else { false } }

  public mutating func append(_ bytes: UnsafeRawBufferPointer) { unsafe input.append(bytes) }
  public mutating func append(_ bytes: [UInt8]) { input.append(bytes) }

  /// The bytes not understood yet, taken out: after an upgrade they belong to the new protocol (RFC 9110 §7.8).
  public mutating func takePending() -> [UInt8] { input.take(input.count) }

  /// The next thing the bytes say. `bodyLimit` is asked at the first call after a head, before any of the body is kept:
  /// call it before answering `100 Continue`.
  public mutating func next(bodyLimit: Int? = nil) throws(ParseError) -> Step {
    do throws(ParseError) {
      return try step(bodyLimit ?? limits.body)
    } catch {
      state = .failed(error)
      _ = takePending()
      throw error
    }
  }

  private mutating func step(_ bodyLimit: Int) throws(ParseError) -> Step {
    switch state {
    case .head: return try readHead()
    case .none:
      state = .head
      return .end
    case .length(0, _):
      state = .head
      return .end
    case .length(let remaining, let isChecked):
      guard isChecked || remaining <= bodyLimit else { throw .bodyTooLarge }
      let count = min(remaining, input.count)
      state = .length(remaining - count, isChecked: true)
      return count == 0 ? .needMore : .body(input.take(count))
    case .chunks(var chunks):
      state = .none
      switch try chunks.next(from: &input, bodyLimit: bodyLimit, limits: limits) {
      case .needMore:
        state = .chunks(chunks)
        return .needMore
      case .body(let bytes):
        state = .chunks(chunks)
        return .body(bytes)
      case .end:
        state = .head
        return .end
      }
    case .failed(let error): throw error
    }
  }

  private mutating func readHead() throws(ParseError) -> Step {
    try skipEmptyLines()
    guard let length = try scanner.headLength(in: &input, limits: limits) else { return .needMore }
    emptyLines = 0
    let head = try RequestHeadParser.parse(input.take(length), limits: limits)
    state =
      switch head.bodyLength {
      case .none, .untilClose: .none
      case .length(let length): .length(length, isChecked: false)
      case .chunked: .chunks(ChunkedDecoder())
      }
    return .head(head)
  }

  /// Empty lines before a request line are ignored (RFC 9112 §2.2); what cannot begin a request is refused at its first byte.
  private mutating func skipEmptyLines() throws(ParseError) {
    while let first = input.first, !first.isToken {
      guard first == .carriageReturn else { throw first == .lineFeed ? .bareLineFeed : .badRequestLine }
      guard input.count > 1 else { return }
      guard input[1] == .lineFeed else { throw .bareCarriageReturn }
      guard emptyLines < limits.leadingEmptyLines else { throw .badRequestLine }
      emptyLines += 1
      input.consume(2)
    }
  }
}
