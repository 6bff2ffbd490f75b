private import Glibc

/// Standard output and error: what they are, how wide, and writing to them. Lives on the main thread, like the commands.
struct Terminal: Sendable {
  let style: Style
  /// Columns of the terminal on standard output; 80 where it is none.
  let width: Int
  let outputIsTerminal: Bool
  let errorIsTerminal: Bool
  let inputIsTerminal: Bool

  init(environment: [String: String], plain: Bool) {
    outputIsTerminal = isatty(STDOUT_FILENO) == 1
    errorIsTerminal = isatty(STDERR_FILENO) == 1
    inputIsTerminal = isatty(STDIN_FILENO) == 1
    let colourless = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    style = Style(colours: outputIsTerminal && !plain && !colourless && environment["TERM"] != "dumb", plain: plain)
    var size = winsize()
    if outputIsTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      width = Int(size.ws_col)
    } else {
      width = environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 >= 20 ? $0 : nil } ?? 80
    }
  }

  /// The columns that text fills: long lines are hard to read, so not more than 100.
  var textWidth: Int { min(max(width, 20), 100) }

  func write(_ text: String) { Self.write(Array(text.utf8), to: STDOUT_FILENO) }
  func line(_ text: String = "") { write(text + "\n") }
  func write(bytes: [UInt8]) { Self.write(bytes, to: STDOUT_FILENO) }

  /// To standard error.
  func note(_ text: String) { Self.write(Array((text + "\n").utf8), to: STDERR_FILENO) }
  func noteRaw(_ text: String) { Self.write(Array(text.utf8), to: STDERR_FILENO) }

  /// Ends the program quietly when nobody reads any more (`forum-cli threads | head`).
  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + sent, $0.count - sent) }
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count >= 0 else {
        if descriptor == STDOUT_FILENO { exit(errno == EPIPE ? 0 : ExitCode.data.rawValue) }
        return
      }
      sent += count
    }
  }
}
