import Foundation
import Testing

@testable import ForumNet

struct TLSNamesTests {
  @Test(arguments: [
    ("sfat.example", "main"), ("SFAT.example", "main"), ("dialog.example", "dialog"), ("www.dialog.example", "wild"),
    ("own.dialog.example", "dialog"), ("a.b.dialog.example", "main"), ("other.example", "main"), (".dialog.example", "main"),
  ])
  func `the name asked for chooses the certificate`(name: String, shown: String) {
    var names = ServerNames<String>()
    for (name, value) in [
      ("sfat.example", "main"), ("Dialog.Example", "dialog"), ("own.dialog.example", "dialog"), ("*.dialog.example", "wild"),
      ("dialog.example", "later"), ("*.dialog.example", "later"),
    ] { names.add(name, value) }
    #expect(names[name] ?? "main" == shown)
  }

  @Test func `several certificates are served by name, the first to everybody else`() throws {
    let certificates = [
      try TestCertificate(commonName: "first", names: "DNS:sfat.example"),
      try TestCertificate(commonName: "second", names: "DNS:dialog.example,DNS:*.dialog.example,IP:10.0.0.1"),
    ]
    try TestServer.run(certificates: certificates) { server in
      for version in ["-tls1_2", "-tls1_3"] {
        for (asked, shown) in [
          (["-servername", "dialog.example"], "second"), (["-servername", "WWW.dialog.example"], "second"),
          (["-servername", "sfat.example"], "first"), (["-servername", "unknown.example"], "first"), (["-noservername"], "first"),
        ] {
          let said = try OpenSSLClient.get(server, [version] + asked)
          #expect(OpenSSLClient.subject(said) == shown[...], "\(version) \(asked)")
          #expect(said.contains("HTTP/1.1 200 "), "\(version) \(asked)")
        }
      }
    }
  }

  @Test func `all certificates are read again, or none when one is broken`() throws {
    let certificates = [
      try TestCertificate(commonName: "first", names: "DNS:sfat.example"),
      try TestCertificate(commonName: "second", names: "DNS:dialog.example"),
    ]
    try TestServer.run(loops: 2, certificates: certificates) { server in
      func shown(_ name: String) throws -> Substring? {
        OpenSSLClient.subject(try OpenSSLClient.get(server, ["-servername", name]))
      }
      try certificates[0].write(commonName: "newer", names: "DNS:sfat.example")
      try "nothing".write(toFile: certificates[1].files.keyFile, atomically: true, encoding: .utf8)
      #expect { try server.server.reloadCertificates() } throws: { error in
        if case .badCertificate(certificates[1].files.keyFile, _)? = error as? ListenError { true } else { false }
      }
      #expect(try shown("sfat.example") == "first" && shown("dialog.example") == "second")
      // The name has gone over to the other certificate.
      try certificates[0].write(commonName: "newer", names: "DNS:other.example")
      try certificates[1].write(commonName: "newest", names: "DNS:sfat.example")
      try server.server.reloadCertificates()
      // Each loop takes them at its next turn.
      #expect(TestServer.wait { (0..<8).allSatisfy { _ in (try? shown("sfat.example")) == "newest" } })
      #expect(try shown("dialog.example") == "newer")
    }
  }
}
