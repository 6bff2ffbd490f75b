/// A command line taken apart: which command, its words and its options.
struct ParsedArguments: Sendable, Equatable {
  /// The command's name; nil where none was given.
  var command: String?
  var operands: [String] = []
  /// Values by option name, in the order given; a flag has an empty one.
  var options: [String: [String]] = [:]

  func has(_ option: String) -> Bool { options[option] != nil }
  /// The last value given: a later option overrides an earlier one.
  func value(_ option: String) -> String? { options[option]?.last }

  /// A whole number within a range.
  func number(_ option: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = value(option) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw .badNumber(option: option, value: text, range: range)
    }
    return number
  }

  /// The identifier that an operand names: `42`, `#42` or an address that ends in it, such as `/threads/42` or `…#post-42`.
  func identifier(at index: Int, called name: String) throws(UsageError) -> Int64 {
    guard index < operands.count else { throw .missingOperand(name) }
    return try Self.identifier(operands[index], called: name)
  }

  static func identifier(_ text: String, called name: String) throws(UsageError) -> Int64 {
    var digits = Substring(text)
    if let fragment = text.firstRange(of: "#post-") {
      digits = text[fragment.upperBound...]
    } else if text.contains("/") {
      digits = text.split(separator: "/").last ?? ""
    } else if text.hasPrefix("#") {
      digits = digits.dropFirst()
    }
    guard let number = Int64(digits), number > 0 else { throw .badIdentifier(name: name, value: text) }
    return number
  }
}

/// What is wrong with a command line.
enum UsageError: Error, Equatable, Sendable {
  case noCommand
  case unknownCommand(String, similar: String?)
  case incompleteCommand(String, choices: [String])
  case unknownOption(String, similar: String?)
  case missingValue(option: String)
  case unexpectedValue(option: String)
  case missingOperand(String)
  case unexpectedOperand(String)
  case badNumber(option: String, value: String, range: ClosedRange<Int>)
  case badIdentifier(name: String, value: String)
  case badChoice(name: String, value: String, choices: [String])
  case badRoot(String)
  case missingOption(String)
  case conflict(String, String)

  var phrase: Phrase {
    switch self {
    case .noCommand: Phrase(ro: "Lipsește comanda.", en: "A command is missing.")
    case .unknownCommand(let word, let similar):
      Phrase(ro: "Nu există comanda „\(word)”.", en: "There is no command \"\(word)\".").suggesting(similar)
    case .incompleteCommand(let word, let choices):
      Phrase(
        ro: "„\(word)” mai cere un cuvânt: \(choices.joined(separator: ", ")).",
        en: "\"\(word)\" needs one more word: \(choices.joined(separator: ", ")).")
    case .unknownOption(let name, let similar):
      Phrase(ro: "Nu există opțiunea \(name) aici.", en: "There is no option \(name) here.").suggesting(similar)
    case .missingValue(let option): Phrase(ro: "Opțiunea \(option) cere o valoare.", en: "Option \(option) needs a value.")
    case .unexpectedValue(let option): Phrase(ro: "Opțiunea \(option) nu are valoare.", en: "Option \(option) takes no value.")
    case .missingOperand(let name): Phrase(ro: "Lipsește \(name).", en: "\(name) is missing.")
    case .unexpectedOperand(let word): Phrase(ro: "„\(word)” este în plus.", en: "\"\(word)\" is one word too many.")
    case .badNumber(let option, let value, let range):
      Phrase(
        ro: "\(option) trebuie să fie un număr între \(range.lowerBound) și \(range.upperBound), nu „\(value)”.",
        en: "\(option) must be a number from \(range.lowerBound) to \(range.upperBound), not \"\(value)\".")
    case .badIdentifier(let name, let value):
      Phrase(
        ro: "\(name) trebuie să fie un număr, ca 42, sau o adresă care se termină cu el, nu „\(value)”.",
        en: "\(name) must be a number such as 42, or an address that ends in it, not \"\(value)\".")
    case .badChoice(let name, let value, let choices):
      Phrase(
        ro: "\(name) nu poate fi „\(value)”; alegeți: \(choices.joined(separator: ", ")).",
        en: "\(name) cannot be \"\(value)\"; choose: \(choices.joined(separator: ", ")).")
    case .badRoot(let value):
      Phrase(
        ro: "--root trebuie să fie 43 de semne base64url, eventual după MĂRIME:, nu „\(value)”.",
        en: "--root must be 43 characters of base64url, perhaps after SIZE:, not \"\(value)\".")
    case .missingOption(let name): Phrase(ro: "Lipsește opțiunea \(name).", en: "Option \(name) is missing.")
    case .conflict(let one, let other):
      Phrase(ro: "\(one) și \(other) nu merg împreună.", en: "\(one) and \(other) do not go together.")
    }
  }
}

extension Phrase {
  fileprivate func suggesting(_ similar: String?) -> Phrase {
    guard let similar else { return self }
    return Phrase(ro: "\(ro) Poate „\(similar)”?", en: "\(en) Perhaps \"\(similar)\"?")
  }
}
