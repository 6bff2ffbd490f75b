/// The one writer.
public final class Ledger: Sendable {
  public init(location: DatabaseLocation, projector: any Projector) throws {
    fatalError("not yet")
  }

  /// Decides and carries out a command; returns when it is on disk. Waiting holds no thread.
  public func execute(_ command: any LedgerCommand, id: CommandID = .once) async throws(CommandFailure) -> Receipt {
    fatalError("not yet")
  }

  /// The last committed position that this process knows of. Any thread.
  public var head: Position { fatalError("not yet") }

  /// Calls `observer` on the ledger's thread after each commit, ours or another process's, with the new head. It must not block.
  public func observe(_ observer: @escaping @Sendable (Position) -> Void) {
    fatalError("not yet")
  }

  /// Finishes what waits and ends the thread.
  public func close() {
    fatalError("not yet")
  }
}
