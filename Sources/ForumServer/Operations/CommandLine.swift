extension Configuration {
  /// Reads the environment, then the flags, and says in one sentence what is wrong.
  public static func parse(
    arguments: [String], environment: [String: String]
  ) throws(ConfigurationError) -> Launch {
    var configuration = Configuration()
    for option in Option.all {
      if let value = environment[option.variable] {
        do {
          try apply(option, value, to: &configuration)
        } catch {
          throw ConfigurationError("\(option.variable): \(error.description)")
        }
      }
    }
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      if argument == "--help" || argument == "-h" { return .help }
      if argument == "--version" { return .version }
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let option = Option.all.first(where: { $0.flag == parts[0] }) else {
        throw ConfigurationError("There is no option “\(argument)”. forum-server --help lists all.")
      }
      if option.value == nil {
        guard parts.count == 1 else { throw ConfigurationError("\(option.flag) takes no value.") }
        try apply(option, "1", to: &configuration)
      } else if parts.count == 2 {
        try apply(option, String(parts[1]), to: &configuration)
      } else {
        guard index < arguments.count, !arguments[index].hasPrefix("--") else {
          throw ConfigurationError("\(option.flag) needs a value: \(option.flag) \(option.value ?? "").")
        }
        try apply(option, arguments[index], to: &configuration)
        index += 1
      }
    }
    guard configuration.certificates.count == configuration.keys.count else {
      throw ConfigurationError("--certificate and --key go together: give a key for each certificate, in the same order.")
    }
    guard configuration.redirect.isEmpty || configuration.baseURL?.hasPrefix("https://") == true else {
      throw ConfigurationError("--redirect needs to know where to: give --base-url https://….")
    }
    guard configuration.replicas.isEmpty || configuration.database != nil else {
      throw ConfigurationError("--replica needs to know of what: give --database postgres://….")
    }
    guard (configuration.mailServer == nil) == (configuration.mailFrom == nil) else {
      throw ConfigurationError("--mail-server and --mail-from go together.")
    }
    guard configuration.mailServer == nil || configuration.baseURL != nil else {
      throw ConfigurationError("--mail-server needs to know the address that mails lead to: give --base-url https://….")
    }
    guard (configuration.mailUser == nil) == (configuration.mailPasswordFile == nil) else {
      throw ConfigurationError("--mail-user and --mail-password-file go together.")
    }
    return .serve(configuration)
  }

  private static func apply(_ option: Option, _ value: String, to configuration: inout Configuration) throws(ConfigurationError) {
    do {
      try option.apply(&configuration, value)
    } catch let error as ConfigurationError {
      throw error
    } catch {
      preconditionFailure("an option throws nothing else")
    }
  }

  /// What `--help` prints.
  public static var help: String {
    var text = """
      forum-server: the Sfat forum and dialogue server.

      usage: forum-server [options]

      Once it accepts connections it prints one line, “ready URL”, on standard output; it logs JSON lines on standard error
      and ends on SIGTERM after draining. SIGHUP reads the certificates again. Each option is also an environment variable.


      """
    for option in Option.all {
      text += "  \(option.flag)\(option.value.map { " " + $0 } ?? "")\n"
      text += "      \(option.help)\n      \(option.variable)\n"
    }
    text += "  --help\n      Prints this\n  --version\n      Prints the version\n"
    return text
  }
}
