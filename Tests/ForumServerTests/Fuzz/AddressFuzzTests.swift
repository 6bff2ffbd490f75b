import FuzzSupport
import Testing

@testable import ForumServer

/// Paths and live messages from strangers.
struct AddressFuzzTests {
  @Test func `a path that is understood is printed as the same place`() throws {
    let tokens = [
      "/", "//", ".", "..", ".json", ".atom", "%2F", "%2e", "%41", "%", "threads", "/threads/42", "posts", "spaces",
      "9223372036854775807",
      "0", "-1", "+1", "index", "assets", "~", "ș", "\0", "?",
    ]
    try Fuzzer("paths", tokens: tokens, rounds: 8_000, limit: 600).run { input, _ in
      let path = String(decoding: input, as: UTF8.self)
      guard let routed = Routed(path: path) else { return }
      let printed = routed.suffix.map { routed.route.path(as: $0) } ?? routed.route.path
      guard let again = Routed(path: printed) else { throw Finding("\(printed) leads nowhere") }
      try holds(again.route == routed.route && again.suffix == routed.suffix, "\(printed) is another place")
      try holds(printed.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "\(printed) is not plain")
    }
  }

  @Test func `a live message is an operation or a problem`() throws {
    let tokens = [
      "{", "}", "\"op\":", "\"subscribe\"", "\"ping\"", "\"topic\":", "\"threads/1\"", "\"after\":", "-1", "9007199254740991",
      "\"id\":", "1.5",
      "null", "\"as\":\"html\"", "\"lang\":\"ro\"", "[", "]", ",", "\\u0000", "ș",
    ]
    let limits = LiveLimits()
    try Fuzzer("live", tokens: tokens, rounds: 5_000, limit: 600).run { input, _ in
      let (id, result) = LiveOperation.parse(String(decoding: input, as: UTF8.self), limits: limits)
      try holds((id?.count ?? 0) <= limits.idLength, "a mark of \(id?.count ?? 0)")
      guard case .success(let operation) = result else { return }
      try holds(operation.id == id, "another mark")
      if case .subscribe(let subscription) = operation.act {
        try holds(!subscription.topic.isEmpty && (subscription.after ?? 0) >= 0, "\(subscription)")
      }
    }
  }
}
