import ForumWire
import Testing

@testable import ForumNet

struct RedirectTests {
  private static func run(_ change: (inout ServerOptions) -> Void = { _ in }, _ body: (TestServer) throws -> Void) throws {
    try TestServer.run(certificates: [try TestCertificate()]) {
      $0.redirect = Redirect(listen: [.init(host: "127.0.0.1", port: 0)], origin: "https://sfat.example:8443")
      change(&$0)
    } _: {
      try body($0)
    }
  }

  @Test(arguments: [
    ("GET /now?a=b&c HTTP/1.1\r\nHost: evil.example\r\n\r\n", "/now?a=b&c"),
    ("HEAD / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "/"),
    ("GET //evil.example/%2F..;a HTTP/1.0\r\n\r\n", "//evil.example/%2F..;a"),
    ("GET http://evil.example/now HTTP/1.1\r\nHost: evil.example\r\n\r\n", "/now"),
    ("OPTIONS * HTTP/1.1\r\nHost: evil.example\r\n\r\n", "/"),
    ("POST /echo HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 1000000000\r\nExpect: 100-continue\r\n\r\n", "/echo"),
    ("POST /echo HTTP/1.1\r\nHost: evil.example\r\nTransfer-Encoding: chunked\r\n\r\n", "/echo"),
  ])
  func `everybody is sent to the same target at our own address, and nowhere else`(request: String, target: String) throws {
    try Self.run { server in
      let raw = try RawConnection(server, port: 1)
      try raw.send(request)
      let lines = try raw.read().split(separator: "\r\n")
      #expect(lines.first == "HTTP/1.1 308 Permanent Redirect")
      #expect(lines.contains { $0 == "Location: https://sfat.example:8443\(target)" })
      #expect(lines.contains("Connection: close") && lines.contains("Content-Length: 0"))
      #expect(!lines.contains { $0.hasPrefix("Strict-Transport-Security") }, "over plain HTTP it means nothing (RFC 6797 §7.2)")
    }
  }

  @Test(arguments: [
    "GET /now HTTP/1.1\r\n\r\n", "GET /a\u{1} HTTP/1.1\r\nHost: a\r\n\r\n", "GET /a\rLocation:b HTTP/1.1\r\nHost: a\r\n\r\n",
  ])
  func `what is no HTTP is refused as everywhere`(request: String) throws {
    try Self.run { server in
      let raw = try RawConnection(server, port: 1)
      try raw.send(request)
      #expect(try raw.read().hasPrefix("HTTP/1.1 400 "))
    }
  }

  @Test func `slow and many clients are cut here too`() throws {
    try Self.run({
      $0.headTimeout = 0.3
      $0.maximumConnections = 1
    }) { server in
      let slow = try RawConnection(server, port: 1)
      try slow.send("GET / HTTP/1.1\r\nHost:")
      let text = try slow.read()
      #expect(text.hasPrefix("HTTP/1.1 408 ") && !text.contains("<"))
      let held = try RawConnection(server)
      #expect(TestServer.wait { server.server.connectionCount == 1 })
      let refused = try RawConnection(server, port: 1)
      #expect(try refused.read().hasPrefix("HTTP/1.1 503 "))
      _ = held
    }
  }

  @Test func `an address that is taken stops the start`() throws {
    try Self.run { server in
      #expect(throws: ListenError.addressInUse(host: "127.0.0.1", port: server.ports[1])) {
        try TestServer {
          $0.redirect = Redirect(listen: [.init(host: "127.0.0.1", port: server.ports[1])], origin: "https://sfat.example")
        }
      }
    }
  }
}
