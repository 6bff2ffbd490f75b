import Foundation

/// The forum: everything that the server and the command line use. Reads go to pooled connections, one transaction each;
/// commands go to the one ledger.
public final class Forum: Sendable {
  public let location: DatabaseLocation
  private let ledger: Ledger
  private let readers: ReaderPool
  private let replicas: ReplicaReaders
  /// The log's random id, as it was at the start: a restored log is another, which no replica has then.
  private let logID: String
  /// To the other processes on a PostgreSQL database.
  private let nodes: NodeLink?
  private let nodeObservers: NodeObservers
  /// Attempts counted for all nodes; nil on SQLite, where one process has the data folder and counts by itself.
  public let attempts: SharedAttempts?

  private init(location: DatabaseLocation, ledger: Ledger, readers: ReaderPool, replicas: ReplicaReaders) throws {
    self.location = location
    self.ledger = ledger
    self.readers = readers
    self.replicas = replicas
    logID = try readers.read { try $0.logID }
    let observers = NodeObservers()
    nodeObservers = observers
    guard case .postgres(let url) = location else {
      nodes = nil
      attempts = nil
      return
    }
    attempts = SharedAttempts(location: location)
    nodes = try NodeLink(
      url: url, heard: NodeLink.Heard(head: { ledger.heard(of: $0) }, message: { observers.tell($0, $1) }))
  }

  /// Opens or makes the database: migrates, loads the territories, opens the built-in spaces, starts the ledger. Several
  /// processes may have one folder open.
  ///
  /// `readers` is how many read transactions may run at once; more wait. `clock` tells the time that entries carry: the wall's,
  /// but for the demo, which tells of the weeks before. `replicas` are streaming replicas of a PostgreSQL database that may be read
  /// from. `migrating` gets the name of each migration of an older forum before it runs.
  public static func open(
    _ location: DatabaseLocation, assets: AssetLocation, readers: Int = 4, replicas: [DatabaseLocation] = [],
    clock: @escaping Ledger.WallClock = { Instant.now },
    migrating: (String) -> Void = { _ in }
  ) async throws -> Forum {
    if case .folder(let folder) = location {
      // Others on the machine have no business in it.
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    try Migrator.migrate(location, from: assets, announce: migrating)
    let ledger = try Ledger(location: location, projector: ReadModel(), clock: clock)
    let forum: Forum
    do {
      forum = try Forum(
        location: location, ledger: ledger, readers: ReaderPool(location: location, count: readers),
        replicas: ReplicaReaders(replicas, count: readers))
    } catch {
      ledger.close()
      throw error
    }
    do {
      try await forum.found(assets)
    } catch {
      await forum.close()
      throw error
    }
    return forum
  }

  /// What a database must have before it serves: the places, the spaces, the keys.
  private func found(_ assets: AssetLocation) async throws {
    let path = TerritoryFile.path(in: assets)
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw AssetFault(path: path, reason: "the file is missing")
    }
    let checksum = TerritoryFile.checksum(of: Array(bytes))
    let loaded = try read { reader in try TerritoryFile.loaded(in: reader.database) }
    if loaded != checksum {
      _ = try await ledger.execute(LoadTerritories(file: TerritoryFile(bytes: Array(bytes), path: path)))
    }
    let terms = try TermsFile.read(from: assets)
    _ = try await ledger.execute(Founding(terms: terms, secrets: SecretName.allCases.map { ($0, RandomBytes.make(32)) }))
  }

  /// Runs queries in one read transaction, on this thread. Waits where all connections are taken; never call it inside itself.
  ///
  /// It may see what was committed a moment ago and is being flushed. Nothing of that may leave the process before `durable` returns:
  /// after a power failure it might not have been, and its positions be used again.
  public func read<T>(_ body: (Reader) throws -> T) throws -> T { try readers.read(body) }

  /// The same in a transaction that sees the log up to `position` at least: on a replica that has come so far, else where the log is
  /// written. What is no event (accounts, read marks) may be older there by as much as the replica is behind.
  public func read<T>(from position: Position, _ body: (Reader) throws -> T) throws -> T {
    try replicas.read(log: logID, from: position, body) ?? readers.read(body)
  }

  /// Whether there are replicas to read from.
  public var hasReplicas: Bool { !replicas.isEmpty }

  /// Transactions that replicas served, and those that could have been theirs and were done where the log is written.
  public var replicaReads: (served: Int64, passed: Int64) { replicas.counts }

  /// Returns once all that reads have seen until now is durable, or has turned out not to become so: then readers are told what stands.
  public func durable() async {
    if ledger.isDurable { return }
    await withCheckedContinuation { continuation in ledger.whenDurable { continuation.resume() } }
  }

  /// The same up to a position that a read has seen, for threads that may wait.
  public func waitUntilDurable(upTo position: Position) {
    let isDurable = DispatchSemaphore(value: 0)
    ledger.whenDurable(upTo: position) { isDurable.signal() }
    isDurable.wait()
  }

  /// Decides a command, writes it and answers once it is on disk. With a `key` a repetition by the same person answers the
  /// same; with another command it fails with `.idempotencyMismatch`. A visitor's key is not remembered: nobody owns it.
  @discardableResult
  public func execute(
    _ command: Command, by actor: Actor, key: String? = nil
  ) async throws(CommandFailure) -> Receipt {
    var id = CommandID.once
    if let key, let person = actor.participant {
      id = CommandID(person: person.rawValue, key: key, fingerprint: SHA256.hash(Array(command.identity.utf8)))
    }
    return try await ledger.execute(ForumCommand(command: command, actor: actor), id: id)
  }

  /// The position of the last durable commit that this process knows of.
  public var head: Position { ledger.head }

  /// Calls with the new head after each commit, ours or another process's: must not block.
  public func observeCommits(_ observer: @escaping @Sendable (Position) -> Void) { ledger.observe(observer) }

  /// Whether other processes may serve the same forum.
  public var mayHaveNodes: Bool { nodes != nil }

  /// The longest message to other nodes, in bytes.
  public static let nodeMessageBytes = NodeLink.messageBytes

  /// Tells the other nodes something that does not have to arrive. Any thread; waits for nothing.
  public func tellNodes(_ message: String) { nodes?.tell(message) }

  /// Calls with the name of another node, random and new at each of its starts, and its message. Must not block.
  public func observeNodes(_ observer: @escaping @Sendable (_ node: String, _ message: String) -> Void) {
    nodeObservers.add(observer)
  }

  /// Ends the ledger after what it has taken, then the readers.
  public func close() async {
    nodes?.close()
    attempts?.close()
    ledger.close()
    readers.close()
    replicas.close()
  }
}
