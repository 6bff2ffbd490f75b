private import Glibc

/// The environment as a dictionary.
private func environment() -> [String: String] {
  var result: [String: String] = [:]
  var entry = environ
  while let text = entry.pointee {
    let pair = String(cString: text)
    if let equals = pair.firstIndex(of: "=") { result[String(pair[..<equals])] = String(pair[pair.index(after: equals)...]) }
    entry += 1
  }
  return result
}

let code = await Program.run(Array(CommandLine.arguments.dropFirst()), environment: environment())
exit(code.rawValue)
