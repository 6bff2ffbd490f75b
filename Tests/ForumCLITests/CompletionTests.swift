import Foundation
import Testing

@testable import forum_cli

struct CompletionTests {
  @Test(arguments: Completion.Shell.allCases, Language.allCases)
  func `every script lists every command and option`(shell: Completion.Shell, language: Language) {
    let script = Completion.script(for: shell, Commands.specs, language)
    for spec in Commands.specs {
      for word in spec.words { #expect(script.contains(word), "\(word)") }
      for option in spec.allOptions { #expect(script.contains(option.name.dropFirst(2)), "\(option.name)") }
      for choice in spec.operands.flatMap(\.choices) { #expect(script.contains(choice)) }
    }
  }

  /// What bash itself offers after some words.
  private func offered(_ words: [String]) throws -> [String] {
    let script = Completion.script(for: .bash, Commands.specs, .english)
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.currentDirectoryURL = FileManager.default.temporaryDirectory
    process.arguments = [
      "--norc", "-c",
      script + "\nCOMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count - 1); _forum_cli; printf '%s\\n' \"${COMPREPLY[@]}\"",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func `bash completes first words, second words, options and choices`() throws {
    let first = try offered(["forum-cli", ""])
    for spec in Commands.specs { #expect(first.contains(spec.words[0])) }
    #expect(try offered(["forum-cli", "--data", "x", "token", ""]).contains("create"))
    #expect(try offered(["forum-cli", "token", "create", "--ro"]) == ["--role"])
    #expect(try offered(["forum-cli", "token", "create", "--role", "mod"]) == ["moderator"])
    #expect(try offered(["forum-cli", "import", "dec"]) == ["decide-madrid"])
    #expect(try offered(["forum-cli", "completion", ""]).prefix(3) == ["bash", "zsh", "fish"])
  }
}
