import Testing

@testable import forum_cli

struct HelpPageTests {
  @Test(arguments: Language.allCases)
  func `the overview names every command, option and exit code`(language: Language) {
    let page = HelpPage(commands: Commands.specs, language: language, width: 80).overview()
    for spec in Commands.specs { #expect(page.contains("  \(spec.name) ") || page.contains("  \(spec.name)\n"), "\(spec.name)") }
    for option in OptionSpec.common { #expect(page.contains(option.name)) }
    for code in ExitCode.allCases { #expect(page.contains("  \(code.rawValue) ")) }
  }

  @Test(arguments: Language.allCases)
  func `every page fits 80 columns and explains every option`(language: Language) {
    let help = HelpPage(commands: Commands.specs, language: language, width: 80)
    for spec in Commands.specs {
      let page = help.page(spec)
      let body = page.split(separator: "\n").dropFirst()
      let examples = Set(spec.examples)
      for line in body where !examples.contains(String(line.drop { $0 == " " })) {
        #expect(TextLayout.width(String(line)) <= 80, "\(spec.name): \(line)")
      }
      for option in spec.allOptions { #expect(page.contains("  \(option.name)"), "\(spec.name) \(option.name)") }
    }
  }

  @Test func `no command has the name or option of another twice`() {
    #expect(Set(Commands.specs.map(\.name)).count == Commands.specs.count)
    for spec in Commands.specs {
      #expect(Set(spec.allOptions.map(\.name)).count == spec.allOptions.count, "\(spec.name)")
      #expect(spec.operands.dropLast().filter(\.repeats).isEmpty, "\(spec.name)")
    }
  }
}
