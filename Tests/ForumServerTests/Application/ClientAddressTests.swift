import ForumNet
import Testing

@testable import ForumServer

struct ClientAddressTests {
  private func client(_ peer: String, _ forwarded: String? = nil, trusted: Set<String> = []) throws -> String {
    ClientAddress.client(peer: try #require(PeerAddress(host: peer)), forwarded: forwarded, trusted: trusted)
  }

  @Test func `limits count an IPv6 household once, and an IPv4 address as it is`() throws {
    #expect(try client("192.0.2.7") == "192.0.2.7")
    #expect(try client("::ffff:192.0.2.7") == "192.0.2.7")
    #expect(try client("2001:db8:1:2::1") == client("2001:db8:1:2:ffff:ffff:ffff:ffff"))
    #expect(try client("2001:db8:1:2::1") != client("2001:db8:1:3::1"))
  }

  @Test func `only a trusted proxy is believed, and only about the last who is none`() throws {
    #expect(try client("192.0.2.7", "198.51.100.1") == "192.0.2.7")
    let trusted: Set = ["127.0.0.1", "2001:db8::9"]
    #expect(try client("127.0.0.1", "198.51.100.1", trusted: trusted) == "198.51.100.1")
    #expect(try client("127.0.0.1", "203.0.113.5, 198.51.100.1 ,2001:db8::9", trusted: trusted) == "198.51.100.1")
    #expect(try client("127.0.0.1", "2001:DB8:1:2:3::4", trusted: trusted) == client("2001:db8:1:2::", trusted: trusted))
    for nonsense in ["", "unknown", "198.51.100.1, unknown", "198.51.100.1, ", "198.51.100.1\u{0}", "999.1.1.1"] {
      #expect(try client("127.0.0.1", nonsense, trusted: trusted) == "127.0.0.1")
    }
  }

  @Test(arguments: ["192.0.2.1", "::", "::1", "2001:db8::1", "fe80::1:2:3:4"])
  func `an address is read as it is written`(text: String) { #expect(PeerAddress(host: text)?.host == text) }

  @Test(arguments: ["", "localhost", "192.0.2", "192.0.2.1:80", "[::1]", "1:2:3", "fe80::1%eth0", " ::1"])
  func `what is no address is none`(text: String) { #expect(PeerAddress(host: text) == nil) }
}
