import CNcurses
private import Glibc

/// The whole terminal, by ncurses: rows of inked text in, keys out. Lives on the main thread.
final class ConsoleScreen {
  private let colours: Bool
  private var isOpen = false

  init(colours: Bool) { self.colours = colours }

  /// Takes the terminal. What was on it comes back with `close`.
  func open() {
    guard !isOpen else { return }
    isOpen = true
    // What a character is and how wide, is the locale's; where the person's is not installed here, any that knows UTF-8.
    if setlocale(LC_CTYPE, "") == nil || String(cString: nl_langinfo(Int32(CODESET))) != "UTF-8" {
      setlocale(LC_CTYPE, "C.UTF-8")
    }
    initscr()
    cbreak()
    noecho()
    keypad(sfat_screen(), true)
    curs_set(0)
    set_escdelay(25)
    guard colours, has_colors() else { return }
    start_color()
    use_default_colors()
    for (ink, colour) in Self.palette { init_pair(Int16(Self.pair(of: ink)), Int16(colour), -1) }
  }

  /// Gives the terminal back, for an editor or for good.
  func close() {
    guard isOpen else { return }
    isOpen = false
    endwin()
  }

  /// Draws everything anew at the next time.
  func redraw() { sfat_redraw() }

  var size: (rows: Int, columns: Int) { (Int(getmaxy(sfat_screen())), Int(getmaxx(sfat_screen()))) }

  /// Draws rows from the top. ncurses sends what differs from before, so that nothing flickers.
  func draw(_ rows: [ConsoleRow]) {
    werase(sfat_screen())
    let height = size.rows
    for (number, row) in rows.prefix(height).enumerated() {
      var column = 0
      for span in row.spans {
        sfat_attributes(attributes(of: span))
        sfat_put(Int32(number), Int32(column), span.text)
        column += TextLayout.width(span.text)
      }
    }
    sfat_attributes(0)
    wrefresh(sfat_screen())
  }

  /// The next key; nil where none comes within so many milliseconds.
  func key(within milliseconds: Int) -> ConsoleKey? {
    let code = sfat_key(Int32(milliseconds))
    guard code >= 0 else { return isGone ? .gone : nil }
    switch Int32(code) - 0x200000 {
    case KEY_UP: return .up
    case KEY_DOWN: return .down
    case KEY_NPAGE: return .pageDown
    case KEY_PPAGE: return .pageUp
    case KEY_BACKSPACE: return .backspace
    case KEY_ENTER, KEY_RIGHT: return .enter
    case KEY_LEFT: return .escape
    case KEY_RESIZE: return .resize
    default: break
    }
    switch code {
    case 0x0A, 0x0D: return .enter
    case 0x09: return .tab
    case 0x1B: return .escape
    case 0x7F, 0x08: return .backspace
    case 0x0C: return .redraw
    case 0x20..<0x110000: return Unicode.Scalar(UInt32(code)).map { .letter(Character($0)) }
    default: return nil
    }
  }

  /// Whether nobody is at the terminal any more: the connection was closed.
  private var isGone: Bool {
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&input, 1, 0) > 0 && Int32(input.revents) & (POLLHUP | POLLERR | POLLNVAL) != 0
  }

  private static let palette: [(Style.Ink, Int32)] = [
    (.institution, COLOR_BLUE), (.ngo, COLOR_MAGENTA), (.community, COLOR_CYAN), (.live, COLOR_GREEN), (.warning, COLOR_YELLOW),
    (.fault, COLOR_RED),
  ]

  private static func pair(of ink: Style.Ink) -> Int32 {
    Int32((palette.firstIndex { $0.0 == ink } ?? -1) + 1)
  }

  private func attributes(of span: ConsoleRow.Span) -> Int32 {
    var attributes: Int32 = span.isChosen ? sfat_reverse() : 0
    switch span.ink {
    case nil: break
    case .bold: attributes |= sfat_bold()
    case .dim: attributes |= sfat_dim()
    case .some(let ink): attributes |= (colours ? sfat_pair(Self.pair(of: ink)) : 0) | (ink == .warning ? sfat_bold() : 0)
    }
    return attributes
  }
}

/// A key as the console understands it.
enum ConsoleKey: Equatable, Sendable {
  case up, down, pageUp, pageDown, enter, escape, tab, backspace, resize, redraw
  /// The terminal was closed.
  case gone
  case letter(Character)
}

/// A row of the screen: pieces of text with their ink.
struct ConsoleRow: Equatable, Sendable {
  struct Span: Equatable, Sendable {
    var text: String
    var ink: Style.Ink?
    /// Whether it is the chosen one of a list.
    var isChosen = false
  }

  var spans: [Span] = []

  init(_ text: String = "", _ ink: Style.Ink? = nil, isChosen: Bool = false) {
    if !text.isEmpty { spans = [Span(text: text, ink: ink, isChosen: isChosen)] }
  }

  var text: String { spans.map(\.text).joined() }
  var width: Int { TextLayout.width(text) }

  /// Without what does not fit into so many columns.
  func clipped(to columns: Int) -> ConsoleRow {
    var row = ConsoleRow()
    var left = columns
    for span in spans where left > 0 {
      let text = TextLayout.cut(span.text, to: left)
      row.append(text, span.ink, isChosen: span.isChosen)
      left -= TextLayout.width(text)
    }
    return row
  }

  mutating func append(_ text: String, _ ink: Style.Ink? = nil, isChosen: Bool = false) {
    spans.append(Span(text: text, ink: ink, isChosen: isChosen))
  }
}
