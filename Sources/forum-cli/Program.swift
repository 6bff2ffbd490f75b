import ForumCore

/// The program from its command line to its exit code.
enum Program {
  static func run(_ words: [String], environment: [String: String]) async -> ExitCode {
    let language = Language(environment: environment)
    // Asked before the line is read as a whole, so that errors in it are shown as wanted too.
    let terminal = Terminal(environment: environment, plain: words.contains("--plain"))
    let parser = ArgumentParser(commands: Commands.specs)
    let help = HelpPage(commands: Commands.specs, language: language, width: terminal.textWidth)
    func show(_ error: UsageError, for command: String?) -> ExitCode {
      let page = command.map { "forum-cli \($0) --help" } ?? "forum-cli --help"
      report(
        Failure(.usage, error.phrase, next: Phrase(ro: "Vedeți: \(page)", en: "See: \(page)")), language, terminal,
        json: words.contains("--json"))
      return .usage
    }
    let parsed: ParsedArguments
    do {
      parsed = try parser.parse(words)
    } catch .incompleteCommand(let first, _) where words.contains("--help") || words.contains("-h") {
      terminal.write(parser.commands.filter { $0.words[0] == first }.map(help.page).joined(separator: "\n"))
      return .done
    } catch {
      let command = Commands.specs.first { spec in
        words.contains(spec.words[0]) && (spec.words.count == 1 || words.contains(spec.words[1]))
      }
      return show(error, for: command?.name)
    }
    guard let name = parsed.command else {
      if parsed.has("--help") {
        terminal.write(help.overview())
        return .done
      }
      return show(.noCommand, for: nil)
    }
    if parsed.has("--help") {
      terminal.write(help.page(parser.spec(name)!))
      return .done
    }
    let type = Commands.all.first { $0.spec.name == name }!
    let command: any CLICommand
    do {
      command = try type.init(parsed)
    } catch {
      return show(error, for: name)
    }
    let context = Context(arguments: parsed, environment: environment, language: language, terminal: terminal)
    do {
      return try await command.run(in: context)
    } catch {
      let failure = Failure(any: error)
      report(failure, language, terminal, json: context.wantsJSON)
      return failure.code
    }
  }

  /// On standard error: what happened, then what to do.
  private static func report(_ failure: Failure, _ language: Language, _ terminal: Terminal, json: Bool) {
    if json {
      var object: JSONObject = [
        "error": .string(failure.what.text(language)), "code": .integer(Int64(failure.code.rawValue)),
      ]
      if let next = failure.next { object["next"] = .string(next.text(language)) }
      terminal.note(String(decoding: JSONValue.object(object).bytes, as: UTF8.self))
      return
    }
    terminal.note("forum-cli: \(failure.what.text(language))")
    if let next = failure.next { terminal.note("  \(next.text(language))") }
  }
}
