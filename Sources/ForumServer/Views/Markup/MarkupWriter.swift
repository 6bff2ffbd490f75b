/// Writes HTML, and the XML of feeds, into one growing buffer of UTF-8.
///
/// This is the only place where markup comes from. Names of elements and attributes are literals of the program (`StaticString`);
/// everything else goes through `text` or an attribute's value and is escaped there for the place it stands in; ready `Markup` was
/// itself written here. Called like a function, a writer writes one element:
/// ```swift
/// html("p", .class("help")) { html.text(sentence) }
/// ```
/// It is made, used and emptied by one task; it is not Sendable. What it writes goes through `MarkupBuffer`, a value, so that exclusive
/// access is checked once per tag and not once per character.
final class MarkupWriter {
  private var buffer: MarkupBuffer

  var bytes: [UInt8] { buffer.bytes }

  init(reserving capacity: Int = 16_384) { buffer = MarkupBuffer(reserving: capacity) }

  /// An element with content: `<name attributes>content</name>`.
  func callAsFunction(
    _ name: StaticString, extra: [Attribute] = [], _ attributes: Attribute..., content: () -> Void
  ) {
    buffer.open(name, extra.isEmpty ? attributes : attributes + extra)
    content()
    buffer.close(name)
  }

  /// An element whose content is a text.
  func callAsFunction(_ name: StaticString, _ attributes: Attribute..., text content: String) {
    buffer.element(name, attributes, text: content)
  }

  /// An element without content: `<input …>`, or `<link …/>` in XML.
  func void(_ name: StaticString, _ attributes: Attribute...) { buffer.open(name, attributes) }

  /// An element with nothing in it: `<textarea …></textarea>`, `<use …></use>`, and every empty element of XML.
  func empty(_ name: StaticString, _ attributes: Attribute...) {
    buffer.open(name, attributes)
    buffer.close(name)
  }

  /// Text between tags. `&`, `<` and `>` are escaped; characters that no document may hold become U+FFFD.
  func text(_ content: String) { buffer.text(content, quotes: false) }

  /// Text in UTF-8 from a C library.
  func text(utf8 content: UnsafeBufferPointer<UInt8>) { buffer.text(content) }

  /// A number between tags.
  func number(_ value: Int64) { buffer.number(value) }

  /// A piece that was written before.
  func markup(_ piece: Markup) { buffer.markup(piece) }

  /// Characters of the program itself: a doctype, a space, a middle dot.
  func literal(_ characters: StaticString) { buffer.literal(characters) }

  /// Opens an element that `close` will close; for renderers that walk a tree, elsewhere the closure closes it.
  func open(_ name: StaticString, _ attributes: [Attribute] = []) { buffer.open(name, attributes) }

  func close(_ name: StaticString) { buffer.close(name) }
}
