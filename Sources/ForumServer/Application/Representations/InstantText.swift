import ForumCore

extension Instant {
  /// RFC 3339 in UTC with six decimals, as programs and logs read it: `2026-11-23T21:18:55.670738Z`.
  var text: String {
    let fraction = String((microseconds % 1_000_000 + 1_000_000) % 1_000_000)
    return RomanianTime.utc(self).dropLast() + "." + String(repeating: "0", count: 6 - fraction.utf8.count) + fraction + "Z"
  }
}
