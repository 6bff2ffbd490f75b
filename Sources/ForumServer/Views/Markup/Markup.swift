/// Bytes that are HTML (or XML) by construction: only `MarkupWriter` makes them, so whatever they hold was escaped when it was written.
struct Markup: Sendable, Equatable {
  let bytes: [UInt8]

  /// Only for `MarkupWriter`.
  fileprivate init(written bytes: [UInt8]) { self.bytes = bytes }

  /// The text of it, for JSON representations and tests.
  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Attributes as they stand in a tag, each with the space before it.
  static func attributes(_ attributes: [Attribute]) -> Markup {
    var buffer = MarkupBuffer(reserving: 2_048)
    for attribute in attributes { buffer.write(attribute) }
    return Markup(written: buffer.bytes)
  }

  /// Writes a piece apart from its page.
  static func written(reserving capacity: Int = 1_024, _ write: (MarkupWriter) -> Void) -> Markup {
    let writer = MarkupWriter(reserving: capacity)
    write(writer)
    return Markup(written: writer.bytes)
  }
}
