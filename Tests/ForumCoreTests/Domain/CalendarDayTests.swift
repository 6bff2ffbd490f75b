import Testing

@testable import ForumCore

/// Days as they are in Romania.
struct CalendarDayTests {
  @Test func `a day begins at midnight in Romania, in winter and in summer`() throws {
    for (text, start) in [
      ("2026-01-15", "2026-01-14T22:00:00.000000Z"), ("2026-07-15", "2026-07-14T21:00:00.000000Z"),
      ("2026-03-29", "2026-03-28T22:00:00.000000Z"), ("2026-03-30", "2026-03-29T21:00:00.000000Z"),
      ("2026-10-25", "2026-10-24T21:00:00.000000Z"), ("2026-10-26", "2026-10-25T22:00:00.000000Z"),
      ("2028-02-29", "2028-02-28T22:00:00.000000Z"),
    ] {
      let day = try #require(CalendarDay(text))
      #expect(day.description == text && day.start.description == start)
      #expect(CalendarDay(day.start) == day)
      #expect(CalendarDay(day.start.adding(seconds: -1)).next == day)
      #expect(CalendarDay(day.next.start.adding(seconds: -1)) == day)
    }
  }

  @Test func `what is no day is none`() {
    for text in [
      "", "2026-02-29", "2026-13-01", "2026-00-01", "2026-1-01", "26-01-01", "2026-01-01 ", "+026-01-01", "2026-04-31",
    ] {
      #expect(CalendarDay(text) == nil, "\(text)")
    }
  }
}
