import ForumCore
import Foundation
import Testing

@testable import ForumServer

struct PageTests {
  /// With `SFAT_PAGES` set to a folder, writes every sample page there, to be looked at.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["SFAT_PAGES"] != nil))
  func `pages to look at`() throws {
    let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["SFAT_PAGES"]!)
    for locale in InterfaceLocale.allCases {
      for theme in [Theme.light, .dark] {
        for (name, page) in SamplePages.all(locale: locale, theme: theme) {
          try Data(page.render()).write(to: folder.appendingPathComponent("\(name).\(locale).\(theme).html"))
        }
      }
    }
    let feed = ThreadFeed(context: Samples.context(), thread: Samples.thread(), posts: Samples.posts)
    try Data(feed.render()).write(to: folder.appendingPathComponent("thread.atom"))
  }
}
