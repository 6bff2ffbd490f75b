import Foundation
import Testing

@testable import ForumNet

struct TLSResumptionTests {
  private static let span = TicketKeys.span

  @Test(arguments: ["-tls1_2", "-tls1_3"])
  func `a session is resumed on every loop, with every certificate, and after a reload`(version: String) throws {
    let certificates = [
      try TestCertificate(names: "DNS:sfat.example"), try TestCertificate(names: "DNS:dialog.example"),
    ]
    let file = certificates[0].files.keyFile + ".session"
    try TestServer.run(loops: 4, certificates: certificates) { server in
      for name in ["sfat.example", "dialog.example"] {
        let first = try OpenSSLClient.get(server, [version, "-servername", name, "-sess_out", file])
        #expect(first.contains("\nNew, ") && first.contains("HTTP/1.1 200 "))
        for _ in 0..<8 {
          let said = try OpenSSLClient.get(server, [version, "-servername", name, "-sess_in", file])
          #expect(said.contains("\nReused, ") && said.contains("HTTP/1.1 200 "))
        }
        try server.server.reloadCertificates()
        #expect(try OpenSSLClient.get(server, [version, "-servername", name, "-sess_in", file]).contains("\nReused, "))
      }
    }
    // Another process has other keys; the client notices nothing but a whole handshake.
    try TestServer.run(certificates: certificates) { server in
      let said = try OpenSSLClient.get(server, [version, "-servername", "dialog.example", "-sess_in", file])
      #expect(said.contains("\nNew, ") && said.contains("HTTP/1.1 200 "))
    }
  }

  @Test func `a ticket's key seals for its span and opens for as long again`() {
    let keys = TicketKeys()
    let first = keys.current(now: 0)
    #expect(keys.current(now: Self.span - 1) == first)
    #expect(keys.known(first.name, now: Self.span - 1).map { $0.key == first && !$0.isOld } == true)
    let second = keys.current(now: Self.span)
    #expect(second.name != first.name && second.cipher != first.cipher && second.mac != first.mac)
    #expect(keys.known(first.name, now: 2 * Self.span - 1).map { $0.key == first && $0.isOld } == true)
    #expect(keys.known(first.name, now: 2 * Self.span) == nil)
    #expect(keys.known(second.name, now: 2 * Self.span).map { $0.key == second } == true)
    #expect(keys.known([UInt8](repeating: 0, count: 16), now: 0) == nil)
  }

  @Test func `a session ends before the key of its ticket is forgotten`() {
    #expect(Int64(TLSContext.sessionSeconds) * 1_000_000_000 <= Self.span)
  }

  @Test(arguments: [
    (["-tls1", "-cipher", "ALL:@SECLEVEL=0"], "alert protocol version"),
    (["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"], "alert protocol version"),
    (["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA"], "alert handshake failure"),
    (["-tls1_2", "-curves", "P-521"], "alert handshake failure"), (["-alpn", "h2"], "alert no application protocol"),
  ])
  func `what is old or unknown is refused with its alert`(arguments: [String], alert: String) throws {
    try TestServer.run(certificates: [try TestCertificate()]) { server in
      let said = try OpenSSLClient.get(server, arguments)
      #expect(said.contains(alert) && !said.contains("HTTP/1.1 200 "))
    }
  }
}
