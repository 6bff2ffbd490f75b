import Testing

@testable import forum_cli

struct ArgumentParserTests {
  private let parser = ArgumentParser(commands: [
    CommandSpec(
      name: "show", side: .client, summary: Phrase("show"), operands: [OperandSpec(name: "THREAD")],
      options: [OptionSpec(name: "--limit", value: "N", help: Phrase("limit"))]),
    CommandSpec(
      name: "watch", side: .client, summary: Phrase("watch"), operands: [OperandSpec(name: "TOPIC", repeats: true)]),
    CommandSpec(name: "threads", side: .client, summary: Phrase("threads")),
    CommandSpec(
      name: "token create", side: .steward, summary: Phrase("token"),
      options: [OptionSpec(name: "--role", value: "ROLE", help: Phrase("role"), choices: ["participant", "moderator"])]),
    CommandSpec(name: "token list", side: .steward, summary: Phrase("tokens")),
  ])

  private func parse(_ line: String) throws(UsageError) -> ParsedArguments {
    try parser.parse(line.split(separator: " ").map(String.init))
  }

  @Test func `options stand before or after the command, with a space or an equals sign`() throws {
    let expected = ParsedArguments(command: "show", operands: ["42"], options: ["--server": ["http://x"], "--limit": ["5"]])
    #expect(try parse("--server http://x show 42 --limit 5") == expected)
    #expect(try parse("show --limit=5 42 --server=http://x") == expected)
  }

  @Test func `a command may have two words`() throws {
    #expect(try parse("--data d token create --role moderator").command == "token create")
    #expect(throws: UsageError.incompleteCommand("token", choices: ["create", "list"])) { try parse("token") }
    #expect(throws: UsageError.incompleteCommand("token", choices: ["create", "list"])) { try parse("token make") }
  }

  @Test func `a value may begin with a dash, and words after two dashes are operands`() throws {
    #expect(try parse("show 42 --limit -5").value("--limit") == "-5")
    #expect(try parse("watch -- --limit").operands == ["--limit"])
    #expect(try parse("watch -").operands == ["-"])
  }

  @Test func `the later of two options counts`() throws {
    #expect(try parse("show 1 --limit 1 --limit 2").value("--limit") == "2")
  }

  @Test func `what is wrong is named, and what may have been meant`() {
    #expect(throws: UsageError.unknownCommand("thraeds", similar: "threads")) { try parse("thraeds") }
    #expect(throws: UsageError.unknownCommand("xyzzy", similar: nil)) { try parse("xyzzy") }
    #expect(throws: UsageError.unknownOption("--limt", similar: "--limit")) { try parse("show 1 --limt 5") }
    #expect(throws: UsageError.missingValue(option: "--limit")) { try parse("show 1 --limit") }
    #expect(throws: UsageError.unexpectedValue(option: "--json")) { try parse("show 1 --json=yes") }
    #expect(throws: UsageError.missingOperand("THREAD")) { try parse("show") }
    #expect(throws: UsageError.unexpectedOperand("2")) { try parse("show 1 2") }
    #expect(throws: UsageError.badChoice(name: "--role", value: "king", choices: ["participant", "moderator"])) {
      try parse("token create --role king")
    }
  }

  @Test func `numbers have a range`() throws {
    let parsed = try parse("show 1 --limit 7")
    #expect(try parsed.number("--limit", in: 1...10) == 7)
    #expect(throws: UsageError.badNumber(option: "--limit", value: "7", range: 1...5)) {
      try parsed.number("--limit", in: 1...5)
    }
    #expect(try parsed.number("--other", in: 1...5) == nil)
  }

  @Test(arguments: ["42", "#42", "/threads/42", "https://example.org/threads/42", "http://h/threads/9#post-42"])
  func `an identifier is a number or an address that ends in it`(text: String) throws {
    #expect(try ParsedArguments.identifier(text, called: "THREAD") == 42)
  }

  @Test(arguments: ["", "x", "-1", "0", "4 2", "/threads/", "99999999999999999999"])
  func `anything else is no identifier`(text: String) {
    #expect(throws: UsageError.badIdentifier(name: "THREAD", value: text)) {
      try ParsedArguments.identifier(text, called: "THREAD")
    }
  }
}
