/// The version of a representation, RFC 9110 §8.8.3: `[ W/ ] DQUOTE *etagc DQUOTE`.
public struct EntityTag: Hashable, Sendable {
  /// What stands between the quotes.
  public var opaque: String
  /// Equal in meaning but perhaps not in bytes.
  public var isWeak: Bool

  /// A tag of our own; its characters must be visible ASCII without quotes.
  public init(_ opaque: String, isWeak: Bool = false) {
    precondition(
      opaque.utf8.allSatisfy { Self.isContent($0) && $0 < 0x80 }, "an entity tag holds visible characters without quotes")
    self.opaque = opaque
    self.isWeak = isWeak
  }

  /// As it stands in a field.
  public var field: String { (isWeak ? "W/\"" : "\"") + opaque + "\"" }

  /// Equal in every byte: what If-Match and Range want (§8.8.3.2).
  public func matchesStrongly(_ other: EntityTag) -> Bool { !isWeak && !other.isWeak && opaque == other.opaque }
  /// Equal in meaning: what If-None-Match wants.
  public func matchesWeakly(_ other: EntityTag) -> Bool { opaque == other.opaque }

  fileprivate init?(_ cursor: inout FieldCursor) {
    isWeak = cursor.next == UInt8(ascii: "W")
    if isWeak { guard cursor.skipExactly(UInt8(ascii: "W")), cursor.skipExactly(UInt8(ascii: "/")) else { return nil } }
    guard cursor.skipExactly(UInt8(ascii: "\"")) else { return nil }
    opaque = cursor.take(Self.isContent) ?? ""
    guard cursor.skipExactly(UInt8(ascii: "\"")) else { return nil }
  }

  private static func isContent(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != UInt8(ascii: "\"") && byte != 0x7F
  }
}

/// What If-Match or If-None-Match lists, RFC 9110 §13.1: `*` or tags.
public enum EntityTagCondition: Equatable, Sendable {
  case any
  case tags([EntityTag])

  /// Parses the value of the field; nil when it is not well formed, which a server may ignore or refuse.
  public init?(_ value: String) {
    var cursor = FieldCursor(value)
    cursor.skipBlanks()
    if cursor.skip(UInt8(ascii: "*")) {
      guard cursor.isAtEnd else { return nil }
      self = .any
      return
    }
    var tags: [EntityTag] = []
    repeat {
      cursor.skipBlanks()
      if cursor.isAtEnd || cursor.next == UInt8(ascii: ",") { continue }
      guard let tag = EntityTag(&cursor) else { return nil }
      tags.append(tag)
    } while cursor.skip(UInt8(ascii: ","))
    guard cursor.isAtEnd, !tags.isEmpty else { return nil }
    self = .tags(tags)
  }

  /// For If-None-Match: whether the client's copy is still good, so that 304 is the answer.
  public func matchesWeakly(_ tag: EntityTag) -> Bool {
    switch self {
    case .any: true
    case .tags(let tags): tags.contains { $0.matchesWeakly(tag) }
    }
  }

  /// For If-Match: whether what the client changes is what it saw, else 412.
  public func matchesStrongly(_ tag: EntityTag) -> Bool {
    switch self {
    case .any: true
    case .tags(let tags): tags.contains { $0.matchesStrongly(tag) }
    }
  }
}
