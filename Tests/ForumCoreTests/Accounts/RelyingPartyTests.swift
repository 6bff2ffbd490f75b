import FuzzSupport
import Testing

@testable import ForumCore

/// What is taken from an authenticator, and what is not.
struct RelyingPartyTests {
  private let party = RelyingParty(id: "sfat.example", origin: "https://sfat.example")

  private func clientData(
    _ type: String, challenge: String = "YWJj", origin: String = "https://sfat.example", more: String = ""
  ) -> [UInt8] {
    Array(#"{"type":"\#(type)","challenge":"\#(challenge)","origin":"\#(origin)"\#(more)}"#.utf8)
  }

  private func made(_ authenticator: SoftAuthenticator, _ said: [UInt8]? = nil, for party: String = "sfat.example") -> NewPasskey?
  {
    self.party.newPasskey(
      attestation: authenticator.attestation(for: party), clientData: said ?? clientData("webauthn.create")
    ) { $0 == "YWJj" }
  }

  @Test(arguments: PasskeyKey.Algorithm.allCases)
  func `a passkey is made, and what it signs is known from what it did not`(_ algorithm: PasskeyKey.Algorithm) throws {
    let authenticator = SoftAuthenticator(algorithm)
    authenticator.signCount = 0x0102_0304
    let passkey = try #require(made(authenticator))
    #expect(passkey.id == authenticator.id && passkey.key.algorithm == algorithm && passkey.signCount == 0x0102_0304)
    #expect(made(authenticator, clientData("webauthn.create", more: #","crossOrigin":false"#)) != nil)

    let data = authenticator.data(for: "sfat.example", withKey: false)
    let said = clientData("webauthn.get")
    let signature = authenticator.sign(data + SHA256.hash(said))
    func count(_ key: PasskeyKey, _ data: [UInt8], _ said: [UInt8], _ signature: [UInt8]) -> Int64? {
      party.signCount(signedBy: key, authenticatorData: data, clientData: said, signature: signature) { $0 == "YWJj" }
    }
    #expect(count(passkey.key, data, said, signature) == 0x0102_0304)
    let other = try #require(made(SoftAuthenticator(algorithm)))
    #expect(count(other.key, data, said, signature) == nil, "somebody else's")
    #expect(count(passkey.key, data, said, []) == nil)
    for place in signature.indices {
      var changed = signature
      changed[place] ^= 1
      #expect(count(passkey.key, data, said, changed) == nil, "byte \(place)")
    }
    let later = clientData("webauthn.get", more: #","crossOrigin":false"#)
    #expect(count(passkey.key, data, later, signature) == nil, "what was signed is something else")
  }

  @Test func `nothing is taken that our page did not ask for`() {
    let authenticator = SoftAuthenticator(.es256)
    #expect(made(authenticator, clientData("webauthn.get")) == nil)
    #expect(made(authenticator, clientData("webauthn.create", challenge: "YWJk")) == nil)
    for origin in ["http://sfat.example", "https://sfat.example:444", "https://rau.example", "https://x.sfat.example"] {
      #expect(made(authenticator, clientData("webauthn.create", origin: origin)) == nil, "\(origin)")
    }
    #expect(made(authenticator, clientData("webauthn.create", more: #","crossOrigin":true"#)) == nil)
    #expect(made(authenticator, Array("{}".utf8)) == nil && made(authenticator, []) == nil)
    #expect(made(authenticator, for: "rau.example") == nil)
    for flags: UInt8 in [0x00, 0x01, 0x04] {
      authenticator.flags = flags
      #expect(made(authenticator) == nil, "nobody there, or somebody unknown")
    }
  }

  @Test func `a point beside its curve, or another curve, is no key`() {
    let cose = SoftAuthenticator(.es256).cose
    func key(_ bytes: [UInt8]) -> PasskeyKey? { CBORReader.whole(bytes).flatMap { PasskeyKey($0) } }
    #expect(key(cose) != nil)
    for (place, value): (Int, UInt8) in [(2, 1), (4, 0x27), (6, 2), (cose.count - 1, cose.last! ^ 1)] {
      var changed = cose
      changed[place] = value
      #expect(key(changed) == nil, "byte \(place)")
    }
  }

  @Test func `no bytes of a stranger do harm`() {
    let whole = SoftAuthenticator(.edDSA).attestation(for: "sfat.example")
    let said = clientData("webauthn.create")
    func take(_ bytes: [UInt8]) -> NewPasskey? { party.newPasskey(attestation: bytes, clientData: said) { _ in true } }
    #expect(take(whole) != nil && take(whole + [0]) == nil)
    for length in 0..<whole.count { #expect(take(Array(whole.prefix(length))) == nil, "\(length) bytes") }
    // Lengths that the bytes do not have, nesting, and what is not finished.
    for bytes: [UInt8] in [
      [0xBB, 255, 255, 255, 255, 255, 255, 255, 255], [0x5B, 127, 255, 255, 255, 255, 255, 255, 255], [0x9F], [0xBF], [0x5F],
      [UInt8](repeating: 0x81, count: 10_000), [0xF9, 0, 0], [0xC0, 0], [0x1C], [0xF8, 20], [0x62, 0xC3, 0x28],
    ] {
      #expect(CBORReader.whole(bytes) == nil, "\(bytes.prefix(9))")
    }
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<20_000 {
      var changed = whole
      for _ in 0..<3 {
        changed[Int.random(in: 0..<changed.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      _ = take(changed)
    }
  }
}
