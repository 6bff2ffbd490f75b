import Testing

@testable import ForumCore

struct ZoneRuleTests {
  private func seconds(_ y: Int, _ mo: Int, _ d: Int, _ h: Int = 0, _ mi: Int = 0, _ s: Int = 0) -> Int64? {
    ZoneRule.madrid.instant(year: y, month: mo, day: d, hour: h, minute: mi, second: s).map { $0.microseconds / 1_000_000 }
  }

  @Test func `winter is one hour ahead and summer two`() {
    #expect(seconds(2016, 1, 15, 12) == 1_452_855_600)  // 11:00 UTC
    #expect(seconds(2016, 7, 15, 12) == 1_468_576_800)  // 10:00 UTC
  }

  /// The last Sundays of March and October, year by year, from the calendar.
  @Test(arguments: [
    (2015, 29, 25), (2016, 27, 30), (2017, 26, 29), (2018, 25, 28), (2019, 31, 27), (2020, 29, 25), (2024, 31, 27),
    (2026, 29, 25),
    (2027, 28, 31),
  ])
  func `the clock changes on the last Sundays of March and October`(year: Int, march: Int, october: Int) throws {
    let before = try #require(seconds(year, 3, march, 1, 59, 59))
    #expect(seconds(year, 3, march, 3) == before + 1)
    let summer = try #require(seconds(year, 10, october, 2, 59, 59))
    #expect(seconds(year, 10, october, 3) == summer + 3601)
  }

  @Test func `an hour that March leaves out is counted on from the time before it`() {
    #expect(seconds(2016, 3, 27, 2, 30) == seconds(2016, 3, 27, 3, 30))
  }

  @Test func `of the hour that October repeats the first is meant`() throws {
    let first = try #require(seconds(2016, 10, 30, 2, 30))
    #expect(first == 1_477_787_400)  // 00:30 UTC
  }

  @Test func `a leap day exists only where it does`() {
    #expect(seconds(2016, 2, 29) == 1_456_700_400)
    #expect(seconds(2000, 2, 29) == 951_778_800)
    #expect(seconds(2015, 2, 29) == nil)
    #expect(seconds(2100, 2, 29) == nil)
  }

  @Test func `what is no date or time is nil`() {
    #expect(seconds(2016, 0, 1) == nil)
    #expect(seconds(2016, 13, 1) == nil)
    #expect(seconds(2016, 4, 31) == nil)
    #expect(seconds(2016, 4, 30, 24) == nil)
    #expect(seconds(2016, 4, 30, 23, 60) == nil)
    #expect(seconds(2016, 4, 30, 23, 59, 60) == nil)
    #expect(seconds(1995, 1, 1) == nil)
  }

  @Test func `every day follows the one before it`() throws {
    var previous = try #require(seconds(1996, 1, 1))
    for year in 1996...2040 {
      for month in 1...12 {
        for day in 1...31 where (year, month, day) != (1996, 1, 1) {
          guard let midnight = seconds(year, month, day) else { continue }
          #expect([82_800, 86_400, 90_000].contains(midnight - previous), "\(year)-\(month)-\(day)")
          previous = midnight
        }
      }
    }
    #expect(seconds(2040, 12, 31) == 2_240_521_200)
  }
}
