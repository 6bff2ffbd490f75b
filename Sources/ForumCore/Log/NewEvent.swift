/// An event as a decision asks for it: the ledger gives it its position, time, version and commitments.
public struct NewEvent: Sendable, Equatable {
  public let stream: Stream
  /// The type's name with its version: `post.published.v1`.
  public let type: String
  /// The participant who acts, where authorship is open.
  public let by: Position?
  /// The organisation spoken for by mandate.
  public let organisation: Position?
  /// Closed facts only, never free text.
  public let data: JSONObject
  public let contents: [NewContent]
  /// The position that led to this event.
  public let cause: Position?

  public init(
    stream: Stream, type: String, by: Position? = nil, as organisation: Position? = nil, data: JSONObject = [:],
    contents: [NewContent] = [], cause: Position? = nil
  ) {
    self.stream = stream
    self.type = type
    self.by = by
    self.organisation = organisation
    self.data = data
    self.contents = contents
    self.cause = cause
  }
}
