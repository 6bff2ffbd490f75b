/// What somebody signed in with, in a few words: the browser's family and the system, of all that a `User-Agent` says.
enum DeviceName {
  static func of(_ userAgent: String?) -> String {
    guard let userAgent, !userAgent.isEmpty else { return "" }
    let browser = first(
      [
        ("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("forum-cli", "forum-cli"),
      ], in: userAgent)
    let system = first(
      [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"), ("Linux", "Linux"),
      ], in: userAgent)
    return [browser, system].compactMap(\.self).joined(separator: " · ")
  }

  private static func first(_ marks: [(String, String)], in text: String) -> String? {
    marks.first { text.contains($0.0) }?.1
  }
}
