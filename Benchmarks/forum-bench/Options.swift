import ForumCore

/// The command and its `--name value` pairs.
struct Options {
  let command: String
  private let values: [String: String]

  init(_ arguments: some Sequence<String>) throws {
    var arguments = Array(arguments)
    command = arguments.isEmpty ? "" : arguments.removeFirst()
    var values: [String: String] = [:]
    while !arguments.isEmpty {
      let name = arguments.removeFirst()
      guard name.hasPrefix("--"), !arguments.isEmpty else { throw OptionError("forum-bench: \(name) needs a value") }
      values[String(name.dropFirst(2))] = arguments.removeFirst()
    }
    self.values = values
  }

  func text(_ name: String) throws -> String {
    guard let value = values[name] else { throw OptionError("forum-bench: --\(name) is missing") }
    return value
  }

  /// A value that may be left out.
  func optional(_ name: String) -> String? { values[name] }

  /// `yes` or `no`; no where it is not said.
  func flag(_ name: String) throws -> Bool {
    switch values[name] {
    case nil, "no": return false
    case "yes": return true
    case let text?: throw OptionError("forum-bench: --\(name) is yes or no, not \(text)")
    }
  }

  func has(_ name: String) -> Bool { values[name] != nil }

  /// The forum's database: `--database postgres://…`, else the data folder.
  func location() throws -> DatabaseLocation {
    try values["database"].map(DatabaseLocation.postgres) ?? .folder(text("data"))
  }

  /// The ports of `--port N,N`.
  func ports() throws -> [Int] { try text("port").split(separator: ",").compactMap { Int($0) } }

  /// The processes of `--pid N,N`.
  func pids() throws -> [Int] { try text("pid").split(separator: ",").compactMap { Int($0) } }

  func number(_ name: String, _ otherwise: Int? = nil) throws -> Int {
    guard let text = values[name] else {
      guard let otherwise else { throw OptionError("forum-bench: --\(name) is missing") }
      return otherwise
    }
    guard let value = Int(text), value > 0 else { throw OptionError("forum-bench: --\(name) is not a number: \(text)") }
    return value
  }
}

/// The command line is not usable; the sentence says why.
struct OptionError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
