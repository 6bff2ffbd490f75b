import ForumCore

/// Reads the members of a JSON object that the server sent, and says which one is not as it should be.
struct AnswerReader {
  let object: JSONObject
  private let path: String

  init(_ value: JSONValue?, at path: String = "") throws(Failure) {
    guard case .object(let object)? = value else { throw Self.failure(path.isEmpty ? "{}" : path) }
    self.object = object
    self.path = path
  }

  func integer(_ key: String) throws(Failure) -> Int64 {
    guard let value = object[key]?.integer else { throw Self.failure(path + key) }
    return value
  }

  func count(_ key: String) -> Int { object[key]?.integer.map { Int($0) } ?? 0 }

  func string(_ key: String) throws(Failure) -> String {
    guard let value = object[key]?.string else { throw Self.failure(path + key) }
    return value
  }

  func optional(_ key: String) -> String? { object[key]?.string }

  func flag(_ key: String) -> Bool { object[key]?.bool ?? false }

  func instant(_ key: String) throws(Failure) -> Instant {
    guard let value = Instant(try string(key)) else { throw Self.failure(path + key) }
    return value
  }

  func reader(_ key: String) throws(Failure) -> AnswerReader { try AnswerReader(object[key], at: path + key + ".") }

  func array(_ key: String) throws(Failure) -> [JSONValue] {
    guard let value = object[key]?.array else { throw Self.failure(path + key) }
    return value
  }

  private static func failure(_ what: String) -> Failure {
    Failure(
      .data,
      Phrase(
        ro: "Răspunsul serverului nu poate fi înțeles (\(what)).", en: "The server's answer cannot be understood (\(what))."),
      next: Phrase(
        ro: "Este acolo un forum Sfat de aceeași versiune? Verificați --server.",
        en: "Is that a Sfat forum of the same version? Check --server."))
  }
}
