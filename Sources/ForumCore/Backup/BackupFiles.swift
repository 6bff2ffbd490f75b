import Glibc

/// What backing up and restoring do with files and folders: each call says which path failed, and lasts when it returns.
enum BackupFiles {
  private static let piece = 1 << 20

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The names in a folder; empty where there is no folder.
  static func names(in folder: String) throws(BackupFault) -> [String] {
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw .file(folder, errno: errno)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes a folder for its owner's eyes only, where there is none.
  static func makeFolder(_ path: String) throws(BackupFault) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .file(path, errno: errno) }
  }

  /// Removes the files of these names, as far as they are there, and then the folder.
  static func removeFolder(_ folder: String, files: [String]) {
    for name in files { unlink(folder + "/" + name) }
    rmdir(folder)
  }

  static func read(_ path: String) throws(BackupFault) -> [UInt8] {
    var bytes: [UInt8] = []
    _ = try pass(over: path, progress: { _, _ in }) { piece throws(BackupFault) in bytes += piece }
    return bytes
  }

  /// The SHA-256 and the size of a file.
  static func digest(of path: String, progress: (Int, Int) -> Void) throws(BackupFault) -> (hash: [UInt8], bytes: Int64) {
    try pass(over: path, progress: progress) { _ in }
  }

  /// Writes a file that is not there yet.
  static func write(_ bytes: [UInt8], to path: String) throws(BackupFault) {
    let file = try create(path)
    defer { close(file) }
    try append(bytes, to: file, path)
    guard fsync(file) == 0 else { throw .file(path, errno: errno) }
  }

  /// Copies a file to where none is yet; the SHA-256 and the size of what was copied.
  static func copy(_ source: String, to destination: String, progress: (Int, Int) -> Void) throws(BackupFault) -> (
    hash: [UInt8], bytes: Int64
  ) {
    let file = try create(destination)
    defer { close(file) }
    let digest = try pass(over: source, progress: progress) { piece throws(BackupFault) in
      try append(piece, to: file, destination)
    }
    guard fsync(file) == 0 else { throw .file(destination, errno: errno) }
    return digest
  }

  /// Moves a file to where nothing may stand; false where something does.
  static func move(_ source: String, to destination: String) throws(BackupFault) -> Bool {
    // A link refuses what a rename would replace. File systems without links say so by EPERM (link(2)).
    if link(source, destination) == 0 {
      unlink(source)
      return true
    }
    switch errno {
    case EEXIST: return false
    case EPERM where !exists(destination):
      guard rename(source, destination) == 0 else { throw .file(destination, errno: errno) }
      return true
    case let code: throw .file(destination, errno: code)
    }
  }

  /// Makes what was made, moved or removed in a folder last; or a file that SQLite wrote.
  static func sync(_ path: String) throws(BackupFault) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .file(path, errno: errno) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw .file(path, errno: errno) }
  }

  private static func create(_ path: String) throws(BackupFault) -> Int32 {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .file(path, errno: errno) }
    return file
  }

  private static func append(_ bytes: [UInt8], to file: Int32, _ path: String) throws(BackupFault) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + written, bytes.count - written) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .file(path, errno: errno) }
      written += count
    }
  }

  private static func pass(
    over path: String, progress: (Int, Int) -> Void, _ body: ([UInt8]) throws(BackupFault) -> Void
  ) throws(BackupFault) -> (hash: [UInt8], bytes: Int64) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .file(path, errno: errno) }
    defer { close(file) }
    let size = Int(lseek(file, 0, SEEK_END))
    lseek(file, 0, SEEK_SET)
    var passed = 0
    do {
      let hash = try SHA256().hash { () throws -> [UInt8]? in
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: piece) { buffer, filled in
          repeat { count = Glibc.read(file, buffer.baseAddress, piece) } while count < 0 && errno == EINTR
          filled = max(0, count)
        }
        guard count >= 0 else { throw BackupFault.file(path, errno: errno) }
        guard count > 0 else { return nil }
        try body(bytes)
        passed += count
        progress(passed, size)
        return bytes
      }
      return (hash, Int64(passed))
    } catch {
      throw error as? BackupFault ?? .file(path, errno: EIO)
    }
  }
}
