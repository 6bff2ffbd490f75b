/// The forum: everything that the server and the command line use. Reads go to pooled connections, one transaction each;
/// commands go to the one ledger.
public final class Forum: Sendable {
  init() {}

  /// Opens or makes the database: migrates, loads the territories, opens the built-in spaces, starts the ledger. Several
  /// processes may have one folder open.
  ///
  /// `readers` is how many read transactions may run at once; more wait.
  public static func open(_ location: DatabaseLocation, assets: AssetLocation, readers: Int = 4) async throws -> Forum {
    fatalError()
  }

  /// Runs queries in one read transaction, on this thread.
  public func read<T>(_ body: (Reader) throws -> T) throws -> T { fatalError() }

  /// Decides a command, writes it and answers once it is on disk. With a `key` a repetition by the same person answers the
  /// same; with another command it fails with `.idempotencyMismatch`.
  @discardableResult
  public func execute(
    _ command: Command, by actor: Actor, key: String? = nil
  ) async throws(CommandFailure) -> Receipt { fatalError() }

  /// The position of the last commit of this process.
  public var head: Position { fatalError() }

  /// Calls with the new head after each commit, on the ledger's thread: must not block.
  public func observeCommits(_ observer: @escaping @Sendable (Position) -> Void) { fatalError() }

  /// Ends the ledger after what it has taken, then the readers.
  public func close() async {}
}
