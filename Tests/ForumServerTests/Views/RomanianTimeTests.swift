import ForumCore
import Testing

@testable import ForumServer

struct RomanianTimeTests {
  private func instant(_ seconds: Int64) -> Instant { Instant(microseconds: seconds * 1_000_000) }

  @Test(
    arguments: [
      // Computed with the tz database's Europe/Bucharest.
      (1_795_543_500, "2026-11-24 20:05 +120"), (1_774_745_999, "2026-03-29 02:59 +120"),
      (1_774_746_000, "2026-03-29 04:00 +180"),
      (1_792_889_999, "2026-10-25 03:59 +180"), (1_792_890_000, "2026-10-25 03:00 +120"),
      (1_582_934_400, "2020-02-29 02:00 +120"),
      (1_711_846_800, "2024-03-31 04:00 +180"), (1_735_682_399, "2024-12-31 23:59 +120"),
      (1_735_682_400, "2025-01-01 00:00 +120"),
      (1_253_000_000, "2009-09-15 10:33 +180"), (0, "1970-01-01 02:00 +120"),
    ] as [(Int64, String)])
  func `the clocks of Romania`(_ seconds: Int64, _ expected: String) {
    let time = RomanianTime(instant(seconds))
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    #expect("\(time.year)-\(two(time.month))-\(two(time.day)) \(time.clock) +\(time.minutesEastOfUTC)" == expected)
  }

  @Test func `days and dates are inverse over four centuries`() {
    var before = RomanianTime.date(ofDay: -80_001)
    for day in -80_000...80_000 {
      let date = RomanianTime.date(ofDay: day)
      #expect(RomanianTime.day(ofYear: date.year, month: date.month, day: date.day) == day)
      #expect((before.year, before.month, before.day) < (date.year, date.month, date.day))
      before = date
    }
  }

  @Test func `dates as each language writes them`() {
    let moment = instant(1_795_543_500)
    #expect(Samples.localisation[.ro].dateTime(moment) == "24 noiembrie 2026, 20:05")
    #expect(Samples.localisation[.en].dateTime(moment) == "24 November 2026, 20:05")
    #expect(RomanianTime.utc(moment) == "2026-11-24T18:05:00Z")
    #expect(RomanianTime.utc(Instant(microseconds: -1)) == "1969-12-31T23:59:59Z")
  }
}
