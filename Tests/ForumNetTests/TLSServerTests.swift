import ForumWire
import Foundation
import Testing

@testable import ForumNet

struct TLSServerTests {
  @Test func `requests, large answers and WebSockets work over TLS`() throws {
    let certificate = try TestCertificate()
    try TestServer.run(certificates: [certificate]) { server in
      let trust = CertificateTrust.file(certificate.files.certificateFile)
      let client = HTTPClient(server.url, trust: trust)
      #expect(try client.request("GET", "/now").text == "now\n")
      #expect(try client.request("GET", "/page").body.count == 20_000)
      let body = [UInt8](repeating: 7, count: 1_000_000)
      #expect(try client.request("POST", "/echo", body: body).body == body)
      let socket = try WebSocketClient(server.url, path: "/socket", trust: trust)
      let text = String(repeating: "sigur ", count: 200_000)
      try socket.send(text)
      #expect(try socket.receive(timeout: 10) == .text(text))
    }
  }

  @Test func `ring frames reach slow and quick readers over TLS`() throws {
    let certificate = try TestCertificate()
    let log = TestLog(padding: 10_000)
    try TestServer.run(certificates: [certificate], log: log, { $0.ringFrames = 50 }) { server in
      let trust = CertificateTrust.file(certificate.files.certificateFile)
      let clients = try (0..<3).map { _ in try WebSocketClient(server.url, path: "/feed?0", trust: trust) }
      for _ in 0..<100 { log.append(10, to: server.server.loops) }
      for client in clients {
        for number in 1...1000 { #expect(try client.receive(timeout: 10) == .text(log.text(Int64(number)))) }
      }
    }
  }

  @Test func `a certificate that is not trusted, or for another name, is refused by the client`() throws {
    let certificate = try TestCertificate()
    try TestServer.run(certificates: [certificate], { $0.listen = [.init(host: "0.0.0.0", port: 0)] }) { server in
      #expect { try HTTPClient(server.url).request("GET", "/now") } throws: { error in
        if case .tls? = error as? ClientError { true } else { false }
      }
      let other = ServerURL(isSecure: true, host: "127.0.0.2", port: server.port)
      #expect { try HTTPClient(other, trust: .file(certificate.files.certificateFile)).request("GET", "/now") } throws: { error in
        if case .tls? = error as? ClientError { true } else { false }
      }
      #expect(TestServer.wait { server.server.connectionCount == 0 })
    }
  }

  @Test func `plain HTTP to a TLS port is told so in plain HTTP`() throws {
    let certificate = try TestCertificate()
    try TestServer.run(certificates: [certificate]) { server in
      let raw = try RawConnection(server)
      try raw.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      let text = try raw.read()
      #expect(text.hasPrefix("HTTP/1.1 400 ") && text.contains("https://"))
      #expect(!text.contains("<"))
    }
  }

  @Test func `a handshake that does not go on is cut`() throws {
    let certificate = try TestCertificate()
    try TestServer.run(certificates: [certificate], { $0.headTimeout = 0.3 }) { server in
      let silent = try RawConnection(server)
      let begun = try RawConnection(server)
      try begun.send([22, 3, 1, 0, 200, 1])
      #expect(silent.isEnded(seconds: 3))
      #expect(begun.isEnded(seconds: 3))
    }
  }

  @Test func `a new certificate serves new connections, a broken one changes nothing`() throws {
    let certificate = try TestCertificate()
    let oldCopy = certificate.files.certificateFile + ".old"
    try FileManager.default.copyItem(atPath: certificate.files.certificateFile, toPath: oldCopy)
    try TestServer.run(certificates: [certificate]) { server in
      let kept = HTTPClient(server.url, trust: .file(oldCopy))
      #expect(try kept.request("GET", "/now").status == 200)
      try "nothing".write(toFile: certificate.files.keyFile, atomically: true, encoding: .utf8)
      #expect(throws: ListenError.self) { try server.server.reloadCertificates() }
      #expect(try HTTPClient(server.url, trust: .file(oldCopy)).request("GET", "/now").status == 200)
      try certificate.write(commonName: "new")
      try server.server.reloadCertificates()
      #expect(
        TestServer.wait {
          (try? HTTPClient(server.url, trust: .file(certificate.files.certificateFile)).request("GET", "/now").status) == 200
        })
      #expect(try kept.request("GET", "/now").status == 200, "a connection in use goes on")
    }
  }

  @Test func `a certificate that cannot be used stops the start with its file's name`() throws {
    let certificate = try TestCertificate()
    try FileManager.default.removeItem(atPath: certificate.files.keyFile)
    #expect { try TestServer(certificates: [certificate]) } throws: { error in
      if case .badCertificate(certificate.files.keyFile, _)? = error as? ListenError { true } else { false }
    }
  }
}
