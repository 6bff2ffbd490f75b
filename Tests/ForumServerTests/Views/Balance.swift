/// Reads markup strictly, as the writer should have written it: every tag closed in order, every attribute quoted and named once.
enum Balance {
  struct Tag {
    var name: String
    var attributes: [(name: String, value: String)]
    var isEnd: Bool
  }

  private static let void: Set<String> = ["input", "br", "hr", "meta", "link"]

  /// What is wrong with it; nil when nothing is.
  static func problem(of html: String) -> String? {
    var open: [String] = []
    var ids: Set<String> = []
    for tag in tags(of: html) {
      if tag.name.isEmpty { return "a stray < or an unquoted attribute" }
      if tag.isEnd {
        guard open.popLast() == tag.name else { return "</\(tag.name)> closes nothing" }
        continue
      }
      var names: Set<String> = []
      for attribute in tag.attributes {
        if !names.insert(attribute.name).inserted { return "\(attribute.name) twice on \(tag.name)" }
        if attribute.name == "id", !ids.insert(attribute.value).inserted { return "id \(attribute.value) twice" }
      }
      // An option of a datalist has no end.
      if !void.contains(tag.name), !(tag.name == "option" && open.last == "datalist") { open.append(tag.name) }
    }
    return open.isEmpty ? nil : "never closed: \(open)"
  }

  /// Read scalar by scalar, as browsers do: a `>` with a combining mark behind it is one letter to Swift, and still ends a tag.
  static func tags(of html: String) -> [Tag] {
    var tags: [Tag] = []
    var rest = html.unicodeScalars[...]
    func isName(_ scalar: Unicode.Scalar) -> Bool {
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
    }
    if html.hasPrefix("<!DOCTYPE html>") { rest = rest.dropFirst(15) }
    while let start = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: start)...]
      let isEnd = rest.first == "/"
      if isEnd { rest = rest.dropFirst() }
      let name = rest.prefix(while: isName)
      rest = rest[name.endIndex...]
      var tag = Tag(name: String(name), attributes: [], isEnd: isEnd)
      while rest.first == " " {
        rest = rest.dropFirst()
        let attribute = rest.prefix { isName($0) || $0 == "-" || $0 == ":" }
        rest = rest[attribute.endIndex...]
        var value = rest.prefix(0)
        if rest.starts(with: "=\"".unicodeScalars) {
          rest = rest.dropFirst(2)
          value = rest.prefix { $0 != "\"" }
          rest = rest[value.endIndex...].dropFirst()
        }
        if attribute.isEmpty { tag.name = "" }
        tag.attributes.append((String(attribute), String(value)))
      }
      if rest.first != ">" { tag.name = "" }
      tags.append(tag)
    }
    return tags
  }
}
