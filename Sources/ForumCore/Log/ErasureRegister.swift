import Glibc

/// The list of erased contents that is kept apart from backups, so that a restored backup forgets again. One line of JSON an
/// erasure, fsynced before the call returns; nothing personal is in it. One process writes at a time.
///
/// ```
/// {"log":"(log id)","position":57,"name":"body","commitment":"(base64url)"}
/// ```
public struct ErasureRegister: Sendable {
  /// One erasure.
  public struct Line: Sendable, Hashable {
    public let log: String
    public let position: Position
    public let name: String
    public let commitment: [UInt8]

    /// The content it is about, whatever id the log had.
    struct Content: Hashable {
      let position: Position
      let name: String
      let commitment: [UInt8]
    }
    var content: Content { Content(position: position, name: name, commitment: commitment) }

    public init(log: String, position: Position, name: String, commitment: [UInt8]) {
      self.log = log
      self.position = position
      self.name = name
      self.commitment = commitment
    }
  }

  /// Why the register cannot be read or written.
  public enum Failure: Error, Equatable, Sendable, CustomStringConvertible {
    case cannotOpen(String, errno: Int32)
    case cannotWrite(String, errno: Int32)
    case malformed(String, line: Int)

    public var description: String {
      switch self {
      case .cannotOpen(let path, let code): "The erasure register \(path) cannot be opened: \(String(cString: strerror(code)))."
      case .cannotWrite(let path, let code): "The erasure register \(path) cannot be written: \(String(cString: strerror(code)))."
      case .malformed(let path, let line): "Line \(line) of the erasure register \(path) is not an erasure."
      }
    }
  }

  public let path: String

  public init(path: String) { self.path = path }

  /// Whether there is such a file; a register without one is empty.
  public var exists: Bool { access(path, F_OK) == 0 }

  /// Appends lines and makes them last; those that stand already are left out.
  public func append(_ lines: [Line]) throws(Failure) {
    let standing = Set(try read())
    let new = lines.filter { !standing.contains($0) }
    guard !new.isEmpty else { return }
    let file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .cannotOpen(path, errno: errno) }
    defer { close(file) }
    var bytes: [UInt8] = []
    // After a torn line the new ones begin on a line of their own.
    if !endsWithNewline(file) { bytes.append(UInt8(ascii: "\n")) }
    for line in new { bytes += Self.format(line) + [UInt8(ascii: "\n")] }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { write(file, $0.baseAddress! + written, bytes.count - written) }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw .cannotWrite(path, errno: errno)
      }
      written += count
    }
    guard fsync(file) == 0 else { throw .cannotWrite(path, errno: errno) }
    try syncFolder()
  }

  /// Every erasure in it, oldest first; a register that is not there has none. A last line that was torn by a power cut
  /// belongs to an erasure that was not acknowledged, and is passed over; anything else that cannot be read is a failure.
  public func read() throws(Failure) -> [Line] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT { return [] }
      throw .cannotOpen(path, errno: errno)
    }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .cannotOpen(path, errno: errno) }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    var lines: [Line] = []
    let texts = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
    for (number, text) in texts.enumerated() {
      if let line = Self.parse([UInt8](text)) {
        lines.append(line)
      } else if !Self.isTorn([UInt8](text)) {
        throw .malformed(path, line: number + 1)
      }
    }
    return lines
  }

  // MARK: The form

  static func format(_ line: Line) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("log", line.log)
    writer.member("position", line.position)
    writer.member("name", line.name)
    writer.member("commitment", Base64URL.encode(line.commitment))
    writer.endObject()
    return writer.bytes
  }

  static func parse(_ bytes: [UInt8]) -> Line? {
    guard let value = try? JSONParser.parse(bytes, limits: .entry), let log = value["log"]?.string,
      let position = value["position"]?.integer, let name = value["name"]?.string,
      let commitment = value["commitment"]?.string.flatMap(Base64URL.decode)
    else { return nil }
    let line = Line(log: log, position: position, name: name, commitment: commitment)
    return format(line) == bytes ? line : nil
  }

  /// The beginning of a line, and no end.
  private static func isTorn(_ bytes: [UInt8]) -> Bool {
    let start = Array(#"{"log":""#.utf8)
    return bytes.last != UInt8(ascii: "}") && (bytes.starts(with: start) || start.starts(with: bytes))
  }

  private func endsWithNewline(_ file: Int32) -> Bool {
    let size = lseek(file, 0, SEEK_END)
    guard size > 0 else { return true }
    var last: UInt8 = 0
    return pread(file, &last, 1, size - 1) == 1 && last == UInt8(ascii: "\n")
  }

  /// A new file lasts once its folder does.
  private func syncFolder() throws(Failure) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotOpen(path, errno: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .cannotWrite(path, errno: errno) }
  }
}
