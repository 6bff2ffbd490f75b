/// How a server was told to run. Every value comes from a flag or its environment variable (`Option.all` is the one table);
/// flags win.
public struct Configuration: Sendable, Equatable {
  /// The folder of the SQLite database, of the erasure register and of what else the server keeps; made if missing.
  public var data = "data"
  /// `postgres://USER@HOST:PORT/NAME`; nil is SQLite in the data folder.
  public var database: String?
  public var listen = [ListenAddress(host: "127.0.0.1", port: 8080)]
  public var testMode = false
  public var demo = false
  /// PEM files of certificate chains and, in the same order, of their private keys. Several are told apart by the names in them.
  public var certificates: [String] = []
  public var keys: [String] = []
  /// Where plain HTTP is sent to the same address at `baseURL`.
  public var redirect: [ListenAddress] = []
  /// Whether to take the listening sockets of the server that runs on the data folder, and have it drain.
  public var takesOver = false
  /// The address people use, where a proxy stands before the server: `https://sfat.example`. No slash at the end.
  public var baseURL: String?
  /// Streaming replicas of `database` that pages are read from: PostgreSQL addresses.
  public var replicas: [String] = []
  /// Event loops; 0 is one for each core.
  public var loops = 0
  /// Worker threads and their database connections; 0 is twice the cores, at least 4.
  public var workers = 0
  /// Addresses of proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
  public var trustedProxies: [String] = []
  /// The folder with `web` and `migrations`; nil: found beside the program.
  public var assets: String?
  public var logLevel = LogLevel.info
  public var maximumConnections = 50_000
  public var maximumConnectionsPerAddress = 10_000
  /// How long open requests get to end after SIGTERM, in seconds.
  public var drainSeconds = 10
  /// The erasure register; nil: `erasures.jsonl` in the data folder.
  public var erasureRegister: String?
  /// A URI for `/.well-known/security.txt`; without one there is no such file.
  public var securityContact: String?
  /// Whether moderators and administrators need a second step at sign-in.
  public var requiresSecondFactor = true
  /// The SMTP server that takes the forum's mail; nil: none is sent, and addresses are not confirmed.
  public var mailServer: String?
  /// The sender of the forum's mail.
  public var mailFrom: Mailbox?
  /// A file of domains whose mailboxes verify organisations.
  public var listedDomains: String?
  public var mailUser: String?
  public var mailPasswordFile: String?

  public init() {}

  /// Where mail is handed over, once both are there that it takes.
  public var mail: MailServer? {
    guard let mailServer, let mailFrom else { return nil }
    return MailServer(url: mailServer, from: mailFrom, user: mailUser, passwordFile: mailPasswordFile)
  }

  /// Whether browsers see the server as https, directly or through the proxy that `baseURL` names.
  public var isSecure: Bool { !certificates.isEmpty || (baseURL?.hasPrefix("https://") ?? false) }
}

/// Where to listen: a numeric address (or `localhost`) and a port; port 0 lets the system choose.
public struct ListenAddress: Sendable, Equatable {
  public var host: String
  public var port: UInt16

  public init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`.
  public init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil
    }
    guard !host.isEmpty else { return nil }
    self.init(host: String(host), port: port)
  }
}

/// What a command line asks for.
public enum Launch: Sendable, Equatable {
  case serve(Configuration)
  case help
  case version
}

/// A sentence that says which option is wrong and what would be right.
public struct ConfigurationError: Error, Equatable, CustomStringConvertible {
  public let description: String
  public init(_ sentence: String) { description = sentence }
}
