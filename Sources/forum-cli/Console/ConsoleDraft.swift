import ForumCore
private import Glibc

/// Where a decision that has been written is kept until it has arrived: `$XDG_STATE_HOME/sfat/decision.json`, else under
/// `~/.local/state`. Only its owner can read it.
struct ConsoleDraft {
  private let folder: String
  private var path: String { folder + "/decision.json" }

  init(environment: [String: String]) {
    let home = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    folder = (home ?? (environment["HOME"] ?? "/") + "/.local/state") + "/sfat"
  }

  func load(leavesAt: Instant) -> ConsolePending? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    guard let bytes = InputText.bytes(from: file, limit: InputText.limit), let value = try? JSONParser.parse(bytes) else {
      return nil
    }
    return ConsolePending(value, leavesAt: leavesAt)
  }

  /// Nil removes it. Whether it is safely there.
  @discardableResult
  func save(_ pending: ConsolePending?) -> Bool {
    guard let pending else { return unlink(path) == 0 || errno == ENOENT }
    var made = ""
    for part in folder.split(separator: "/") {
      made += "/" + part
      mkdir(made, 0o700)
    }
    let file = open(path + ".new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    let bytes = pending.stored.bytes
    let written = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    let isThere = written == bytes.count && fsync(file) == 0
    close(file)
    return isThere && rename(path + ".new", path) == 0
  }
}
