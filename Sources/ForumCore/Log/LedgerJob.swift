/// A command that waits for the ledger, and where its answer goes.
struct LedgerJob: Sendable {
  let command: any LedgerCommand
  let id: CommandID
  /// When it began to wait.
  let since: ContinuousClock.Instant
  let answer: @Sendable (Result<Receipt, CommandFailure>) -> Void

  init(
    command: any LedgerCommand, id: CommandID, since: ContinuousClock.Instant = .now,
    answer: @escaping @Sendable (Result<Receipt, CommandFailure>) -> Void
  ) {
    self.command = command
    self.id = id
    self.since = since
    self.answer = answer
  }
}
