import Foundation

/// Runs what blocks on a thread of its own: tests share as many threads as there are cores, and whoever waits on one of them keeps others
/// from going on, perhaps the very ones it waits for.
func onOwnThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread { continuation.resume(with: Result { try body() }) }.start()
  }
}
