import ForumCore
private import Glibc

/// How long ago something was, in words; older things by their date in the terminal's own zone.
enum RelativeTime {
  static func phrase(_ moment: Instant, now: Instant) -> Phrase {
    let seconds = (now.microseconds - moment.microseconds) / 1_000_000
    let minutes = Int(seconds / 60)
    switch seconds {
    case ..<60: return Phrase(ro: "chiar acum", en: "just now")
    case ..<120: return Phrase(ro: "acum un minut", en: "a minute ago")
    case ..<3600: return ago(minutes, ro: ("minut", "minute"), en: ("minute", "minutes"))
    case ..<7200: return Phrase(ro: "acum o oră", en: "an hour ago")
    case ..<86_400: return ago(minutes / 60, ro: ("oră", "ore"), en: ("hour", "hours"))
    case ..<172_800: return Phrase(ro: "acum o zi", en: "a day ago")
    case ..<2_592_000: return ago(minutes / 1440, ro: ("zi", "zile"), en: ("day", "days"))
    default: return date(moment)
    }
  }

  private static func ago(_ number: Int, ro: (String, String), en: (String, String)) -> Phrase {
    let counted = Phrase.counted(number, ro: (one: ro.0, many: ro.1), en: (one: en.0, many: en.1))
    return Phrase(ro: "acum \(counted.ro)", en: "\(counted.en) ago")
  }

  /// `21:18` for today, `12 nov. 21:18` before: for lines that stay on the screen while time goes on.
  static func clock(_ moment: Instant, now: Instant) -> Phrase {
    guard let parts = local(moment), let today = local(now) else { return Phrase("?") }
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let time = "\(two(parts.tm_hour)):\(two(parts.tm_min))"
    if parts.tm_year == today.tm_year, parts.tm_yday == today.tm_yday { return Phrase(time) }
    let day = parts.tm_year == today.tm_year ? dayAndMonth(parts) : date(moment)
    return Phrase(ro: "\(day.ro) \(time)", en: "\(day.en) \(time)")
  }

  /// `12 nov. 2026`, `12 Nov 2026`.
  static func date(_ moment: Instant) -> Phrase {
    guard let parts = local(moment) else { return Phrase("?") }
    let day = dayAndMonth(parts)
    let year = Int(parts.tm_year) + 1900
    return Phrase(ro: "\(day.ro) \(year)", en: "\(day.en) \(year)")
  }

  private static func dayAndMonth(_ parts: tm) -> Phrase {
    let romanian = ["ian.", "feb.", "mar.", "apr.", "mai", "iun.", "iul.", "aug.", "sept.", "oct.", "nov.", "dec."]
    let english = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let month = Int(parts.tm_mon)
    return Phrase(ro: "\(parts.tm_mday) \(romanian[month])", en: "\(parts.tm_mday) \(english[month])")
  }

  private static func local(_ moment: Instant) -> tm? {
    var seconds = time_t(moment.microseconds / 1_000_000)
    var parts = tm()
    return localtime_r(&seconds, &parts) == nil ? nil : parts
  }
}
