import Testing

@testable import ForumCore

struct OutageTests {
  @Test func `pauses grow, never beyond the longest, and are not the same for all`() {
    var outage = Outage()
    #expect(outage.secondsLeft == 0)
    outage.failed()
    #expect(outage.secondsLeft <= Outage.shortestPause)
    for _ in 0..<20 { outage.failed() }
    var pauses: Set<Double> = []
    for _ in 0..<20 {
      outage.failed()
      let left = outage.secondsLeft
      #expect(left <= Outage.longestPause)
      pauses.insert(left)
    }
    #expect(pauses.count > 1)
    outage.ended()
    #expect(outage.secondsLeft == 0)
    #expect(!outage.hasLasted(0))
  }

  @Test func `while it lasts one attempt is made at a time`() {
    var outage = Outage()
    func claims() -> Bool { outage.claimsAttempt() }
    #expect(claims())
    #expect(claims(), "nothing is wrong")
    outage.failed()
    #expect(outage.hasLasted(0))
    while !claims() {}
    #expect(!claims(), "somebody is trying")
    outage.ended()
    #expect(claims())
  }
}
