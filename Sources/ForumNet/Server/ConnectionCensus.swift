import Synchronization

/// Counts connections, in all and by address, for the limits. Shared by all loops.
final class ConnectionCensus: Sendable {
  private struct Counts {
    var all = 0
    var byNetwork: [PeerAddress: Int] = [:]
  }

  private let counts = Mutex(Counts())

  var count: Int { counts.withLock { $0.all } }

  /// Counts one more; false, and nothing counted, when a limit is reached.
  func add(_ peer: PeerAddress, options: ServerOptions) -> Bool {
    counts.withLock { counts in
      guard counts.all < options.maximumConnections else { return false }
      let network = peer.network
      let present = counts.byNetwork[network] ?? 0
      if let limit = options.connectionsPerAddress, present >= limit { return false }
      counts.all += 1
      counts.byNetwork[network] = present + 1
      return true
    }
  }

  func remove(_ peer: PeerAddress) {
    counts.withLock { counts in
      counts.all -= 1
      let network = peer.network
      let left = (counts.byNetwork[network] ?? 1) - 1
      counts.byNetwork[network] = left == 0 ? nil : left
    }
  }
}
