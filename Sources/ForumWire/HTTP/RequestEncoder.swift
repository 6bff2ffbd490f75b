/// Writes requests: the client's half of what goes out.
public enum RequestEncoder {
  /// A request's head. `target` must be in origin form, percent-encoded; `fields` must hold Host. The body's length is written
  /// from `length` alone, as for answers.
  public static func head(method: String, target: String, fields: HTTPFields, length: BodyLength = .none) -> [UInt8] {
    precondition(!method.isEmpty && method.utf8.allSatisfy(\.isToken), "a method must be a token")
    precondition(target.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "a target must be percent-encoded")
    precondition(length != .untilClose, "a request cannot end with its connection")
    var output: [UInt8] = []
    output.append(contentsOf: method.utf8)
    output.append(.space)
    output.append(contentsOf: target.utf8)
    output.append(" HTTP/1.1\r\n")
    fields.encode(into: &output) { $0.matches("content-length", in: $1) || $0.matches("transfer-encoding", in: $1) }
    switch length {
    case .length(let count):
      output.append("Content-Length: ")
      output.append(decimal: count)
      output.append("\r\n")
    case .chunked: output.append("Transfer-Encoding: chunked\r\n")
    case .none, .untilClose: break
    }
    output.append("\r\n")
    return output
  }
}
