/// Takes a command line apart by the commands' specifications.
///
/// ```
/// line   = *(common option) command *(option / operand) ["--" *operand]
/// option = "--name" / "--name" value / "--name=value"
/// ```
/// Common options may stand before or after the command; a word that begins with one dash and is not alone is an error.
struct ArgumentParser: Sendable {
  let commands: [CommandSpec]

  func parse(_ words: [String]) throws(UsageError) -> ParsedArguments {
    var parsed = ParsedArguments()
    var spec: CommandSpec?
    var rest = words[...]
    var optionsEnded = false
    while let word = rest.popFirst() {
      if !optionsEnded, word == "--" {
        optionsEnded = true
      } else if !optionsEnded, word.hasPrefix("-"), word != "-" {
        try takeOption(word, &rest, spec, &parsed)
      } else if spec == nil {
        spec = try command(word, &rest)
        parsed.command = spec?.name
      } else {
        parsed.operands.append(word)
      }
    }
    if let spec, !parsed.has("--help") { try check(parsed, against: spec) }
    return parsed
  }

  func spec(_ name: String) -> CommandSpec? { commands.first { $0.name == name } }

  /// The second words of a two-word command, where the word begins one.
  func secondWords(of first: String) -> [String] {
    commands.compactMap { $0.words.count == 2 && $0.words[0] == first ? $0.words[1] : nil }
  }

  private func command(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) -> CommandSpec {
    if let spec = spec(word) { return spec }
    let seconds = secondWords(of: word)
    guard !seconds.isEmpty else {
      throw .unknownCommand(word, similar: Similar.nearest(to: word, among: commands.map { $0.words[0] }))
    }
    guard let second = rest.first, let spec = spec("\(word) \(second)") else {
      // `token --help` is answered with the pages of all its commands.
      throw .incompleteCommand(word, choices: seconds)
    }
    rest.removeFirst()
    return spec
  }

  private func takeOption(
    _ word: String, _ rest: inout ArraySlice<String>, _ spec: CommandSpec?, _ parsed: inout ParsedArguments
  ) throws(UsageError) {
    let name: String
    let inlineValue: String?
    if let equals = word.firstIndex(of: "=") {
      name = String(word[..<equals])
      inlineValue = String(word[word.index(after: equals)...])
    } else {
      name = word == "-h" ? "--help" : word
      inlineValue = nil
    }
    let known = (spec?.options ?? []) + OptionSpec.common
    guard let option = known.first(where: { $0.name == name }) else {
      throw .unknownOption(name, similar: Similar.nearest(to: name, among: known.map(\.name)))
    }
    guard option.value != nil else {
      if inlineValue != nil { throw .unexpectedValue(option: name) }
      parsed.options[name, default: []].append("")
      return
    }
    guard let value = inlineValue ?? rest.popFirst() else { throw .missingValue(option: name) }
    if !option.choices.isEmpty, !option.choices.contains(value) {
      throw .badChoice(name: name, value: value, choices: option.choices)
    }
    parsed.options[name, default: []].append(value)
  }

  private func check(_ parsed: ParsedArguments, against spec: CommandSpec) throws(UsageError) {
    for (index, operand) in spec.operands.enumerated() {
      guard index < parsed.operands.count else {
        if operand.isOptional { break }
        throw .missingOperand(operand.name)
      }
      let value = parsed.operands[index]
      if !operand.choices.isEmpty, !operand.choices.contains(value) {
        throw .badChoice(name: operand.name, value: value, choices: operand.choices)
      }
    }
    if parsed.operands.count > spec.operands.count, spec.operands.last?.repeats != true {
      throw .unexpectedOperand(parsed.operands[spec.operands.count])
    }
  }
}

/// Finds what somebody may have meant.
enum Similar {
  /// The candidate with the fewest letters added, dropped, changed or swapped, if they are few for its length.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    let best = candidates.map { ($0, distance(Array(word), Array($0))) }.min { $0.1 < $1.1 }
    guard let (candidate, distance) = best, distance <= max(1, word.count / 3) else { return nil }
    return candidate
  }

  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var previous: [Int] = []
    var row = Array(0...b.count)
    for i in a.indices {
      var next = [i + 1]
      for j in b.indices {
        var cost = min(row[j] + (a[i] == b[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, previous[j - 1] + 1) }
        next.append(cost)
      }
      previous = row
      row = next
    }
    return row[b.count]
  }
}
