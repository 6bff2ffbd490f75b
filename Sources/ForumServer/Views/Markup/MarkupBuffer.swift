/// The bytes of a document while they are written: what `MarkupWriter` says, as tags and escaped text in UTF-8.
struct MarkupBuffer {
  private(set) var bytes: [UInt8]

  init(reserving capacity: Int) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  mutating func element(_ name: StaticString, _ attributes: [Attribute], text content: String) {
    open(name, attributes)
    text(content, quotes: false)
    close(name)
  }

  mutating func open(_ name: StaticString, _ attributes: [Attribute]) {
    bytes.append(UInt8(ascii: "<"))
    literal(name)
    for attribute in attributes { write(attribute) }
    bytes.append(UInt8(ascii: ">"))
  }

  mutating func close(_ name: StaticString) {
    literal("</")
    literal(name)
    bytes.append(UInt8(ascii: ">"))
  }

  mutating func write(_ attribute: Attribute) {
    if case .absent = attribute.value { return }
    if case .written(let attributes) = attribute.value { return markup(attributes) }
    bytes.append(UInt8(ascii: " "))
    literal(attribute.name)
    if case .keyed(let key, _) = attribute.value { bytes.append(contentsOf: key.utf8) }
    if case .present = attribute.value { return }
    literal("=\"")
    switch attribute.value {
    case .literal(let value): literal(value)
    case .text(let value), .keyed(_, let value): text(value, quotes: true)
    case .number(let prefix, let value):
      literal(prefix)
      number(value)
    case .present, .absent, .written: break
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// `quotes` escapes `"` too, as inside an attribute.
  mutating func text(_ content: String, quotes: Bool) { Escaping.append(content, to: &bytes, quotes: quotes) }

  mutating func text(_ content: UnsafeBufferPointer<UInt8>) { Escaping.append(content, to: &bytes, quotes: false) }

  mutating func number(_ value: Int64) { Escaping.append(value, to: &bytes) }

  mutating func markup(_ piece: Markup) { bytes.append(contentsOf: piece.bytes) }

  mutating func literal(_ characters: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: characters.utf8Start, count: characters.utf8CodeUnitCount))
  }
}
