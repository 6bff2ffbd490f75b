/// Writes HTML, and the XML of feeds, into one growing buffer of UTF-8.
///
/// This is the only place where markup comes from. Names of elements and attributes are literals of the program (`StaticString`);
/// everything else goes through `text` or an attribute's value and is escaped there for the place it stands in; ready `Markup` was
/// itself written here. Called like a function, a writer writes one element:
/// ```swift
/// html("p", .class("help")) { html.text(sentence) }
/// ```
/// It is made, used and emptied by one task; it is not Sendable.
final class MarkupWriter {
  private(set) var bytes: [UInt8]

  init(reserving capacity: Int = 16_384) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// An element with content: `<name attributes>content</name>`.
  func callAsFunction(
    _ name: StaticString, extra: [Attribute] = [], _ attributes: Attribute..., content: () -> Void
  ) {
    open(name, extra.isEmpty ? attributes : attributes + extra)
    content()
    close(name)
  }

  /// An element whose content is a text.
  func callAsFunction(_ name: StaticString, _ attributes: Attribute..., text content: String) {
    open(name, attributes)
    text(content)
    close(name)
  }

  /// An element without content: `<input …>`, or `<link …/>` in XML.
  func void(_ name: StaticString, _ attributes: Attribute...) { open(name, attributes) }

  /// An element with nothing in it: `<textarea …></textarea>`, `<use …></use>`, and every empty element of XML.
  func empty(_ name: StaticString, _ attributes: Attribute...) {
    open(name, attributes)
    close(name)
  }

  /// Text between tags. `&`, `<` and `>` are escaped; characters that no document may hold become U+FFFD.
  func text(_ content: String) { Escaping.append(content, to: &bytes, quotes: false) }

  /// Text in UTF-8 from a C library.
  func text(utf8 content: UnsafeBufferPointer<UInt8>) { Escaping.append(content, to: &bytes, quotes: false) }

  /// A number between tags.
  func number(_ value: Int64) { Escaping.append(value, to: &bytes) }

  /// A piece that was written before.
  func markup(_ piece: Markup) { bytes.append(contentsOf: piece.bytes) }

  /// Characters of the program itself: a doctype, a space, a middle dot.
  func literal(_ characters: StaticString) { append(characters) }

  /// Opens an element that `close` will close; for renderers that walk a tree, elsewhere the closure closes it.
  func open(_ name: StaticString, _ attributes: [Attribute] = []) {
    bytes.append(UInt8(ascii: "<"))
    append(name)
    for attribute in attributes { write(attribute) }
    bytes.append(UInt8(ascii: ">"))
  }

  func close(_ name: StaticString) {
    bytes.append(UInt8(ascii: "<"))
    bytes.append(UInt8(ascii: "/"))
    append(name)
    bytes.append(UInt8(ascii: ">"))
  }

  private func write(_ attribute: Attribute) {
    if case .absent = attribute.value { return }
    bytes.append(UInt8(ascii: " "))
    append(attribute.name)
    if case .keyed(let key, _) = attribute.value { bytes.append(contentsOf: key.utf8) }
    if case .present = attribute.value { return }
    bytes.append(UInt8(ascii: "="))
    bytes.append(UInt8(ascii: "\""))
    switch attribute.value {
    case .literal(let value): append(value)
    case .text(let value), .keyed(_, let value): Escaping.append(value, to: &bytes, quotes: true)
    case .number(let prefix, let value):
      append(prefix)
      Escaping.append(value, to: &bytes)
    case .present, .absent: break
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private func append(_ characters: StaticString) {
    characters.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }
}
