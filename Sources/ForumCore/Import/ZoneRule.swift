/// Local time by the rule of the European Union (Directive 2000/84/EC): summer time from the last Sunday of March to the last
/// Sunday of October, changing everywhere at 01:00 UTC. Own arithmetic, so that it needs no zone data; right from 1996 on.
struct ZoneRule: Sendable {
  /// Seconds east of Greenwich in winter.
  let standardOffset: Int64

  /// Central European Time, which Spain keeps.
  static let madrid = ZoneRule(standardOffset: 3600)

  /// The moment of a local time. Of the hour that comes twice in October the first is meant; an hour that March leaves out is
  /// counted on from the time before it, so 02:30 is 03:30 in summer time. Nil for a date or time that does not exist.
  func instant(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, microsecond: Int = 0) -> Instant? {
    guard (1996...9999).contains(year), (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day),
      (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second), (0..<1_000_000).contains(microsecond)
    else { return nil }
    let local = Self.dayNumber(year, month, day) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    let summer = local - standardOffset - 3600
    let utc = isSummer(utc: summer, year: year) ? summer : local - standardOffset
    return Instant(microseconds: utc * 1_000_000 + Int64(microsecond))
  }

  /// Whether a moment, in seconds since 1970, falls into the year's summer time.
  private func isSummer(utc: Int64, year: Int) -> Bool {
    utc >= Self.change(month: 3, of: year) && utc < Self.change(month: 10, of: year)
  }

  /// 01:00 UTC on the last Sunday of a month of 31 days, in seconds since 1970.
  private static func change(month: Int, of year: Int) -> Int64 {
    let last = dayNumber(year, month, 31)
    // Day 0, 1 January 1970, was a Thursday: day 3 is a Sunday.
    let pastSunday = (last - 3) % 7
    return (last - pastSunday) * 86_400 + 3600
  }

  /// Days from 1 January 1970 in the Gregorian calendar, for years after it: counting years from March puts the leap day last.
  private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    let y = month > 2 ? year : year - 1
    let monthFromMarch = (month + 9) % 12
    let inYear = (153 * monthFromMarch + 2) / 5 + day - 1
    return Int64(365 * y + y / 4 - y / 100 + y / 400 + inYear - 719_468)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
