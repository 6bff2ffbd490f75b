import Foundation
import Testing

/// Keeps the arrows and rooms of `docs/architecture.md`.
@Suite struct HouseTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// What each target may import, besides the operating system's own modules.
  static let arrows: [String: Set<String>] = [
    "ForumWire": [],
    "ForumNet": ["ForumWire", "CLinux", "COpenSSL", "CZlib"],
    "ForumCore": ["CSQLite", "CPostgres", "COpenSSL", "CArgon2"],
    "ForumServer": ["ForumCore", "ForumNet", "ForumWire", "CMarkGFM", "CCurl", "CLinux", "CZlib"],
    "forum-server": ["ForumServer", "ForumCore", "ForumNet", "CLinux"],
    "forum-cli": ["ForumNet", "ForumWire", "ForumCore", "CLinux", "CNcurses"],
  ]
  static let system: Set<String> = ["Foundation", "FoundationEssentials", "Dispatch", "Glibc", "Synchronization"]

  static func sources(_ folder: String) throws -> [(path: String, text: String)] {
    let base = root.appending(path: folder)
    let files = try #require(FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil))
    return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map {
      (String($0.path.dropFirst(root.path.count + 1)), try String(contentsOf: $0, encoding: .utf8))
    }
  }

  @Test(arguments: arrows.keys.sorted())
  func `a target imports only what its arrow allows`(target: String) throws {
    let allowed = Self.arrows[target]!.union(target == "ForumWire" ? [] : Self.system)
    let sources = try Self.sources("Sources/" + target)
    #expect(!sources.isEmpty)
    for (path, text) in sources {
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place <= 2,
          words[..<place].allSatisfy({
            ["public", "internal", "private", "fileprivate", "@preconcurrency", "package"].contains($0)
          }),
          place + 1 < words.count
        else { continue }
        let module = String(words[place + 1].split(separator: ".")[0])
        #expect(allowed.contains(module), "\(path) imports \(module)")
      }
    }
  }

  @Test func `SQL stands only where the house says`() throws {
    let rooms = ["Database/", "Log/", "ReadModel/", "Accounts/"].map { "Sources/ForumCore/" + $0 }
    for (path, text) in try Self.sources("Sources") where !rooms.contains(where: path.hasPrefix) {
      for word in ["\"SELECT ", "\"INSERT INTO", "\"UPDATE ", "\"DELETE FROM", "  SELECT "] {
        #expect(!text.contains(word), "\(path) holds SQL")
      }
    }
  }

  @Test func `markup is written only by the views`() throws {
    for (path, text) in try Self.sources("Sources/ForumServer") where !path.contains("/Views/") {
      for word in ["<div", "<p>", "<article", "<!DOCTYPE", "</a>"] {
        #expect(!text.contains(word), "\(path) writes markup")
      }
    }
  }

  @Test func `what the compiler is told to believe has its reason beside it`() throws {
    for (path, text) in try Self.sources("Sources") {
      for line in text.split(separator: "\n") {
        guard let word = ["@unchecked Sendable", "nonisolated(unsafe)"].lazy.compactMap({ line.firstRange(of: $0) }).first else {
          continue
        }
        let reason = line[word.upperBound...].split(separator: "// ", maxSplits: 1).dropFirst().first ?? ""
        #expect(reason.split(separator: " ").count >= 5, "\(path): \(line)")
      }
    }
  }

  @Test func `no source is longer than a person reads at once`() throws {
    for (path, text) in try Self.sources("Sources") {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
      #expect(lines <= 400, "\(path) has \(lines) lines: look for the seam")
    }
  }
}
