/// The members of a JSON object in their order. A key stands once.
public struct JSONObject: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  public private(set) var members: [Member]

  /// A key and its value.
  public struct Member: Sendable, Equatable {
    public let key: String
    public var value: JSONValue
  }

  public init() { members = [] }

  /// Two members with one key are our own mistake.
  public init(_ pairs: [(String, JSONValue)]) {
    members = []
    members.reserveCapacity(pairs.count)
    for (key, value) in pairs {
      precondition(self[key] == nil, "the key \(key) stands twice")
      members.append(Member(key: key, value: value))
    }
  }

  /// Of members whose keys were found to differ.
  init(checked members: [Member]) { self.members = members }

  public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }

  public var isEmpty: Bool { members.isEmpty }

  /// Setting nil takes the member out; a new key comes last.
  public subscript(key: String) -> JSONValue? {
    get { members.first { $0.key == key }?.value }
    set {
      if let place = members.firstIndex(where: { $0.key == key }) {
        if let newValue { members[place].value = newValue } else { members.remove(at: place) }
      } else if let newValue {
        members.append(Member(key: key, value: newValue))
      }
    }
  }
}
