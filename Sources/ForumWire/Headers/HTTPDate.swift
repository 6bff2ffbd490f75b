/// Dates in fields, RFC 9110 §5.6.7, as whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
public enum HTTPDate {
  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// IMF-fixdate: `Sun, 06 Nov 1994 08:49:37 GMT`. The year must have four digits.
  public static func format(_ seconds: Int64) -> String {
    let day = floorDivide(seconds, 86_400)
    let time = seconds - day * 86_400
    let date = civil(fromDay: day)
    precondition((0...9999).contains(date.year), "an HTTP date has a year of four digits")
    // 1970-01-01 was a Thursday.
    let weekday = days[Int((day % 7 + 11) % 7)]
    return "\(weekday), \(two(date.day)) \(months[date.month - 1]) \(two(date.year / 100))\(two(date.year % 100)) "
      + "\(two(Int(time / 3600))):\(two(Int(time / 60 % 60))):\(two(Int(time % 60))) GMT"
  }

  /// Reads any of the three forms: IMF-fixdate, RFC 850's and asctime's; nil for anything else, impossible dates included.
  ///
  /// `now` settles the century of a year of two digits: one more than 50 years ahead is in the past. The day's name must be a
  /// day's name but is not compared with the date.
  public static func parse(_ text: String, now: Int64) -> Int64? {
    let fields = text.utf8.split(separator: .space, omittingEmptySubsequences: false).map { String(Substring($0)) }
    guard let first = fields.first else { return nil }
    if fields.count == 6, first.utf8.last == UInt8(ascii: ","), days.contains(String(first.dropLast())), fields[5] == "GMT" {
      return seconds(day: fields[1], month: fields[2], year: number(fields[3], digits: 4), time: fields[4])
    }
    if fields.count == 4, isLongDay(first), fields[3] == "GMT" {
      let date = fields[1].utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).map {
        String(Substring($0))
      }
      guard date.count == 3, let short = number(date[2], digits: 2) else { return nil }
      let thisYear = civil(fromDay: floorDivide(now, 86_400)).year
      var year = thisYear - thisYear % 100 + short
      if year > thisYear + 50 { year -= 100 }
      if year + 100 <= thisYear + 50 { year += 100 }
      return seconds(day: date[0], month: date[1], year: year, time: fields[2])
    }
    guard days.contains(first) else { return nil }
    // asctime pads the day of the month with a space.
    if fields.count == 6, fields[2].isEmpty, fields[3].utf8.count == 1 {
      return seconds(day: "0" + fields[3], month: fields[1], year: number(fields[5], digits: 4), time: fields[4])
    }
    guard fields.count == 5 else { return nil }
    return seconds(day: fields[2], month: fields[1], year: number(fields[4], digits: 4), time: fields[3])
  }

  private static func isLongDay(_ text: String) -> Bool {
    ["Sunday,", "Monday,", "Tuesday,", "Wednesday,", "Thursday,", "Friday,", "Saturday,"].contains(text)
  }

  private static func seconds(day: String, month: String, year: Int?, time: String) -> Int64? {
    guard let year, let day = number(day, digits: 2), let month = months.firstIndex(of: month).map({ $0 + 1 }) else { return nil }
    let parts = time.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map { String(Substring($0)) }
    guard parts.count == 3, let hour = number(parts[0], digits: 2), let minute = number(parts[1], digits: 2),
      let second = number(parts[2], digits: 2), hour < 24, minute < 60, second <= 60
    else { return nil }
    let serial = self.day(year: year, month: month, day: day)
    let back = civil(fromDay: serial)
    guard back.year == year, back.month == month, back.day == day else { return nil }
    return serial * 86_400 + Int64(hour * 3600 + minute * 60 + second)
  }

  private static func number(_ text: String, digits: Int) -> Int? {
    guard text.utf8.count == digits, text.utf8.allSatisfy(\.isDigit) else { return nil }
    return Int(text)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func floorDivide(_ number: Int64, _ divisor: Int64) -> Int64 {
    number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
  }

  // The Gregorian calendar counted from 1 March of year 0, so that the leap day is a year's last; 400 years have 146,097 days.

  private static func day(year: Int, month: Int, day: Int) -> Int64 {
    let shifted = month > 2 ? year : year - 1
    let era = floorDivide(Int64(shifted), 400)
    let yearOfEra = Int64(shifted) - era * 400
    let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civil(fromDay serial: Int64) -> (year: Int, month: Int, day: Int) {
    let shifted = serial + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = Int(dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100))
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
