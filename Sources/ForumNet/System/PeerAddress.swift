import CLinux
import Glibc

/// Where a connection comes from: an IPv6 address and a port; IPv4 is kept in its mapped form (RFC 4291 §2.5.5.2).
public struct PeerAddress: Hashable, Sendable, CustomStringConvertible {
  /// The sixteen octets in network order, as two numbers.
  let high: UInt64
  let low: UInt64
  public let port: UInt16

  private static let mappedPrefix: UInt64 = 0xFFFF_0000_0000

  init(high: UInt64, low: UInt64, port: UInt16) {
    self.high = high
    self.low = low
    self.port = port
  }

  /// The address the kernel wrote into `storage`; anything but IPv4 and IPv6 counts as `::`.
  init(_ storage: sockaddr_storage) {
    self = withUnsafeBytes(of: storage) { raw in
      switch Int32(storage.ss_family) {
      case AF_INET:
        let address = raw.loadUnaligned(as: sockaddr_in.self)
        return PeerAddress(
          high: 0, low: Self.mappedPrefix | UInt64(UInt32(bigEndian: address.sin_addr.s_addr)),
          port: UInt16(bigEndian: address.sin_port))
      case AF_INET6:
        let address = raw.loadUnaligned(as: sockaddr_in6.self)
        let (high, low) = withUnsafeBytes(of: address.sin6_addr) {
          (
            UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)),
            UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
          )
        }
        return PeerAddress(high: high, low: low, port: UInt16(bigEndian: address.sin6_port))
      default:
        return PeerAddress(high: 0, low: 0, port: 0)
      }
    }
  }

  /// From a numeric address without a port, as `host` writes it; nil for anything else.
  public init?(host: String) {
    guard !host.utf8.contains(0) else { return nil }
    var octets: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF, 0, 0, 0, 0]
    let isRead = octets.withUnsafeMutableBytes {
      inet_pton(AF_INET, host, $0.baseAddress! + 12) == 1 || inet_pton(AF_INET6, host, $0.baseAddress!) == 1
    }
    guard isRead else { return nil }
    func number(_ part: ArraySlice<UInt8>) -> UInt64 { part.reduce(0) { $0 << 8 | UInt64($1) } }
    self.init(high: number(octets[..<8]), low: number(octets[8...]), port: 0)
  }

  var isIPv4: Bool { high == 0 && low >> 32 == Self.mappedPrefix >> 32 }

  /// Whether the peer is this machine itself (a reverse proxy, a test).
  public var isLoopback: Bool { isIPv4 ? (low >> 24) & 0xFF == 127 : high == 0 && low == 1 }

  /// What limits per address count by: an IPv4 address whole, an IPv6 address by its /64, which one household or host commonly has.
  public var network: PeerAddress { PeerAddress(high: high, low: isIPv4 ? low : 0, port: 0) }

  /// The address without the port: `192.0.2.1`, `2001:db8::1`.
  public var host: String {
    if isIPv4 { return (0..<4).map { String((low >> UInt64(24 - 8 * $0)) & 0xFF) }.joined(separator: ".") }
    var address = in6_addr()
    withUnsafeMutableBytes(of: &address) {
      $0.storeBytes(of: high.bigEndian, as: UInt64.self)
      $0.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
    }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
      guard let start = text.baseAddress, inet_ntop(AF_INET6, &address, start, socklen_t(INET6_ADDRSTRLEN)) != nil else {
        return "::"
      }
      return String(cString: start)
    }
  }

  public var description: String { isIPv4 ? "\(host):\(port)" : "[\(host)]:\(port)" }
}
