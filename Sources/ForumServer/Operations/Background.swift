import Foundation

/// A thread for something that blocks and ends.
enum Background {
  static func run(_ name: String, _ body: @escaping @Sendable () -> Void) {
    let thread = Thread { body() }
    thread.name = name
    thread.start()
  }
}
