import ForumCore
private import Glibc

/// What people type or pipe in: tokens without echo, texts, and texts written in an editor.
enum InputText {
  /// A text to send is cut off for reading here; the server's own limit is far below.
  static let limit = 1 << 20

  /// Everything a descriptor gives, up to a limit; nil on a failed read or beyond the limit.
  static func bytes(from descriptor: Int32, limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= limit {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
    return nil
  }

  /// All of standard input as text.
  static func standardInput() throws(Failure) -> String {
    guard let bytes = bytes(from: STDIN_FILENO, limit: limit), let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(
        .data,
        Phrase(
          ro: "Intrarea nu este text UTF-8 sau trece de 1 MiB.", en: "Standard input is not UTF-8 text, or larger than 1 MiB."))
    }
    return text
  }

  /// One line that is not shown while it is typed; without a terminal, the first line of standard input.
  static func secret(prompt: String, _ terminal: Terminal) throws(Failure) -> String {
    guard terminal.inputIsTerminal else {
      return String(try standardInput().prefix { $0 != "\n" && $0 != "\r\n" })
    }
    var before = termios()
    tcgetattr(STDIN_FILENO, &before)
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
    terminal.noteRaw(prompt)
    let line = readLine() ?? ""
    terminal.note("")
    return line
  }

  /// The text of a post: `--body`, else what is piped in, else what the person writes in `$VISUAL` or `$EDITOR`.
  static func body(_ context: Context, draft: String = "") throws(Failure) -> String {
    if let body = context.arguments.value("--body"), body != "-" { return body }
    if !context.terminal.inputIsTerminal || context.arguments.value("--body") == "-" { return try standardInput() }
    return try inEditor(draft, context)
  }

  /// What the person writes in `$VISUAL` or `$EDITOR`, beginning with a draft.
  static func inEditor(_ draft: String, _ context: Context) throws(Failure) -> String {
    let editors = [context.environment["VISUAL"], context.environment["EDITOR"]]
    guard let editor = editors.lazy.compactMap(\.self).first(where: { !$0.isEmpty }) else {
      throw Failure(
        .usage, Phrase(ro: "Lipsește textul.", en: "The text is missing."),
        next: Phrase(
          ro: "Dați-l cu --body, trimiteți-l la intrare sau puneți editorul în EDITOR.",
          en: "Give it with --body, pipe it in, or name your editor in EDITOR."))
    }
    return try edited(draft, with: editor)
  }

  private static func edited(_ draft: String, with editor: String) throws(Failure) -> String {
    var template = Array("/tmp/sfat-XXXXXX.md".utf8CString)
    // mkstemps makes the file readable for its owner alone.
    let descriptor = mkstemps(&template, 3)
    guard descriptor >= 0 else { throw unwritable }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let written = Array(draft.utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    guard written == draft.utf8.count else { throw unwritable }
    guard run(editor, path) else {
      throw Failure(
        .unavailable,
        Phrase(ro: "Editorul „\(editor)” nu s-a încheiat cu bine.", en: "The editor \"\(editor)\" did not end well."),
        next: Phrase(ro: "Textul este în \(path).", en: "The text is in \(path)."))
    }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    guard file >= 0, let bytes = bytes(from: file, limit: limit), let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(.data, Phrase(ro: "\(path) nu este text UTF-8.", en: "\(path) is not UTF-8 text."))
    }
    unlink(path)
    return text
  }

  private static func run(_ editor: String, _ path: String) -> Bool {
    // The shell parts words such as `code --wait`; the path is its own argument.
    let words = ["/bin/sh", "-c", "\(editor) \"$1\"", "sh", path]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child = pid_t()
    guard posix_spawn(&child, "/bin/sh", nil, nil, &arguments, environ) == 0 else { return false }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 { if errno != EINTR { return false } }
    return status == 0
  }

  private static var unwritable: Failure {
    Failure(.unavailable, Phrase(ro: "Nu pot scrie în /tmp.", en: "Cannot write to /tmp."))
  }
}
