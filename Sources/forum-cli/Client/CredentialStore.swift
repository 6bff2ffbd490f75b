import ForumCore
private import Glibc

/// The tokens of `forum-cli login`, one for each server, in a file that only its owner can read:
/// `$XDG_CONFIG_HOME/sfat/credentials.json`, else `~/.config/sfat/credentials.json`.
///
/// ```
/// {"server":"https://forum.example","tokens":{"https://forum.example":"…"}}
/// ```
struct CredentialStore {
  /// The server of the last `login`, which commands use where none is named.
  private(set) var server: String?
  private var tokens: JSONObject
  private let folder: String
  private var path: String { folder + "/credentials.json" }

  init(environment: [String: String]) throws(Failure) {
    let home = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    folder = (home ?? (environment["HOME"] ?? "/") + "/.config") + "/sfat"
    tokens = [:]
    guard let bytes = try Self.read(folder + "/credentials.json") else { return }
    guard let value = try? JSONParser.parse(bytes), case .object(let object) = value else {
      throw Failure(
        .data,
        Phrase(ro: "Fișierul \(folder)/credentials.json este stricat.", en: "The file \(folder)/credentials.json is damaged."),
        next: Phrase(ro: "Ștergeți-l și repetați forum-cli login.", en: "Delete it and repeat forum-cli login."))
    }
    server = object["server"]?.string
    tokens = object["tokens"]?.object ?? [:]
  }

  func token(for server: String) -> String? { tokens[server]?.string }

  mutating func set(_ token: String, for server: String) throws(Failure) {
    tokens[server] = .string(token)
    self.server = server
    try save()
  }

  /// Whether there was one.
  mutating func remove(_ server: String) throws(Failure) -> Bool {
    guard tokens[server] != nil else { return false }
    tokens[server] = nil
    if self.server == server { self.server = tokens.members.first?.key }
    try save()
    return true
  }

  /// Written beside and moved into place, so that an interruption leaves the old one.
  private func save() throws(Failure) {
    var object: JSONObject = [:]
    if let server { object["server"] = .string(server) }
    object["tokens"] = .object(tokens)
    let bytes = JSONValue.object(object).bytes + [0x0A]
    let parent = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? "/"
    mkdir(parent, 0o700)
    mkdir(folder, 0o700)
    let temporary = path + ".\(getpid())"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw unwritable }
    let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress!, $0.count) }
    let synced = fsync(descriptor)
    close(descriptor)
    guard written == bytes.count, synced == 0, rename(temporary, path) == 0 else {
      unlink(temporary)
      throw unwritable
    }
  }

  private var unwritable: Failure {
    Failure(
      .unavailable,
      Phrase(
        ro: "Nu pot scrie \(path): \(String(cString: strerror(errno))).",
        en: "Cannot write \(path): \(String(cString: strerror(errno)))."))
  }

  /// Nil where there is no file. One that others can read is refused: its tokens must be taken for known.
  private static func read(_ path: String) throws(Failure) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & 0o077 == 0 else {
      throw Failure(
        .notAllowed, Phrase(ro: "Fișierul \(path) poate fi citit de alții.", en: "The file \(path) can be read by others."),
        next: Phrase(
          ro: "chmod 600 \(path), iar dacă l-ar fi putut citi cineva, cereți alt token.",
          en: "chmod 600 \(path); if anybody may have read it, ask for another token."))
    }
    return InputText.bytes(from: descriptor, limit: 1 << 20)
  }
}
