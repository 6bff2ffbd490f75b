extension LogCheck {
  /// What is wrong, and where.
  public struct Fault: Sendable, Equatable, CustomStringConvertible {
    public enum Kind: String, Sendable {
      /// A page of the file, or a row, cannot be read.
      case unreadable
      /// A position without an entry.
      case missingEntry = "missing-entry"
      /// The bytes are not an entry.
      case malformedEntry = "malformed-entry"
      /// The columns beside the entry say something else than it.
      case columnsDiffer = "columns-differ"
      /// The kept hash is not the entry's.
      case leafHash = "leaf-hash"
      /// A stream's versions do not follow one another.
      case streamVersion = "stream-version"
      /// The index of the streams has other rows than the log.
      case streamIndex = "stream-index"
      /// A content is not what was committed to.
      case commitment
      /// Who may read a content is not known.
      case audience
      /// A content is gone and no event erased it.
      case missingContent = "missing-content"
      /// A content that no entry speaks of.
      case strayContent = "stray-content"
      /// `log_head` does not fit the entries.
      case head
      /// The root is not the one known outside.
      case root
    }

    public let position: Position?
    public let kind: Kind
    public let text: String

    public var description: String { "\(position.map { "position \($0): " } ?? "")\(kind.rawValue): \(text)" }
  }

  /// What a check found.
  public struct Report: Sendable, Equatable {
    public var logID = ""
    public var size: Position = 0
    /// The Merkle root over all entries.
    public var root: [UInt8] = []
    public var contents = 0
    public var erased = 0
    /// The first `maximumFaults`, in the order they were met.
    public private(set) var faults: [Fault] = []
    public var isWhole: Bool { faults.isEmpty }
    /// Whether so much is wrong that looking on tells nothing more.
    var isFull: Bool { faults.count >= LogCheck.maximumFaults }

    mutating func add(_ position: Position?, _ kind: Fault.Kind, _ text: String) {
      add([Fault(position: position, kind: kind, text: text)])
    }

    mutating func add(_ more: [Fault]) { faults += more.prefix(LogCheck.maximumFaults - faults.count) }
  }

  /// A root published or noted outside this database, and the size of the log it is the root of.
  public struct KnownRoot: Sendable, Equatable {
    public let root: [UInt8]
    /// Nil: of the whole log as it is now.
    public let size: Position?

    public init(root: [UInt8], size: Position? = nil) {
      self.root = root
      self.size = size
    }
  }

  public static let maximumFaults = 1_000

  /// What an error says of the database itself; nil where only the way to it is at fault. A schema whose page is damaged
  /// shows in statements that the engine does not understand any more.
  static func damage(_ error: DatabaseError) -> String? {
    switch error {
    case .corrupt(let reason): reason
    case .other(_, let reason): reason
    case .diskFull, .busy, .unavailable, .constraint: nil
    }
  }
}
