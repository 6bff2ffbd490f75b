/// What an event of one type says, typed. Encoding is only for new events; decoding reads every entry ever stored, whose
/// contents may have been erased since: a content that is gone is nil.
public protocol EventPayload: Sendable, Equatable {
  static var type: EventType { get }
  /// The entry's `data`: closed facts only.
  var data: JSONObject { get }
  var contents: [NewContent] { get }
  init(_ fields: EventFields) throws
}

extension EventPayload {
  /// Reads a stored entry with those of its contents that are still there.
  public init(_ entry: Entry, contents: [NewContent]) throws {
    try self.init(EventFields(type: Self.type, data: entry.data, contents: contents))
  }

  /// The event as the ledger takes it. `stream` nil begins a stream of the type's kind.
  func event(
    in stream: Position? = nil, by author: ParticipantID? = nil, as organisation: OrganisationID? = nil,
    cause: Position? = nil
  ) -> NewEvent {
    let form = Self.type.form
    precondition((author != nil) == (form.authorship == .open), "\(Self.type.rawValue): who acted is \(form.authorship)")
    return NewEvent(
      stream: Stream(form.stream!, stream), type: Self.type.rawValue, by: author?.rawValue, as: organisation?.rawValue,
      data: data, contents: contents, cause: cause)
  }
}

/// A stored entry does not have the form of its type: damage, or a type changed against the rules.
public struct EventFault: Error, Equatable, CustomStringConvertible {
  public let type: EventType
  public let member: String

  public var description: String { "an entry of the type \(type.rawValue) has no proper \(member)" }
}

/// The data and contents of a stored entry, read member by member.
public struct EventFields {
  let type: EventType
  let data: JSONObject
  let contents: [NewContent]

  func integerOrNil(_ key: String) throws -> Int64? {
    guard let value = data[key] else { return nil }
    guard let integer = value.integer else { throw EventFault(type: type, member: key) }
    return integer
  }

  func integer(_ key: String) throws -> Int64 {
    guard let integer = try integerOrNil(key) else { throw EventFault(type: type, member: key) }
    return integer
  }

  func id<ID: Identifier>(_ key: String) throws -> ID { ID(try integer(key)) }

  func idOrNil<ID: Identifier>(_ key: String) throws -> ID? { try integerOrNil(key).map { ID($0) } }

  func textOrNil(_ key: String) throws -> String? {
    guard let value = data[key] else { return nil }
    guard let text = value.string else { throw EventFault(type: type, member: key) }
    return text
  }

  func text(_ key: String) throws -> String {
    guard let text = try textOrNil(key) else { throw EventFault(type: type, member: key) }
    return text
  }

  /// A moment written as `at` is.
  func instantOrNil(_ key: String) throws -> Instant? {
    guard let text = try textOrNil(key) else { return nil }
    guard let instant = Instant(text) else { throw EventFault(type: type, member: key) }
    return instant
  }

  func word<Word: RawRepresentable>(_ key: String) throws -> Word where Word.RawValue == String {
    guard let word = Word(rawValue: try text(key)) else { throw EventFault(type: type, member: key) }
    return word
  }

  func wordOrNil<Word: RawRepresentable>(_ key: String) throws -> Word? where Word.RawValue == String {
    data[key] == nil ? nil : try word(key)
  }

  func flag(_ key: String) throws -> Bool {
    guard let value = data[key] else { return false }
    guard let flag = value.bool else { throw EventFault(type: type, member: key) }
    return flag
  }

  /// Nil when erased or never there.
  func content(_ name: String) -> String? { contents.first { $0.name == name }?.text }

  /// A content that is a JSON object; nil when erased or never there.
  func object(_ name: String) throws -> JSONValue? {
    guard let content = contents.first(where: { $0.name == name }) else { return nil }
    guard let value = try? JSONParser.parse(content.bytes), value.object != nil else {
      throw EventFault(type: type, member: name)
    }
    return value
  }

  /// Who acted, where that is a content: nil when erased, and when it was the program itself.
  var author: ParticipantID? { content("author").flatMap { Position($0) }.map { ParticipantID($0) } }
}

extension NewContent {
  /// The author of a confidential event: the participant's number, empty for the program itself.
  static func author(_ author: ParticipantID?, _ audience: Audience = .moderators) -> NewContent {
    NewContent("author", audience, text: author.map(\.description) ?? "")
  }
}

/// An object built from members some of which may be absent.
func members(_ pairs: (String, JSONValue?)...) -> JSONObject {
  JSONObject(pairs.compactMap { key, value in value.map { (key, $0) } })
}

extension JSONValue {
  static func id(_ id: some Identifier) -> JSONValue { .integer(id.rawValue) }
  static func word<Word: RawRepresentable>(_ word: Word) -> JSONValue where Word.RawValue == String { .string(word.rawValue) }
}
