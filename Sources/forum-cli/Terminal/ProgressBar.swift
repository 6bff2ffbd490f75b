private import Glibc

/// A bar on standard error for long work: drawn only on a terminal, at most ten times a second, and gone when the work is.
/// Lives on the thread that does the work.
final class ProgressBar {
  private let terminal: Terminal
  private let label: String
  private let isDrawn: Bool
  private var last: Int64 = 0
  private let began: Int64

  /// `quiet` draws nothing, for answers to programs.
  init(_ label: String, on terminal: Terminal, quiet: Bool) {
    self.label = label
    self.terminal = terminal
    isDrawn = terminal.errorIsTerminal && !quiet
    began = Self.milliseconds()
  }

  /// How far the work is; a total of zero is not known.
  func update(_ done: Int, of total: Int) {
    guard isDrawn else { return }
    let now = Self.milliseconds()
    guard now - last >= 100 else { return }
    last = now
    let seconds = Double(now - began) / 1000
    let left = done > 0 && total > done && seconds > 1 ? Int(seconds / Double(done) * Double(total - done)) : nil
    terminal.noteRaw(
      "\r" + Self.line(label, done, of: total, secondsLeft: left, width: min(terminal.width, 100), plain: terminal.style.plain)
        + "\u{1B}[K")
  }

  /// Takes the bar away.
  func finish() {
    if isDrawn, last > 0 { terminal.noteRaw("\r\u{1B}[K") }
  }

  /// `Import ━━━━━━────── 45 %  2 340 / 5 200  0:12`, one column less than the width.
  static func line(_ label: String, _ done: Int, of total: Int, secondsLeft: Int?, width: Int, plain: Bool) -> String {
    guard total > 0 else { return TextLayout.cut("\(label) \(done)", to: width - 1) }
    let part = min(max(Double(done) / Double(total), 0), 1)
    var tail = " \(Int(part * 100)) %  \(done) / \(total)"
    if let secondsLeft {
      let seconds = secondsLeft % 60
      tail += "  \(secondsLeft / 60):\(seconds < 10 ? "0" : "")\(seconds)"
    }
    let room = min(40, width - 2 - TextLayout.width(label) - TextLayout.width(tail))
    guard room >= 5, !plain else { return TextLayout.cut(label + tail, to: width - 1) }
    let full = Int(Double(room) * part)
    return label + " " + String(repeating: "━", count: full) + String(repeating: "─", count: room - full) + tail
  }

  private static func milliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
