/// The rules of spaces.
enum SpaceRules {
  /// The fields of the first programme, in the order in which they are shown.
  static let builtIn = ["education", "health", "housing", "employment", "identity", "anti-discrimination"]

  /// Opens those of the built-in spaces that are not open yet.
  static func openBuiltIn(present: Set<String>) -> [NewEvent] {
    builtIn.filter { !present.contains($0) }.map { SpaceOpened(key: $0, name: nil).event() }
  }

  static func open(key: String, name: String, isTaken: Bool, by authority: ActingAuthority) throws(Rejection) -> [NewEvent] {
    try authority.require(.openSpace)
    let key = try SpaceKey(key)
    let name = try DisplayName(name)
    guard !isTaken && !builtIn.contains(key.text) else { throw .spaceKeyTaken }
    return [SpaceOpened(key: key.text, name: name.text).event()]
  }
}
