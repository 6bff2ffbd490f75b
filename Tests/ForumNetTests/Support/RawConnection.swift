import ForumWire
import Foundation

@testable import ForumNet

func pause(_ seconds: Double) { Foundation.Thread.sleep(forTimeInterval: seconds) }

/// A client that sends what bytes it likes.
final class RawConnection {
  private let socket: ClientSocket

  /// To one of the server's ports; the first unless told otherwise.
  init(_ server: TestServer, port: Int = 0) throws {
    let url = ServerURL(isSecure: false, host: "127.0.0.1", port: server.ports[port])
    socket = try ClientSocket(to: url, trust: .system, deadline: .init(seconds: 5))
  }

  func send(_ text: String) throws { try socket.write(Array(text.utf8), .init(seconds: 10)) }
  func send(_ bytes: [UInt8]) throws { try socket.write(bytes, .init(seconds: 10)) }
  func endWriting() { socket.endWriting() }

  /// Everything that comes until `end` has been seen, the peer ends or the time is up.
  func read(until end: String? = nil, seconds: Double = 5) throws -> String {
    var text = ""
    let deadline = ClientSocket.Deadline(seconds: seconds)
    while end.map({ !text.contains($0) }) ?? true {
      do throws(ClientError) {
        let bytes = try socket.read(deadline)
        if bytes.isEmpty { break }
        text += String(decoding: bytes, as: UTF8.self)
      } catch {
        if error == .timedOut { text += "<timed out>" }
        if error == .disconnected { text += "<reset>" }
        break
      }
    }
    return text
  }

  /// Whether the peer ends the connection within so many seconds.
  func isEnded(seconds: Double) -> Bool {
    do throws(ClientError) {
      while try !socket.read(.init(seconds: seconds)).isEmpty {}
      return true
    } catch {
      return error == .disconnected
    }
  }
}
