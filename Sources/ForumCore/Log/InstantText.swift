extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC with six decimals, as entries have it: `2026-11-23T21:18:55.670738Z`.
  public var description: String {
    String(unsafeUninitializedCapacity: 27) { buffer in
      let (days, rest) = microseconds.quotientAndRemainder(floor: 86_400_000_000)
      let (year, month, day) = Self.civil(days: days)
      func put(_ value: Int64, at start: Int, digits: Int) {
        var value = value
        for place in (start..<start + digits).reversed() {
          buffer[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10)
          value /= 10
        }
      }
      put(year, at: 0, digits: 4)
      put(month, at: 5, digits: 2)
      put(day, at: 8, digits: 2)
      put(rest / 3_600_000_000, at: 11, digits: 2)
      put(rest / 60_000_000 % 60, at: 14, digits: 2)
      put(rest / 1_000_000 % 60, at: 17, digits: 2)
      put(rest % 1_000_000, at: 20, digits: 6)
      for (place, mark) in Self.marks { buffer[place] = mark }
      return 27
    }
  }

  /// Reads the form of `description`; nil for anything else.
  public init?(_ text: String) {
    var text = text
    let instant = text.withUTF8 { Instant(letters: $0) }
    guard let instant else { return nil }
    self = instant
  }

  /// The same of bytes.
  init?(letters: UnsafeBufferPointer<UInt8>) {
    guard letters.count == 27 else { return nil }
    for (place, mark) in Self.marks where letters[place] != mark { return nil }
    func number(_ range: Range<Int>) -> Int64? {
      var value: Int64 = 0
      for place in range {
        let digit = letters[place] &- UInt8(ascii: "0")
        guard digit < 10 else { return nil }
        value = value * 10 + Int64(digit)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
      let minute = number(14..<16), let second = number(17..<19), let fraction = number(20..<26),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 60
    else { return nil }
    let days = Self.days(year, month, day)
    // A day that the month does not have would be one of the next month.
    guard day < 29 || Self.civil(days: days).day == day else { return nil }
    self.init(microseconds: (((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000 + fraction)
  }

  private static let marks: [(Int, UInt8)] = Array(zip([4, 7, 10, 13, 16, 19, 26], "--T::.Z".utf8))

  /// The day of the proleptic Gregorian calendar, from days since 1970-01-01. Years are counted from March, so that the
  /// leap day comes last.
  private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, dayOfEra) = (days + 719_468).quotientAndRemainder(floor: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// The same time of day so many months later in UTC; where that month is shorter, on its last day.
  func adding(months: Int64) -> Instant {
    let (day, rest) = microseconds.quotientAndRemainder(floor: 86_400_000_000)
    let date = Self.civil(days: day)
    let (years, month) = (date.month - 1 + months).quotientAndRemainder(floor: 12)
    let first = Self.days(date.year + years, month + 1, 1)
    let next = month == 11 ? Self.days(date.year + years + 1, 1, 1) : Self.days(date.year + years, month + 2, 1)
    return Instant(microseconds: min(first + date.day - 1, next - 1) * 86_400_000_000 + rest)
  }

  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = year.quotientAndRemainder(floor: 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension Int64 {
  /// Division rounded down, so that moments before 1970 keep their order.
  fileprivate func quotientAndRemainder(floor divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
