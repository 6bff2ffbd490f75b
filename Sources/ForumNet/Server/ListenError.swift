/// Why a server could not start. `description` is a sentence for the operator.
public enum ListenError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Another server, perhaps ours, listens there.
  case addressInUse(host: String, port: UInt16)
  /// The name has no address, or the address is not this machine's.
  case badAddress(host: String, reason: String)
  case notAllowed(host: String, port: UInt16)
  case badCertificate(file: String, reason: String)
  case system(call: String, reason: String)

  public var description: String {
    switch self {
    case .addressInUse(let host, let port):
      "Another program is already listening on \(host):\(port). Stop it, or choose another port."
    case .badAddress(let host, let reason): "Cannot listen on \(host): \(reason)."
    case .notAllowed(let host, let port): "Not allowed to listen on \(host):\(port). Ports below 1024 need a privilege."
    case .badCertificate(let file, let reason): "The certificate or key in \(file) cannot be used: \(reason)."
    case .system(let call, let reason): "\(call) failed: \(reason)."
    }
  }
}
