/// One message of a locale file, cut once at its `{{slots}}`.
struct Message: Sendable, Equatable {
  enum Part: Sendable, Equatable {
    case literal(String)
    case slot(String)
  }

  let parts: [Part]

  /// Reads i18next's interpolation: `{{name}}`, spaces inside the braces allowed. Braces without a partner are text.
  init(_ source: String) {
    var parts: [Part] = []
    var rest = Substring(source)
    while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      if open.lowerBound > rest.startIndex { parts.append(.literal(String(rest[..<open.lowerBound]))) }
      parts.append(.slot(rest[open.upperBound..<close.lowerBound].split(separator: " ").joined()))
      rest = rest[close.upperBound...]
    }
    if !rest.isEmpty { parts.append(.literal(String(rest))) }
    self.parts = parts
  }

  /// The names of its slots, in order.
  var slots: [String] {
    parts.compactMap { if case .slot(let name) = $0 { name } else { nil } }
  }

  /// The message with its slots filled; a slot without a value stays empty.
  func filled(_ value: (String) -> String?) -> String {
    if parts.count == 1, case .literal(let text) = parts[0] { return text }
    return parts.reduce(into: "") { result, part in
      switch part {
      case .literal(let text): result += text
      case .slot(let name): result += value(name) ?? ""
      }
    }
  }
}

extension MarkupWriter {
  /// A message whose slots are markup: a name in bold, a link in the middle of a sentence.
  func message(_ message: Message, _ slot: (String) -> Void) {
    for part in message.parts {
      switch part {
      case .literal(let content): text(content)
      case .slot(let name): slot(name)
      }
    }
  }
}
