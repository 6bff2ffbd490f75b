import ForumNet

/// A loop's live connections by their place on the loop: a row of an array each, and no hashing.
struct ConnectionTable {
  private var rows: ContiguousArray<LiveConnection?> = []

  subscript(id: ConnectionID) -> LiveConnection? {
    guard id.slot < rows.count, let connection = rows[Int(id.slot)], connection.id == id else { return nil }
    return connection
  }

  mutating func insert(_ connection: LiveConnection) {
    let slot = Int(connection.id.slot)
    while rows.count <= slot { rows.append(nil) }
    rows[slot] = connection
  }

  mutating func remove(_ id: ConnectionID) -> LiveConnection? {
    guard let connection = self[id] else { return nil }
    rows[Int(id.slot)] = nil
    return connection
  }

  /// Every connection there is.
  var all: some Sequence<LiveConnection> { rows.lazy.compactMap { $0 } }
}
