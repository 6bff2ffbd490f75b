import ForumCore

/// One attribute of an element. Its name is a literal of the program; its value is escaped when it is written.
///
/// There is none for `style` and none for event handlers: the content security policy forbids them, and so does this type.
struct Attribute {
  enum Value {
    case literal(StaticString)
    case text(String)
    /// A literal followed by a number: `post-57`.
    case number(StaticString, Int64)
    /// A name that goes on: for `data-text-KEY`.
    case keyed(String, String)
    /// Without a value: `hidden`.
    case present
    /// Attributes that were written before; the name is empty.
    case written(Markup)
    /// Not written at all.
    case absent
  }

  let name: StaticString
  let value: Value

  init(_ name: StaticString, _ value: Value) {
    self.name = name
    self.value = value
  }

  /// Any attribute with a literal of the program: `.of("type", "submit")`.
  static func of(_ name: StaticString, _ value: StaticString) -> Attribute { Attribute(name, .literal(value)) }
  /// Any attribute with a text; nil leaves it out. Addresses go through `href`, `action` and `src` instead.
  static func of(_ name: StaticString, text: String?) -> Attribute { Attribute(name, text.map { .text($0) } ?? .absent) }
  /// Any attribute with a number; nil leaves it out.
  static func of(_ name: StaticString, _ number: Int64?) -> Attribute {
    Attribute(name, number.map { .number("", $0) } ?? .absent)
  }
  /// An attribute that is there or not: `.flag("hidden")`, `.flag("open", if: isOpen)`.
  static func flag(_ name: StaticString, if condition: Bool = true) -> Attribute {
    Attribute(name, condition ? .present : .absent)
  }

  static func `class`(_ names: StaticString) -> Attribute { Attribute("class", .literal(names)) }
  static func id(_ name: StaticString) -> Attribute { Attribute("id", .literal(name)) }
  static func id(_ prefix: StaticString, _ number: Int64) -> Attribute { Attribute("id", .number(prefix, number)) }

  /// A link to a page of ours.
  static func href(_ route: Route) -> Attribute { Attribute("href", .text(route.path)) }
  /// A link to a page of ours with its query, as `Route.url` prints it, or an address from `WebAddress`.
  static func href(url: String) -> Attribute { Attribute("href", .text(url)) }
  /// A link within the page: `#post-57`.
  static func href(fragment prefix: StaticString, _ number: Int64) -> Attribute { Attribute("href", .number(prefix, number)) }
  /// A link within the page by name, with its `#`.
  static func href(fragment: StaticString) -> Attribute { Attribute("href", .literal(fragment)) }
  /// A text for the scripts, `data-text-KEY`; the key is one of the locale files', checked by `Texts.scriptTexts`.
  static func scriptText(_ key: String, _ text: String) -> Attribute { Attribute("data-text-", .keyed(key, text)) }
  /// Several attributes that were written once: `Markup.attributes`.
  static func written(_ attributes: Markup) -> Attribute { Attribute("", .written(attributes)) }
  /// Where a form is sent to.
  static func action(_ route: Route) -> Attribute { Attribute("action", .text(route.path)) }
}
