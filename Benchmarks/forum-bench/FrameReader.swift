import Foundation

/// One subscriber: counts the events among the frames a server sends (RFC 6455 §5.2, unmasked).
final class FrameReader {
  let socket: Int32
  private(set) var isSubscribed = false
  private var pending: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)

  init(socket: Int32) { self.socket = socket }
  deinit { close(socket) }

  func readHandshake() throws {
    while pending.firstRange(of: Array("\r\n\r\n".utf8)) == nil { try fill() }
    let head = String(decoding: pending, as: UTF8.self)
    guard head.hasPrefix("HTTP/1.1 101") else { throw OptionError("forum-bench: the upgrade was answered \(head.prefix(200))") }
    pending.removeSubrange(..<pending.firstRange(of: Array("\r\n\r\n".utf8))!.upperBound)
  }

  /// A masked text frame of less than 126 bytes; the mask is zero, which is allowed.
  func sendText(_ text: String) throws {
    let bytes = Array(text.utf8)
    precondition(bytes.count < 126)
    let frame = [0x81, 0x80 | UInt8(bytes.count), 0, 0, 0, 0] + bytes
    guard send(socket, frame, frame.count, Int32(MSG_NOSIGNAL)) == frame.count else {
      throw OptionError("forum-bench: a short write")
    }
  }

  /// Reads once and counts the whole frames that carry an event.
  func read() throws -> Int {
    try fill()
    var events = 0
    var place = 0
    while pending.count - place >= 2 {
      var header = 2
      var length = Int(pending[place + 1] & 0x7f)
      if length == 126 {
        header = 4
        guard pending.count - place >= header else { break }
        length = Int(pending[place + 2]) << 8 | Int(pending[place + 3])
      } else if length == 127 {
        header = 10
        guard pending.count - place >= header else { break }
        length = pending[(place + 2)..<(place + 10)].reduce(0) { $0 << 8 | Int($1) }
      }
      guard pending.count - place >= header + length else { break }
      let payload = pending[(place + header)..<(place + header + length)]
      if payload.starts(with: Array(#"{"op":"event""#.utf8)) { events += 1 }
      if payload.starts(with: Array(#"{"op":"subscribed""#.utf8)) { isSubscribed = true }
      place += header + length
    }
    pending.removeSubrange(..<place)
    return events
  }

  private func fill() throws {
    let count = Glibc.read(socket, &buffer, buffer.count)
    guard count > 0 else { throw OptionError("forum-bench: the server closed a subscriber") }
    pending += buffer[..<count]
  }
}
