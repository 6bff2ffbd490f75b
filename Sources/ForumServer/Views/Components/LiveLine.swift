extension MarkupWriter {
  /// The quiet line that says whether the page is live, and how many read it; filled by `live.js`, empty without it.
  func liveLine() {
    literal(
      """
      <p class="live"><span id="live-status" role="status"></span> <span id="readers"></span></p>\
      <div id="live-log" class="unseen" role="log" aria-live="polite"></div>
      """)
  }

  /// "3 mesaje noi ↓": shown by `live.js` when something new stands elsewhere on the page.
  func newPosts() { literal("<button id=\"new-posts\" class=\"pill\" type=\"button\" hidden></button>") }
}
