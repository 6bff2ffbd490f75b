import Testing

@testable import ForumServer

struct ConfigurationTests {
  private func parse(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Configuration? {
    guard case .serve(let configuration) = try Configuration.parse(arguments: arguments, environment: environment) else {
      return nil
    }
    return configuration
  }

  @Test func `flags win over the environment, and both over the defaults`() throws {
    let configuration = try #require(
      try parse(
        ["--listen", "127.0.0.1:0,[::1]:9090", "--loops=3", "--test-mode"],
        ["SFAT_LOOPS": "5", "SFAT_DATA": "/srv/sfat", "SFAT_DEMO": "1", "SFAT_TEST_MODE": "0"]))
    #expect(configuration.listen == [ListenAddress(host: "127.0.0.1", port: 0), ListenAddress(host: "::1", port: 9090)])
    #expect(configuration.loops == 3)
    #expect(configuration.data == "/srv/sfat")
    #expect(configuration.demo && configuration.testMode)
    #expect(configuration.workers == 0)
  }

  @Test(arguments: [
    ["--nonsense"], ["data"], ["--data"], ["--data", "--demo"], ["--listen", "8080"], ["--listen", "::1:80"], ["--listen", ""],
    ["--loops", "many"], ["--loops", "-1"], ["--certificate", "a.pem"], ["--key", "a.pem"], ["--base-url", "sfat.example"],
    ["--base-url", "https://sfat.example/forum"], ["--log-level", "loud"], ["--database", "mysql://x"], ["--demo=1"],
    ["--replica", ""], ["--replica", "postgres://a/b mysql://x"], ["--replica", "postgres://a/b"],
    ["--security-contact", "me"], ["--certificate", "a.pem,b.pem", "--key", "a.key"],
    ["--key", "a.key,", "--certificate", "a,b"],
    ["--redirect", "127.0.0.1:80"], ["--redirect", "127.0.0.1:80", "--base-url", "http://sfat.example"],
    ["--redirect", "80", "--base-url", "https://sfat.example"], ["--second-factor", "maybe"],
    ["--mail-server", "smtp://127.0.0.1", "--mail-from", "a@b.ro"],
    ["--mail-server", "smtp://127.0.0.1", "--base-url", "https://sfat.example"],
    ["--mail-server", "http://127.0.0.1", "--mail-from", "a@b.ro", "--base-url", "https://sfat.example"],
    ["--mail-server", "smtp://127.0.0.1", "--mail-from", "a", "--base-url", "https://sfat.example"],
    ["--mail-from", "a@b.ro", "--base-url", "https://sfat.example"],
  ])
  func `a bad option gets a sentence`(arguments: [String]) {
    #expect(throws: ConfigurationError.self) { try Configuration.parse(arguments: arguments, environment: [:]) }
  }

  @Test func `replicas belong to a database, and there may be several`() throws {
    let configuration = try #require(
      try parse(["--database", "postgres://a/b", "--replica", "postgres://c/b postgres://d/b"]))
    #expect(configuration.replicas == ["postgres://c/b", "postgres://d/b"])
  }

  @Test func `certificates have keys in their order, and plain HTTP can be sent to the address people use`() throws {
    let configuration = try #require(
      try parse([
        "--certificate", "a.pem,b.pem", "--key", "a.key,b.key", "--redirect", "[::]:80,127.0.0.1:81", "--base-url",
        "https://sfat.example",
      ]))
    #expect(configuration.certificates == ["a.pem", "b.pem"] && configuration.keys == ["a.key", "b.key"])
    #expect(configuration.redirect == [ListenAddress(host: "::", port: 80), ListenAddress(host: "127.0.0.1", port: 81)])
    #expect(configuration.isSecure)
  }

  @Test func `mail needs a server, a sender and the address people use`() throws {
    let configuration = try #require(
      try parse([
        "--mail-server", "smtps://mail.exemplu.ro:465", "--mail-from", "Sfat <sfat@exemplu.ro>", "--mail-user", "sfat",
        "--mail-password-file", "/etc/sfat/mail", "--base-url", "https://sfat.example",
      ]))
    let mail = try #require(configuration.mail)
    #expect(mail.url == "smtps://mail.exemplu.ro:465" && mail.from.name == "Sfat" && mail.from.address == "sfat@exemplu.ro")
    #expect(mail.user == "sfat" && mail.passwordFile == "/etc/sfat/mail" && !mail.isLocal)
    #expect(try parse([])?.mail == nil)
  }

  @Test func `a bad variable is named`() {
    let error = #expect(throws: ConfigurationError.self) {
      try Configuration.parse(arguments: [], environment: ["SFAT_TEST_MODE": "maybe"])
    }
    #expect(error?.description.hasPrefix("SFAT_TEST_MODE: ") == true)
  }

  @Test func `the help names every option and its variable`() throws {
    for option in Option.all {
      #expect(Configuration.help.contains("  \(option.flag)"))
      #expect(Configuration.help.contains(option.variable))
    }
    #expect(try Configuration.parse(arguments: ["--data", "x", "--help"], environment: [:]) == .help)
  }
}
