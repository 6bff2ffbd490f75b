import ForumCore
import ForumNet
import Foundation
import Glibc
import Testing

/// `forum-server` as a process of its own, to be killed.
final class ServerProcess: @unchecked Sendable {  // Foundation's Process may be signalled from any thread
  private let process = Process()
  let url: ServerURL

  /// Starts it on a free port and waits for its line `ready URL`.
  init(folder: String, arguments: [String] = ["--test-mode"]) throws {
    let built = try AssetLocation.find().folder + "/.build/debug/forum-server"
    let program = ProcessInfo.processInfo.environment["SFAT_SERVER"] ?? built
    try #require(FileManager.default.isExecutableFile(atPath: program), "forum-server is not built at \(program)")
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["--data", folder, "--listen", "127.0.0.1:0", "--log-level", "error"] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var line = ""
    while !line.contains("\n") {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { break }
      line += String(decoding: data, as: UTF8.self)
    }
    let first = line.prefix { $0 != "\n" }
    let said = first.hasPrefix("ready ") ? ServerURL(String(first.dropFirst(6))) : nil
    url = try #require(said, "it said “\(line)”")
  }

  /// As a power cut would end it.
  func kill() { Glibc.kill(process.processIdentifier, SIGKILL) }

  /// Asks it to drain; its exit code.
  func end() -> Int32 {
    process.terminate()
    process.waitUntilExit()
    return process.terminationStatus
  }

  func wait() { process.waitUntilExit() }
}
