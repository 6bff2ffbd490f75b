/// A foreign format that can be brought in. One type for each; ``ImportKinds`` lists them.
public protocol ImportKind: Sendable {
  /// Its word on the command line, and the source of what is imported: `decide-madrid`.
  var name: String { get }
  /// The space that its threads go to unless another is chosen.
  var space: ImportSpace { get }
  /// Reads and checks a folder. Writes nothing.
  func read(folder: String, space: String) throws(ImportFailure) -> ImportMaterial
}

/// A space that an import opens where it is missing.
public struct ImportSpace: Sendable, Equatable {
  public let key: String
  public let name: String

  public init(key: String, name: String) {
    self.key = key
    self.name = name
  }
}

/// Every format there is.
public enum ImportKinds {
  public static let all: [any ImportKind] = [DecideMadrid()]

  public static func named(_ name: String) -> (any ImportKind)? { all.first { $0.name == name } }
}

/// What a folder holds, in the order in which it is brought in: participants, then threads and posts by their own time,
/// never a post before what it answers.
public struct ImportMaterial: Sendable, Equatable {
  /// One thing and the row it came from.
  public struct Piece: Sendable, Equatable {
    public var item: ImportItem
    public let row: SourceRow

    public init(_ item: ImportItem, _ row: SourceRow) {
      self.item = item
      self.row = row
    }
  }

  public var pieces: [Piece] = []
  public var faults: [ImportFault] = []
  public var shape = Shape()

  /// What stands in the files, whether or not it is here already: checked against what is known of the source.
  public struct Shape: Sendable, Equatable {
    public var participants = 0
    public var threads = 0
    /// Replies; a thread's first post is not counted.
    public var replies = 0
    /// Replies whose parent is missing.
    public var orphans = 0
    /// Replies without a text.
    public var empty = 0
    /// Votes counted on replies.
    public var votes = 0
    /// How many replies stand at each depth; those that answer the thread, orphans among them, are at 0.
    public var depths: [Int] = []

    public init() {}
  }
}
