import ForumWire
import Testing

@Suite struct HTTPDateTests {
  /// 2026-11-24T00:00:00Z.
  private let now: Int64 = 1_795_478_400

  // RFC 9110 §5.6.7's example, in its three forms.
  @Test(arguments: ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"])
  func `all three forms are read`(_ text: String) { #expect(HTTPDate.parse(text, now: now) == 784_111_777) }

  @Test(
    arguments: [
      (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
      (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (1_709_164_799, "Wed, 28 Feb 2024 23:59:59 GMT"),
      (1_709_164_800, "Thu, 29 Feb 2024 00:00:00 GMT"), (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
      (-1, "Wed, 31 Dec 1969 23:59:59 GMT"), (-62_135_596_800, "Mon, 01 Jan 0001 00:00:00 GMT"),
      (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
    ] as [(Int64, String)])
  func `dates are written with their weekday and read back`(_ seconds: Int64, _ text: String) {
    #expect(HTTPDate.format(seconds) == text)
    #expect(HTTPDate.parse(text, now: now) == seconds)
  }

  @Test func `every day of four centuries is read as it was written`() {
    var day: Int64 = -86_400 * 200 * 365
    while day < 86_400 * 200 * 365 {
      #expect(HTTPDate.parse(HTTPDate.format(day + 43_210), now: now) == day + 43_210)
      day += 86_400 * 7 + 86_400 * 90
    }
  }

  @Test func `a year of two digits is the nearest that is not more than fifty years ahead`() {
    #expect(HTTPDate.parse("Monday, 01-Jan-76 00:00:00 GMT", now: now).map(HTTPDate.format)?.contains("2076") == true)
    #expect(HTTPDate.parse("Monday, 01-Jan-77 00:00:00 GMT", now: now).map(HTTPDate.format)?.contains("1977") == true)
    #expect(HTTPDate.parse("Monday, 01-Jan-26 00:00:00 GMT", now: now).map(HTTPDate.format)?.contains("2026") == true)
  }

  @Test(arguments: [
    "", "now", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 6 Nov 1994 08:49:37 GMT",
    "Sun, 30 Feb 1994 08:49:37 GMT", "Sun, 29 Feb 2100 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
    "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 94 08:49:37 GMT", "Son, 06 Nov 1994 08:49:37 GMT",
    "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06  Nov 1994 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
    "Sunday, 06-Nov-1994 08:49:37 GMT", "Sun, 06 Nov 1994 8:49:37 GMT", "Sun Nov 6 08:49:37 1994 x", "1994-11-06T08:49:37Z",
  ])
  func `anything else is no date`(_ text: String) { #expect(HTTPDate.parse(text, now: now) == nil) }
}
