/// What the ledger has carried out and not answered for yet: its commands with their outcomes, in their order.
struct CommittedBatch: Sendable {
  let jobs: [LedgerJob]
  let outcomes: [LedgerWriter.Outcome]
  /// Where the log ends with it.
  let head: Position
  /// What was known of the log's end before the ledger looked.
  let seen: Position
  /// The names under which `commands` has what it wrote. Empty: it wrote nothing.
  let ids: [String]
  /// Makes it durable; nil: it is.
  let flusher: (any Flusher)?

  func answer() {
    for (job, outcome) in zip(jobs, outcomes) { job.answer(outcome) }
  }
}
