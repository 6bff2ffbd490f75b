import ForumCore

extension MarkupWriter {
  /// The line above a page about a thread or one of its posts, which leads back to it.
  func way(to thread: ThreadRecord, _ texts: Texts) {
    self("p", .class("facts")) {
      self("a", .href(.thread(thread.id)), .of("lang", text: thread.language)) { self("bdi", text: texts.title(thread)) }
    }
  }
}
