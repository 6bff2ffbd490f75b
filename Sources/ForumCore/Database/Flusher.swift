/// Makes durable what a connection has committed, where the engine's commit does not by itself. Any thread, also while the connection
/// is at the next transaction.
public protocol Flusher: Sendable {
  /// Returns when everything committed before the call is on disk. Throws `.unavailable` or `.diskFull` when that cannot be said:
  /// another call that succeeds then proves nothing, because the kernel holds pages for written whose writing failed.
  func flush() throws(DatabaseError)
}
