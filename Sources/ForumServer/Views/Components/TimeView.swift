import ForumCore

extension MarkupWriter {
  /// A moment, absolute and exact; `live.js` makes it relative and keeps the exact one for hovering.
  func time(_ instant: Instant, _ texts: Texts) {
    self("time", .of("datetime", text: RomanianTime.utc(instant)), text: texts.dateTime(instant))
  }

  /// A dot between facts on one line.
  func dot() { literal(" <span class=\"dot\" aria-hidden=\"true\">·</span> ") }
}
