/// One stored event: the exact bytes, and what they say. The form is `EntryCodec`'s.
public struct Entry: Sendable, Equatable {
  public let position: Position
  public let at: Instant
  /// Its `id` is never nil.
  public let stream: Stream
  /// From 1 in its stream.
  public let version: Int
  /// The type's name with its version: `post.published.v1`.
  public let type: String
  public let by: Position?
  public let organisation: Position?
  public let data: JSONObject
  /// The contents' names and the commitments to them, in stored order.
  public let contents: [ContentCommitment]
  public let cause: Position?
  /// The exact bytes that are kept, hashed, published and exported.
  public let bytes: [UInt8]

  /// The position that began the entry's stream: the identifier of the thing it is about.
  public var streamID: Position { stream.id! }
}

/// A content's name and the commitment to its salted bytes.
public struct ContentCommitment: Sendable, Equatable {
  public let name: String
  /// SHA-256 of `sfat content v1\n`, the salt and the bytes.
  public let commitment: [UInt8]
}
