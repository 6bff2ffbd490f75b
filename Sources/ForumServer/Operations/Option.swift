/// One option of the command line: its flag, its environment variable, what it means, and how it changes the configuration.
struct Option: Sendable {
  let flag: String
  /// What stands for the value in the help; nil for a switch.
  let value: String?
  let help: String
  /// Throws `ConfigurationError`, and nothing else.
  let apply: @Sendable (inout Configuration, String) throws -> Void

  /// `--base-url` is `SFAT_BASE_URL`.
  var variable: String {
    "SFAT_" + flag.dropFirst(2).uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
  }

  static let all: [Option] = [
    Option(flag: "--data", value: "DIR", help: "Folder of the data; made if missing. Default: data") {
      $0.data = try nonEmpty($1, "--data")
    },
    Option(
      flag: "--listen", value: "HOST:PORT[,…]",
      help: "Where to listen; several separated by commas; [::1]:8080 for IPv6; port 0 takes a free one. Default: 127.0.0.1:8080"
    ) { configuration, text in
      configuration.listen = try addresses(text, "--listen")
    },
    Option(
      flag: "--database", value: "postgres://USER@HOST:PORT/NAME", help: "PostgreSQL instead of SQLite in the data folder"
    ) { configuration, text in
      guard text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") else {
        throw ConfigurationError("--database needs postgres://USER@HOST:PORT/NAME.")
      }
      configuration.database = text
    },
    Option(
      flag: "--replica", value: "postgres://…[ …]",
      help: "Streaming replicas of --database to read pages from when they are not behind; several separated by spaces"
    ) { configuration, text in
      let replicas = text.split(separator: " ").map(String.init)
      guard !replicas.isEmpty, replicas.allSatisfy({ $0.hasPrefix("postgres://") || $0.hasPrefix("postgresql://") }) else {
        throw ConfigurationError("--replica needs postgres://USER@HOST:PORT/NAME, or several separated by spaces.")
      }
      configuration.replicas = replicas
    },
    Option(
      flag: "--erasure-register", value: "FILE",
      help:
        "Where erasures are entered for restored backups; on another disk than those. Default: erasures.jsonl in the data folder"
    ) { $0.erasureRegister = try nonEmpty($1, "--erasure-register") },
    Option(
      flag: "--base-url", value: "URL", help: "The address people use, behind a proxy: https://sfat.example"
    ) { configuration, text in
      guard let origin = Origin(url: text) else {
        throw ConfigurationError(
          "--base-url needs an http or https address without a path, such as https://sfat.example, not “\(text)”.")
      }
      configuration.baseURL = origin.description
    },
    Option(
      flag: "--certificate", value: "FILE[,…]",
      help: "TLS certificate chains (PEM); read again on SIGHUP. Each needs a --key; of several, the name asked for chooses"
    ) { $0.certificates = try files($1, "--certificate") },
    Option(flag: "--key", value: "FILE[,…]", help: "Private keys of the certificates (PEM), in the same order") {
      $0.keys = try files($1, "--key")
    },
    Option(
      flag: "--redirect", value: "HOST:PORT[,…]",
      help: "Where plain HTTP is sent on to the same address at --base-url, usually [::]:80. Default: nowhere"
    ) { $0.redirect = try addresses($1, "--redirect") },
    Option(flag: "--demo", value: nil, help: "Fill an empty forum with a small example") { $0.demo = try flagged($1, "--demo") },
    Option(
      flag: "--test-mode", value: nil,
      help: "For conformance suites only: no limits, and an echo at /test/echo for any origin. Never in public"
    ) { $0.testMode = try flagged($1, "--test-mode") },
    Option(
      flag: "--take-over", value: nil,
      help: "Take the listening sockets of the server that runs on this data folder; it drains and ends. Without one, just start"
    ) { $0.takesOver = try flagged($1, "--take-over") },
    Option(flag: "--loops", value: "N", help: "Event loops. Default: one for each core") {
      $0.loops = try number($1, "--loops", 0...256)
    },
    Option(
      flag: "--workers", value: "N",
      help: "Worker threads, each with its database connection. Default: twice the cores, at least 4"
    ) {
      $0.workers = try number($1, "--workers", 0...1024)
    },
    Option(
      flag: "--trusted-proxy", value: "ADDRESS[,…]",
      help: "Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. Default: none"
    ) { $0.trustedProxies = $1.split(separator: ",").map(String.init) },
    Option(flag: "--assets", value: "DIR", help: "Folder that holds web and migrations. Default: found from the program's place")
    {
      $0.assets = try nonEmpty($1, "--assets")
    },
    Option(flag: "--log-level", value: "LEVEL", help: "debug, info, warning or error. Default: info") {
      configuration, text in
      guard let level = LogLevel(rawValue: text) else {
        throw ConfigurationError("--log-level is debug, info, warning or error, not “\(text)”.")
      }
      configuration.logLevel = level
    },
    Option(flag: "--max-connections", value: "N", help: "Connections at once in all; further ones are refused. Default: 50000") {
      $0.maximumConnections = try number($1, "--max-connections", 1...1_000_000)
    },
    Option(
      flag: "--max-connections-per-address", value: "N",
      help: "Connections at once from one address; a proxy is one address. Default: 10000"
    ) {
      $0.maximumConnectionsPerAddress = try number($1, "--max-connections-per-address", 1...1_000_000)
    },
    Option(flag: "--drain-seconds", value: "N", help: "How long open requests get to end after SIGTERM. Default: 10") {
      $0.drainSeconds = try number($1, "--drain-seconds", 0...3600)
    },
    Option(
      flag: "--second-factor", value: "required|optional",
      help:
        "Whether moderators and administrators can only be that after a second step at sign-in: a code or a passkey. Default: required"
    ) { configuration, text in
      guard ["required", "optional"].contains(text) else {
        throw ConfigurationError("--second-factor is required or optional, not “\(text)”.")
      }
      configuration.requiresSecondFactor = text == "required"
    },
    Option(
      flag: "--mail-server", value: "smtp://HOST:PORT",
      help:
        "The SMTP server that takes the forum's mail; smtp:// is encrypted by STARTTLS unless it is on this machine, smtps:// from the start. Needs --mail-from and --base-url. Default: no mail"
    ) { configuration, text in
      guard MailServer.isAddress(text) else {
        throw ConfigurationError("--mail-server needs smtp://HOST:PORT or smtps://HOST:PORT, not “\(text)”.")
      }
      configuration.mailServer = text
    },
    Option(flag: "--mail-from", value: "NAME <ADDRESS>", help: "The sender of the forum's mail: Sfat <sfat@exemplu.ro>") {
      configuration, text in
      guard let mailbox = Mailbox(text) else {
        throw ConfigurationError("--mail-from needs an address, such as Sfat <sfat@exemplu.ro>, not “\(text)”.")
      }
      configuration.mailFrom = mailbox
    },
    Option(
      flag: "--listed-domains", value: "FILE",
      help:
        "A file of domains, one a line, such as primaria-x.ro: who reads mail at an address there can verify an organisation. Never one at which anybody gets an address. Default: only administrators verify"
    ) { $0.listedDomains = try nonEmpty($1, "--listed-domains") },
    Option(flag: "--mail-user", value: "NAME", help: "The name to sign in to the mail server with. Default: without signing in") {
      $0.mailUser = try nonEmpty($1, "--mail-user")
    },
    Option(
      flag: "--mail-password-file", value: "FILE", help: "A file whose first line is the password for --mail-user"
    ) { $0.mailPasswordFile = try nonEmpty($1, "--mail-password-file") },
    Option(
      flag: "--security-contact", value: "URI", help: "Contact for /.well-known/security.txt: mailto:… or https://…"
    ) { configuration, text in
      guard text.hasPrefix("mailto:") || text.hasPrefix("https://"), text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
        throw ConfigurationError("--security-contact needs a URI: mailto:security@sfat.example or https://….")
      }
      configuration.securityContact = text
    },
  ]

  private static func nonEmpty(_ text: String, _ flag: String) throws(ConfigurationError) -> String {
    guard !text.isEmpty else { throw ConfigurationError("\(flag) needs a value.") }
    return text
  }

  private static func files(_ text: String, _ flag: String) throws(ConfigurationError) -> [String] {
    let files = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard !files.contains("") else { throw ConfigurationError("\(flag) needs a file, or several separated by commas.") }
    return files
  }

  private static func addresses(_ text: String, _ flag: String) throws(ConfigurationError) -> [ListenAddress] {
    let addresses = try text.split(separator: ",").map { part throws(ConfigurationError) in
      guard let address = ListenAddress(String(part)) else {
        throw ConfigurationError("\(flag) needs an address and a port, such as 127.0.0.1:8080 or [::1]:8080, not “\(part)”.")
      }
      return address
    }
    guard !addresses.isEmpty else { throw ConfigurationError("\(flag) needs an address and a port.") }
    return addresses
  }

  private static func number(_ text: String, _ flag: String, _ range: ClosedRange<Int>) throws(ConfigurationError) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw ConfigurationError("\(flag) needs a whole number from \(range.lowerBound) to \(range.upperBound), not “\(text)”.")
    }
    return number
  }

  private static func flagged(_ text: String, _ flag: String) throws(ConfigurationError) -> Bool {
    switch text {
    case "1", "true", "yes": true
    case "", "0", "false", "no": false
    default: throw ConfigurationError("\(flag) is 1 or 0 where it stands in the environment, not “\(text)”.")
    }
  }
}
