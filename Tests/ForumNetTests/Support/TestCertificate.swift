import ForumNet
import Foundation

/// A self-signed certificate, for 127.0.0.1 and localhost unless told otherwise, made by OpenSSL in a folder of its own.
struct TestCertificate {
  static let thisMachine = "IP:127.0.0.1,DNS:localhost"

  let files: ServerOptions.Certificate

  init(commonName: String = "test", names: String = thisMachine) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("forum-net-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    files = .init(
      certificateFile: folder.appendingPathComponent("certificate.pem").path,
      keyFile: folder.appendingPathComponent("key.pem").path)
    try write(commonName: commonName, names: names)
  }

  /// Makes a new key and certificate in the same files.
  func write(commonName: String, names: String = thisMachine) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
      "/CN=\(commonName)", "-addext", "subjectAltName=\(names)", "-keyout", files.keyFile, "-out",
      files.certificateFile,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}
