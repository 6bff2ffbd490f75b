/// How words look. Colour only repeats what a word or a mark says already.
struct Style: Sendable, Equatable {
  enum Ink: String, Sendable {
    case bold = "1"
    case dim = "2"
    case institution = "34"
    case ngo = "35"
    case community = "36"
    case live = "32"
    case warning = "33"
    case fault = "31"
  }

  /// Whether to colour.
  let colours: Bool
  /// Whether to say everything in words: no marks, no drawn lines.
  let plain: Bool

  static let bare = Style(colours: false, plain: false)

  func paint(_ text: String, _ inks: Ink...) -> String {
    guard colours, !text.isEmpty else { return text }
    return "\u{1B}[\(inks.map(\.rawValue).joined(separator: ";"))m\(text)\u{1B}[0m"
  }

  /// A drawn sign, or what stands for it in plain text.
  func sign(_ drawn: String, plain word: String = "") -> String { plain ? word : drawn }
}
