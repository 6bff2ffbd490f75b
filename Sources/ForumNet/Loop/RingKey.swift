/// The name of a ring: one topic in one variant (audience, format, locale, transport: whatever makes the bytes differ).
public struct RingKey: Hashable, Sendable {
  public let topic: String
  public let variant: String

  public init(topic: String, variant: String) {
    self.topic = topic
    self.variant = variant
  }
}

/// Bytes for everyone in a ring, encoded once. Positions in a ring only grow; a frame without one (presence) has no place in the log
/// and is simply lost to whoever falls behind.
public struct RingFrame: Sendable {
  public let ring: RingKey
  public let position: Int64?
  public let bytes: SharedBytes

  public init(ring: RingKey, position: Int64?, bytes: SharedBytes) {
    self.ring = ring
    self.position = position
    self.bytes = bytes
  }
}
