import Foundation

/// A connection that posts, one post at a time, without waiting for the answer: its owner polls the socket.
final class PostWriter {
  let socket: Int32
  private let head: String
  /// Whether an answer has still to come.
  private(set) var isBusy = false

  init(port: Int, thread: Int, token: String) throws {
    socket = try connectLocally(port: port)
    head =
      "POST /threads/\(thread)/posts HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAuthorization: Bearer \(token)\r\n"
      + "Accept: application/json\r\nContent-Type: application/json\r\n"
  }

  deinit { close(socket) }

  /// Sends a post whose text begins with the number and has 256 bytes.
  func post(_ number: Int) throws {
    let text = String("\(number) ".appending(String(repeating: "mesaj ", count: 43)).prefix(256))
    let json = #"{"body":"\#(text)"}"#
    try write(head + "Content-Length: \(json.utf8.count)\r\n\r\n\(json)", to: socket)
    isBusy = true
  }

  /// Reads the answer, which has begun to come: 201, and small enough to come whole.
  func readAnswer() throws {
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    let count = read(socket, &buffer, buffer.count)
    let head = String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    guard head.hasPrefix("HTTP/1.1 201") else { throw OptionError("forum-bench: the post was answered \(head.prefix(120))") }
    isBusy = false
  }
}
