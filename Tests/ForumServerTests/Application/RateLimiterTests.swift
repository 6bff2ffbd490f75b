import ForumCore
import Testing

@testable import ForumServer

struct RateLimiterTests {
  private let rule = RateLimiter.Rule(name: "test", burst: 3, interval: 10)
  private let start = Instant(microseconds: 1_000_000_000)

  @Test func `a burst is allowed, then one act in each interval, and the wait is honest`() {
    let limiter = RateLimiter(isOn: true)
    for _ in 0..<3 { #expect(limiter.take(rule, by: "a", now: start) == nil) }
    #expect(limiter.take(rule, by: "a", now: start) == 10)
    #expect(limiter.take(rule, by: "a", now: start.adding(seconds: 4)) == 6)
    #expect(limiter.take(rule, by: "b", now: start) == nil)
    #expect(limiter.take(rule, by: "a", now: start.adding(seconds: 10)) == nil)
    #expect(limiter.take(rule, by: "a", now: start.adding(seconds: 10)) == 10)
  }

  @Test func `forgiving forgets`() {
    let limiter = RateLimiter(isOn: true)
    for _ in 0..<3 { _ = limiter.take(rule, by: "a", now: start) }
    #expect(limiter.take(rule, by: "a", now: start) == 10)
    limiter.forgive(rule, "a")
    #expect(limiter.take(rule, by: "a", now: start) == nil)
  }

  @Test func `the table does not grow beyond its bound`() {
    let limiter = RateLimiter(isOn: true, bound: 10)
    for number in 0..<1_000 { #expect(limiter.take(rule, by: "\(number)", now: start) == nil) }
    #expect(limiter.count <= 10)
  }

  @Test func `switched off it allows everything`() {
    let limiter = RateLimiter(isOn: false)
    for _ in 0..<100 { #expect(limiter.take(rule, by: "a", now: start) == nil) }
  }
}
