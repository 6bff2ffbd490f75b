import ForumServer
import Foundation

/// Writes to a stream at once, whatever it is connected to.
func say(_ text: String, to file: FileHandle = .standardOutput) { file.write(Data(text.utf8)) }

let launch: Launch
do {
  launch = try Configuration.parse(
    arguments: Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment)
} catch {
  say("forum-server: \(error)\n", to: .standardError)
  exit(64)  // EX_USAGE
}

switch launch {
case .help: say(Configuration.help)
case .version: say("forum-server \(Version.text)\n")
case .serve(let configuration):
  let signals = Signals()
  let log = OperationsLog(level: configuration.logLevel)
  do {
    let program = try await ServerProgram.start(configuration, log: log)
    say("ready \(program.url)\n")
    if let link = try await program.setupLink() { say("setup \(link)\n") }
    program.offerSuccession { signals.raise(.succeeded) }
    for await signal in signals.stream {
      switch signal {
      case .reload: program.reload()
      case .end, .succeeded:
        await program.stop(successor: signal == .succeeded)
        exit(0)
      }
    }
  } catch {
    log.write(.error, "not-started", "\(error)")
    log.flush()
    exit(1)
  }
}
