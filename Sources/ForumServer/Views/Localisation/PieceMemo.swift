import Synchronization

/// Pieces of pages that differ by their language and a few choices only, written once for each. One for a language; any thread.
final class PieceMemo: Sendable {
  /// What a piece differs by. Each case has few values, so that nothing here needs a bound.
  enum Piece: Hashable, Sendable {
    /// The links of the header; the path where one of them leads to this page.
    case navigation(current: String?)
    /// The choices of the menu for language and light.
    case display(Theme)
    /// The fields of an untouched form for a post, by its label and the language offered first.
    case composer(label: String, language: String)
    /// The texts of the scripts, as attributes.
    case scriptTexts
  }

  private let written = Mutex<[Piece: Markup]>([:])

  func markup(_ piece: Piece, write: () -> Markup) -> Markup {
    if let markup = written.withLock({ $0[piece] }) { return markup }
    let markup = write()
    written.withLock { $0[piece] = markup }
    return markup
  }
}

extension MarkupWriter {
  /// Writes a piece that is the same on many pages: copied where it has been written before.
  func piece(_ piece: PieceMemo.Piece, of texts: Texts, write: (MarkupWriter) -> Void) {
    markup(texts.pieces.markup(piece) { .written(write) })
  }
}
