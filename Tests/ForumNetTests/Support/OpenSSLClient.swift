import Foundation

/// OpenSSL's own program as the client: another side of TLS than ours.
enum OpenSSLClient {
  /// Connects, asks for `/now`, waits for the end, and gives what was said and shown.
  static func get(_ server: TestServer, _ arguments: [String]) throws -> String {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["openssl", "s_client", "-connect", "127.0.0.1:\(server.port)", "-ign_eof"] + arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = output
    try process.run()
    input.fileHandleForWriting.write(Data("GET /now HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".utf8))
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: said, as: UTF8.self)
  }

  /// The common name of the certificate it was shown.
  static func subject(_ said: String) -> Substring? {
    said.split(separator: "\n").first { $0.hasPrefix("subject=") }.map { $0.dropFirst("subject=CN = ".count) }
  }
}
