import Foundation

/// The title of a thread: one line, 1–200 Unicode scalars, NFC, no control characters and nothing hidden: it stands in lists, in
/// the browser's tabs and in feeds beside other people's words, which it must not turn around.
struct Title: Sendable, Equatable {
  let text: String

  init(_ typed: String) throws(Rejection) {
    text = typed.trimmed.precomposed
    if text.isEmpty { throw .titleEmpty }
    if text.isLonger(than: Limits.title) { throw .titleTooLong(limit: Limits.title) }
    if text.hasControls(allowingLines: false) || text.hasHidden { throw .controlCharacters(field: "title") }
  }
}

/// The body of a post: Markdown, 1–20,000 Unicode scalars. Lines end in LF, as typed otherwise. Marks of direction stay: who writes
/// in two scripts needs them, and the views set each body apart, so that they end where it does.
struct PostBody: Sendable, Equatable {
  let text: String

  init(_ typed: String) throws(Rejection) {
    try self.init(imported: typed)
    if text.isEmpty { throw .bodyEmpty }
  }

  /// A text brought in from elsewhere, which may be empty there: the act and its replies are kept all the same.
  init(imported typed: String) throws(Rejection) {
    text = typed.withLineFeeds.trimmed
    if text.isLonger(than: Limits.body) { throw .bodyTooLong(limit: Limits.body) }
    if text.hasControls(allowingLines: true) { throw .controlCharacters(field: "body") }
  }
}

/// The name under which a person or an organisation speaks: one line, NFC, nothing hidden, so that nobody can look like somebody
/// else.
struct DisplayName: Sendable, Equatable {
  let text: String

  init(_ typed: String, limit: Int = Limits.name) throws(Rejection) {
    text = typed.trimmed.precomposed
    if text.isEmpty { throw .nameEmpty }
    if text.isLonger(than: limit) { throw .nameTooLong(limit: limit) }
    if text.hasControls(allowingLines: false) || text.hasHidden { throw .controlCharacters(field: "name") }
  }
}

/// Why a moderator acted, for the person it concerns: 1–2,000 Unicode scalars.
struct Reason: Sendable, Equatable {
  let text: String

  init(_ typed: String) throws(Rejection) {
    text = typed.withLineFeeds.trimmed
    if text.isEmpty { throw .reasonEmpty }
    if text.isLonger(than: Limits.reason) { throw .reasonTooLong(limit: Limits.reason) }
    if text.hasControls(allowingLines: true) { throw .controlCharacters(field: "reason") }
  }
}

/// A mail address: as typed, and folded for finding it again. Only its form is checked; a mail would tell whether it is real.
public struct EmailAddress: Sendable, Equatable {
  public let text: String
  /// Lower-case: one account for one mailbox, as nearly all mail systems have it.
  public let folded: String

  public init(_ typed: String) throws(Rejection) {
    text = typed.trimmed
    folded = text.precomposed.lowercased()
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[0].utf8.count <= 64, parts[1].contains("."), !parts[1].hasPrefix("."),
      !parts[1].hasSuffix("."), !parts[1].contains(".."), text.utf8.count <= Limits.email,
      !text.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 0x20 || $0.value == 0x7F }),
      !text.contains(where: { "<>()[],;:\\\"".contains($0) }), !text.hasHidden
    else { throw .emailInvalid }
  }
}

/// The language of a text: a primary subtag of BCP 47 (ISO 639), such as `ro`, `en`, `rom`, `rmy`, `hu`.
struct LanguageCode: Sendable, Equatable {
  let text: String

  init(_ typed: String) throws(Rejection) {
    guard (2...3).contains(typed.utf8.count), typed.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
      throw .languageUnknown
    }
    text = typed
  }
}

/// The name of a space in addresses: lower-case letters, digits and hyphens, a letter first.
struct SpaceKey: Sendable, Equatable {
  let text: String

  init(_ typed: String) throws(Rejection) {
    let isProper = typed.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    guard isProper, (2...Limits.spaceKey).contains(typed.utf8.count), (0x61...0x7A).contains(typed.utf8.first!),
      !typed.hasSuffix("-")
    else { throw .spaceKeyInvalid }
    text = typed
  }
}

extension String {
  /// Without white space at either end.
  var trimmed: String {
    // Letters of ASCII at both ends are the usual case, and seen without decoding.
    if let first = utf8.first, let last = utf8.last, (0x21..<0x7F).contains(first), (0x21..<0x7F).contains(last) { return self }
    guard let first = unicodeScalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = unicodeScalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(unicodeScalars[first...last])
  }

  /// With LF at the ends of lines, where forms send CRLF (WHATWG HTML, 4.10.21.8).
  var withLineFeeds: String {
    let hasReturn = utf8.withContiguousStorageIfAvailable { $0.contains(0x0D) } ?? true
    return hasReturn ? replacingOccurrences(of: "\r\n", with: "\n") : self
  }

  /// Normalization form C: one spelling for what looks the same.
  var precomposed: String {
    utf8.allSatisfy { $0 < 0x80 } ? self : precomposedStringWithCanonicalMapping
  }

  /// Without what nobody sees and what turns the direction of the text beside it: format characters (among them the marks,
  /// embeddings, overrides and isolates of Unicode Annex 9), everything else that is displayed as nothing
  /// (Default_Ignorable_Code_Point), the blank Braille pattern, and line breaks by another name.
  /// Kept where scripts and emoji need them: variation selectors 15 and 16 behind an emoji; a joiner behind an emoji; a joiner or
  /// non-joiner behind a letter without case or a combining mark.
  var withoutHidden: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    var kept = UnicodeScalarView()
    for scalar in unicodeScalars where !scalar.isHidden || scalar.isNeeded(after: kept.last) { kept.append(scalar) }
    return String(kept)
  }

  var hasHidden: Bool { withoutHidden.unicodeScalars.count != unicodeScalars.count }

  /// Whether it has more Unicode scalars than so many.
  func isLonger(than limit: Int) -> Bool {
    // None takes less than a byte, so that most texts need not be counted.
    utf8.count > limit && unicodeScalars.count > limit
  }

  /// Control characters (Unicode category Cc), and characters that are none: U+FFFE, U+FFFF and their like. `allowingLines`
  /// lets line feeds and tabs pass.
  func hasControls(allowingLines: Bool) -> Bool {
    var text = self
    return text.withUTF8 { utf8 in
      var place = -1
      for byte in utf8 {
        place += 1
        // Most letters are past after this: whatever is of ASCII, and the beginnings of all scalars but U+0080 to U+00BF.
        if (0x20..<0x7F).contains(byte) || byte > 0xC2 { continue }
        switch byte {
        case 0x09, 0x0A: if !allowingLines { return true }
        case 0..<0x20, 0x7F: return true
        // U+0080 to U+009F.
        case 0xC2: if utf8[place + 1] < 0xA0 { return true }
        // The last byte of a scalar whose lower sixteen bits are FFFE or FFFF.
        case 0xBE, 0xBF:
          guard place >= 2, utf8[place - 1] == 0xBF else { continue }
          let isAtPlaneEnd = place >= 3 && utf8[place - 3] >= 0xF0 && utf8[place - 2] & 0x0F == 0x0F
          if utf8[place - 2] == 0xEF || isAtPlaneEnd { return true }
        default: continue
        }
      }
      return false
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isHidden: Bool {
    switch properties.generalCategory {
    case .format, .lineSeparator, .paragraphSeparator: true
    default: properties.isDefaultIgnorableCodePoint || self == "\u{2800}"
    }
  }

  /// Whether a hidden character does something that can be seen at this place.
  fileprivate func isNeeded(after previous: Unicode.Scalar?) -> Bool {
    guard let previous else { return false }
    switch value {
    case 0xFE0E, 0xFE0F: return previous.properties.isEmoji
    case 0x200C, 0x200D:
      switch previous.properties.generalCategory {
      case .otherLetter, .nonspacingMark, .spacingMark: return true
      default: return value == 0x200D && previous.properties.isEmoji && previous.value > 0x7F
      }
    default: return false
    }
  }
}
