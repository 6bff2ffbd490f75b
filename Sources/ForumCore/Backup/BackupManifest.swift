/// What a backup says of itself, in its `backup.json`: enough to prove later that nothing of it was changed or lost.
public struct BackupManifest: Sendable, Equatable {
  /// The newest form of backups that this program reads.
  static let knownFormat: Int64 = 1

  /// When the copy began.
  public let made: Instant
  public let logID: String
  /// The last position of the log, and the Merkle root over all entries.
  public let position: Position
  public let root: [UInt8]
  /// The size of the database in bytes, and its SHA-256.
  public let bytes: Int64
  public let sha256: [UInt8]

  /// One line of JSON.
  var text: [UInt8] {
    let object: JSONValue = [
      "format": .integer(Self.knownFormat), "made": .string(made.description), "log": .string(logID),
      "position": .integer(position),
      "root": .string(Base64URL.encode(root)), "bytes": .integer(bytes), "sha256": .string(Base64URL.encode(sha256)),
    ]
    return object.bytes + [UInt8(ascii: "\n")]
  }

  init(made: Instant, logID: String, position: Position, root: [UInt8], bytes: Int64, sha256: [UInt8]) {
    self.made = made
    self.logID = logID
    self.position = position
    self.root = root
    self.bytes = bytes
    self.sha256 = sha256
  }

  init(_ text: [UInt8]) throws(BackupFault) {
    guard let value = try? JSONParser.parse(text), let format = value["format"]?.integer else { throw .manifestUnreadable }
    guard format <= Self.knownFormat else { throw .newerFormat(format) }
    guard let made = value["made"]?.string.flatMap({ Instant($0) }), let logID = value["log"]?.string,
      let position = value["position"]?.integer, let root = value["root"]?.string.flatMap(Base64URL.decode),
      let bytes = value["bytes"]?.integer, let sha256 = value["sha256"]?.string.flatMap(Base64URL.decode)
    else { throw .manifestUnreadable }
    self.init(made: made, logID: logID, position: position, root: root, bytes: bytes, sha256: sha256)
  }
}
