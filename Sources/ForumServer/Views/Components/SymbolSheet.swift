import ForumCore

/// The three marks, once per page; everything that shows one refers to it by `<use>`.
///
/// Also the patterns that the voice balance is filled with, a mark every ten units. The sheet has no size but is not
/// `display: none`: patterns inside such an element are not painted.
enum SymbolSheet {
  static func write(_ html: MarkupWriter) {
    html.literal(
      """
      <svg class="sheet" width="0" height="0" aria-hidden="true" focusable="false"><defs>\
      <symbol id="m-institution" viewBox="0 0 10 10"><path d="M1 1h8v8H1z"></path></symbol>\
      <symbol id="m-ngo" viewBox="0 0 10 10"><path d="M5 0l5 5-5 5-5-5z"></path></symbol>\
      <symbol id="m-community" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4.5"></circle></symbol>\
      <symbol id="m-mixed" viewBox="0 0 10 10"><path d="M5 .5l5 9H0z"></path></symbol>\
      <symbol id="m-unstated" viewBox="0 0 10 10"><path d="M1 4h8v2H1z"></path></symbol>\
      <pattern id="v-institution" width="10" height="10" patternUnits="userSpaceOnUse"><path class="mark-institution" d="M1 1h8v8H1z"></path></pattern>\
      <pattern id="v-ngo" width="10" height="10" patternUnits="userSpaceOnUse"><path class="mark-ngo" d="M5 0l5 5-5 5-5-5z"></path></pattern>\
      <pattern id="v-community" width="10" height="10" patternUnits="userSpaceOnUse"><circle class="mark-community" cx="5" cy="5" r="4.5"></circle></pattern>\
      <pattern id="v-mixed" width="10" height="10" patternUnits="userSpaceOnUse"><path class="mark-mixed" d="M5 .5l5 9H0z"></path></pattern>\
      <pattern id="v-unstated" width="10" height="10" patternUnits="userSpaceOnUse"><path class="mark-unstated" d="M2 4h6v2H2z"></path></pattern>\
      </defs></svg>
      """)
  }
}

extension MarkupWriter {
  /// The dash of voices that stated nothing, in the voice balance.
  func unstatedMark() { literal("<svg class=\"mark mark-unstated\" aria-hidden=\"true\"><use href=\"#m-unstated\"></use></svg>") }

  /// The mark of a category: ▪ institution, ◆ NGO, ● community, ▲ mixed group. A word always stands beside it, so it is hidden
  /// from screen readers.
  func mark(_ category: StakeholderCategory) {
    switch category {
    case .institution:
      literal("<svg class=\"mark mark-institution\" aria-hidden=\"true\"><use href=\"#m-institution\"></use></svg>")
    case .ngo: literal("<svg class=\"mark mark-ngo\" aria-hidden=\"true\"><use href=\"#m-ngo\"></use></svg>")
    case .community: literal("<svg class=\"mark mark-community\" aria-hidden=\"true\"><use href=\"#m-community\"></use></svg>")
    case .mixed: literal("<svg class=\"mark mark-mixed\" aria-hidden=\"true\"><use href=\"#m-mixed\"></use></svg>")
    }
  }
}
