private import Glibc

/// The quiet last line of a live view: drawn under what is printed, moved down by it, and taken away at the end. Without a terminal
/// changes of state go to standard error, once each.
final class StatusLine {
  private let terminal: Terminal
  private let isDrawn: Bool
  private let isSilent: Bool
  private var shown = ""

  init(_ terminal: Terminal, quiet: Bool) {
    self.terminal = terminal
    isSilent = quiet
    isDrawn = terminal.outputIsTerminal && !quiet && !terminal.style.plain
    if isDrawn {
      // Leave a clean line behind when the person stops the program.
      signal(SIGINT) { _ in
        let erase: [UInt8] = [0x0D, 0x1B, 0x5B, 0x4B]
        _ = erase.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
        _exit(130)
      }
    }
  }

  /// Shows a state instead of the one before. `isNews` says it aloud where no line can be drawn.
  func show(_ text: String, isNews: Bool = true) {
    guard text != shown else { return }
    shown = text
    if isDrawn {
      terminal.write("\r" + TextLayout.cut(text, to: terminal.width - 1) + "\u{1B}[K")
    } else if isNews, !isSilent {
      terminal.note(text)
    }
  }

  /// Prints lines above it.
  func print(_ lines: [String]) {
    let text = lines.joined(separator: "\n") + "\n"
    guard isDrawn else { return terminal.write(text) }
    terminal.write("\r\u{1B}[K" + text + TextLayout.cut(shown, to: terminal.width - 1) + "\u{1B}[K")
  }

  func finish() {
    if isDrawn { terminal.write("\r\u{1B}[K") }
  }
}
