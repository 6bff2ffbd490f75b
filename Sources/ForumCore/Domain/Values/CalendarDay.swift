/// A day of the Gregorian calendar in Romania: `2026-11-25`.
public struct CalendarDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let number: Int

  public init(number: Int) { self.number = number }

  /// The day it is in Romania at a moment.
  public init(_ instant: Instant) {
    let time = RomanianTime(instant)
    number = RomanianTime.day(ofYear: time.year, month: time.month, day: time.day)
  }

  /// Reads `2026-11-25`; nil for anything else, and for a day that is not.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month),
      (1...31).contains(day)
    else { return nil }
    number = RomanianTime.day(ofYear: year, month: month, day: day)
    guard RomanianTime.date(ofDay: number) == (year, month, day) else { return nil }
  }

  public static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.number < right.number }

  public var next: CalendarDay { CalendarDay(number: number + 1) }

  /// Its first moment. Clocks change at night, but never at midnight.
  public var start: Instant {
    let midnight = Instant(microseconds: Int64(number) * 86_400_000_000)
    let winter = midnight.adding(seconds: -7_200)
    return RomanianTime(winter).minutesEastOfUTC == 180 ? midnight.adding(seconds: -10_800) : winter
  }

  public var description: String {
    let (year, month, day) = RomanianTime.date(ofDay: number)
    func padded(_ value: Int, _ digits: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }
}
