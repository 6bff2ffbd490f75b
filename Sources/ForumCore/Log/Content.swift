/// Who may read a content, decided at the time of reading.
public enum Audience: String, Sendable, CaseIterable {
  case `public`
  case participants
  case moderators
  case addressee
  case `self`
}

/// A text or other bytes that belong to an event but stand outside its entry, where they can be erased.
public struct NewContent: Sendable, Equatable {
  public let name: String
  public let audience: Audience
  public let bytes: [UInt8]

  public init(_ name: String, _ audience: Audience, bytes: [UInt8]) {
    self.name = name
    self.audience = audience
    self.bytes = bytes
  }

  public init(_ name: String, _ audience: Audience, text: String) {
    self.init(name, audience, bytes: Array(text.utf8))
  }

  public var text: String { String(decoding: bytes, as: UTF8.self) }
}
