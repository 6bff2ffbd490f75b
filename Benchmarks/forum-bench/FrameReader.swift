import CLinux
import Foundation

/// One subscriber: finds the events among the frames a server sends (RFC 6455 §5.2, unmasked), and answers its pings.
final class FrameReader {
  /// Read into by all readers in turn, so that an idle one holds no memory.
  private nonisolated(unsafe) static let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)

  let socket: Int32
  private(set) var isSubscribed = false
  /// The beginning of a frame whose end has not come.
  private var pending: [UInt8] = []

  init(socket: Int32) { self.socket = socket }
  deinit { close(socket) }

  func readHandshake() throws {
    while pending.firstRange(of: Array("\r\n\r\n".utf8)) == nil { pending += try fill() }
    let head = String(decoding: pending, as: UTF8.self)
    guard head.hasPrefix("HTTP/1.1 101") else { throw OptionError("forum-bench: the upgrade was answered \(head.prefix(200))") }
    pending.removeSubrange(..<pending.firstRange(of: Array("\r\n\r\n".utf8))!.upperBound)
  }

  func sendText(_ text: String) throws { try send(opcode: 1, Array(text.utf8)) }

  /// A masked frame of less than 126 bytes; the mask is zero, which is allowed.
  private func send(opcode: UInt8, _ payload: [UInt8]) throws {
    precondition(payload.count < 126)
    let frame = [0x80 | opcode, 0x80 | UInt8(payload.count), 0, 0, 0, 0] + payload
    guard Glibc.send(socket, frame, frame.count, Int32(MSG_NOSIGNAL)) == frame.count else {
      throw OptionError("forum-bench: a short write")
    }
  }

  /// Reads once and hands over the number at the beginning of each event's text.
  func read(_ event: (Int) -> Void) throws {
    let bytes = try fill()
    if pending.isEmpty {
      let used = try take(bytes, event)
      pending.append(contentsOf: bytes[used...])
    } else {
      pending.append(contentsOf: bytes)
      let used = try pending.withUnsafeBytes { try take($0, event) }
      pending.removeSubrange(..<used)
    }
    if pending.isEmpty { pending = [] }
  }

  private func take(_ bytes: UnsafeRawBufferPointer, _ event: (Int) -> Void) throws -> Int {
    var place = 0
    while bytes.count - place >= 2 {
      var header = 2
      var length = Int(bytes[place + 1] & 0x7f)
      if length >= 126 {
        header = length == 126 ? 4 : 10
        guard bytes.count - place >= header else { break }
        length = bytes[(place + 2)..<(place + header)].reduce(0) { $0 << 8 | Int($1) }
      }
      guard bytes.count - place >= header + length else { break }
      let payload = UnsafeRawBufferPointer(rebasing: bytes[(place + header)..<(place + header + length)])
      if bytes[place] & 0xf == 9 { try send(opcode: 10, Array(payload)) }
      if let number = Self.number(in: payload) { event(number) }
      if !isSubscribed, Self.begins(payload, #"{"op":"subscribed""#) { isSubscribed = true }
      place += header + length
    }
    return place
  }

  /// The digits with which the text of an event's post begins; nil for other messages.
  private static func number(in payload: UnsafeRawBufferPointer) -> Int? {
    guard begins(payload, #"{"op":"event""#), let body = find(#""body":""#, in: payload) else { return nil }
    var number = 0
    for byte in payload[(body + 8)...] {
      guard (0x30...0x39).contains(byte) else { break }
      number = number * 10 + Int(byte - 0x30)
    }
    return number
  }

  private static func begins(_ bytes: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
    guard let start = bytes.baseAddress, bytes.count >= word.utf8CodeUnitCount else { return false }
    return memcmp(start, word.utf8Start, word.utf8CodeUnitCount) == 0
  }

  private static func find(_ word: StaticString, in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let start = bytes.baseAddress, bytes.count >= word.utf8CodeUnitCount else { return nil }
    var place = 0
    let last = bytes.count - word.utf8CodeUnitCount
    while place <= last, let next = memchr(start + place, Int32(word.utf8Start[0]), last - place + 1) {
      place = UnsafeRawPointer(next) - start
      if memcmp(next, word.utf8Start, word.utf8CodeUnitCount) == 0 { return place }
      place += 1
    }
    return nil
  }

  /// Reads what is there; the bytes are valid until the next read of any reader.
  private func fill() throws -> UnsafeRawBufferPointer {
    let count = Glibc.read(socket, Self.buffer.baseAddress, Self.buffer.count)
    guard count > 0 else { throw OptionError("forum-bench: the server closed a subscriber") }
    return UnsafeRawBufferPointer(rebasing: Self.buffer[..<count])
  }
}
