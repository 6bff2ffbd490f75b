private import Glibc

/// Reads a file to import whole. The operator's own files, so the limit only keeps a mistake from filling the memory.
enum SourceFile {
  /// 1 GiB; a larger file is refused.
  static let limit = 1 << 30

  static func bytes(of file: String, in folder: String) throws(ImportFailure) -> [UInt8] {
    let path = folder.hasSuffix("/") ? folder + file : folder + "/" + file
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw errno == ENOENT || errno == ENOTDIR ? .missingFile(path) : .unreadableFile(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .unreadableFile(path) }
    guard status.st_size <= limit else { throw .fileTooLarge(path, limit: limit) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + filled, $0.count - filled) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .unreadableFile(path) }
      if count == 0 { break }
      filled += count
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }
}
