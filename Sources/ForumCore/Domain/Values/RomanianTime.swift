/// A moment on the clocks of Romania, in the Gregorian calendar.
///
/// Romania is on UTC+2, and on UTC+3 from the last Sunday of March, 01:00 UTC, to the last Sunday of October, 01:00 UTC
/// (Directive 2000/84/EC; so kept here for every year). No table of time zones is needed on the machine.
public struct RomanianTime: Equatable, Sendable {
  public let year: Int
  public let month: Int
  public let day: Int
  public let hour: Int
  public let minute: Int
  /// 120 or 180 minutes.
  public let minutesEastOfUTC: Int

  public init(_ instant: Instant) {
    let seconds = Self.floorDivide(instant.microseconds, 1_000_000)
    minutesEastOfUTC = Self.isSummer(seconds) ? 180 : 120
    let local = seconds + Int64(minutesEastOfUTC) * 60
    let days = Self.floorDivide(local, 86_400)
    (year, month, day) = Self.date(ofDay: Int(days))
    let ofDay = Int(local - days * 86_400)
    hour = ofDay / 3_600
    minute = ofDay / 60 % 60
  }

  /// `09:05`
  public var clock: String { Self.two(hour) + ":" + Self.two(minute) }

  /// `2026-11-24T21:05:00Z`, for `datetime` attributes and feeds (RFC 3339).
  public static func utc(_ instant: Instant) -> String {
    // An instant is written with its fraction: `2026-11-24T21:05:00.123456Z`.
    String(decoding: instant.description.utf8.prefix(19), as: UTF8.self) + "Z"
  }

  private static func isSummer(_ seconds: Int64) -> Bool {
    let (year, _, _) = date(ofDay: Int(floorDivide(seconds, 86_400)))
    return (change(year: year, month: 3)..<change(year: year, month: 10)).contains(seconds)
  }

  /// The last Sunday of a month of 31 days at 01:00 UTC, in seconds since 1970.
  private static func change(year: Int, month: Int) -> Int64 {
    let last = day(ofYear: year, month: month, day: 31)
    // Day 0, 1 January 1970, was a Thursday: weekday 4 with Sunday as 0.
    let weekday = ((last + 4) % 7 + 7) % 7
    return Int64(last - weekday) * 86_400 + 3_600
  }

  /// Days since 1970-01-01 of a date. Years are counted from 1 March, so that the leap day comes last; 400 years are 146,097 days.
  public static func day(ofYear year: Int, month: Int, day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let ofEra = shifted - era * 400
    let ofYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  /// The date of a day counted from 1970-01-01: the inverse of `day(ofYear:month:day:)`.
  public static func date(ofDay days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let index = (5 * ofYear + 2) / 153
    let month = index < 10 ? index + 3 : index - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * index + 2) / 5 + 1)
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
  }
}
