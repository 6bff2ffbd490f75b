public import ForumWire

/// What a server serves. The first two run on the loops and must not block; `respond` runs as a task on the worker pool.
public protocol Service: Sendable {
  /// Bytes the body of this request may have; more is answered 413 without being read. On the loop.
  func bodyLimit(for head: RequestHead) -> Int

  /// What a loop can answer alone and at once: static files, cached pages, sockets of guests. On the loop; nil hands the request to
  /// `respond`.
  func immediate(_ request: Request) -> Answer?

  /// The answer of a handler. A task on the worker pool; several of different connections run at once, one at a time per connection.
  func respond(to request: Request) async -> Answer

  /// Answers bytes that are not (acceptable) HTTP; the connection closes after it. The head is there where the fault came after it, in
  /// the body. On the loop.
  func response(to error: ParseError, of head: RequestHead?) -> Response

  /// Answers what a limit of the server turns away (503). `Retry-After` is added. Any thread; it must not block.
  func responseWhenOverloaded() -> Response
}

extension Service {
  public func immediate(_ request: Request) -> Answer? { nil }
  public func responseWhenOverloaded() -> Response {
    .text(503, "The server has too much to do at the moment. Please try again shortly.")
  }
}
