import Foundation

/// Many subscribers of one thread over WebSocket, and one poller for them all.
final class Subscribers {
  /// Source addresses are spread: the kernel's search for a free port is slow beyond some thousands on one.
  private static let perAddress = 5_000
  /// Handshakes that are under way at once.
  private static let wave = 128

  let poller = Poller()
  private(set) var readers: [FrameReader] = []

  var count: Int { readers.count }

  /// Connects and subscribes; returns when the server has confirmed every subscription. `thread` nil: nothing is subscribed to.
  init(_ count: Int, port: Int, thread: Int?) throws {
    while readers.count < count {
      let wave = try (readers.count..<min(count, readers.count + Self.wave)).map { number in
        let reader = FrameReader(socket: try connectLocally(port: port, from: 1 + number / Self.perAddress))
        try write(
          "GET /live HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Protocol: sfat.v1\r\n\r\n", to: reader.socket)
        return reader
      }
      for reader in wave {
        try reader.readHandshake()
        if let thread { try reader.sendText(#"{"op":"subscribe","id":"1","topic":"threads/\#(thread)","as":"json"}"#) }
      }
      for reader in wave {
        while thread != nil && !reader.isSubscribed { try reader.read { _ in } }
        poller.add(reader.socket, tag: readers.count)
        readers.append(reader)
      }
    }
  }
}
