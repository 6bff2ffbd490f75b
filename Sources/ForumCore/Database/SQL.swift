/// The text of one statement, always a literal of the program: nothing a person typed can become SQL.
///
/// Parameters are `$1`, `$2`, …: the same number is the same value wherever it stands. Write types that both engines know
/// (`BIGINT`, `TEXT`, `CAST(x AS BIGINT)`); where the texts must differ, use `SQL(sqlite:postgres:)`.
public struct SQL: ExpressibleByStringLiteral, Sendable {
  let sqlite: Text
  let postgres: Text

  public init(stringLiteral text: StaticString) {
    sqlite = Text(text)
    postgres = sqlite
  }

  /// One meaning that the engines spell differently.
  public init(sqlite: StaticString, postgres: StaticString) {
    self.sqlite = Text(sqlite)
    self.postgres = Text(postgres)
  }

  /// The same of statements put together.
  init(onSQLite sqlite: SQL, onPostgres postgres: SQL) {
    self.sqlite = sqlite.sqlite
    self.postgres = postgres.postgres
  }

  private init(sqlite: Text, postgres: Text) {
    self.sqlite = sqlite
    self.postgres = postgres
  }

  /// A statement put together from literals, as where filters vary.
  public static func + (left: SQL, right: SQL) -> SQL {
    SQL(
      sqlite: Text(composed: left.sqlite.string + right.sqlite.string),
      postgres: Text(composed: left.postgres.string + right.postgres.string))
  }

  /// A statement about tables whose names the program lists (rebuilding, checking). Never give it what came from outside.
  init(naming text: String) {
    sqlite = Text(composed: text)
    postgres = sqlite
  }

  func text(for engine: Engine) -> Text { engine == .sqlite ? sqlite : postgres }

  /// A statement's text and the key of its prepared form: the address of the literal, so that finding it hashes one word.
  enum Text: Hashable, Sendable {
    case literal(address: UInt, count: Int)
    case composed(String)

    init(_ text: StaticString) {
      if text.hasPointerRepresentation {
        self = .literal(address: UInt(bitPattern: text.utf8Start), count: text.utf8CodeUnitCount)
      } else {
        self = .composed("\(text)")
      }
    }

    init(composed text: String) { self = .composed(text) }

    func hash(into hasher: inout Hasher) {
      switch self {
      case .literal(let address, _): hasher.combine(address)
      case .composed(let text): hasher.combine(text)
      }
    }

    var string: String {
      switch self {
      case .literal(let address, let count):
        // A StaticString lives as long as the program, so that its address stays good.
        String(decoding: UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count), as: UTF8.self)
      case .composed(let text): text
      }
    }
  }
}

/// The database engines. One suite of tests runs on both.
public enum Engine: String, Sendable, CaseIterable {
  case sqlite, postgres
}
