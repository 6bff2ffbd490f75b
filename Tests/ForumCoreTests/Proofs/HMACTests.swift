import ForumCore
import Testing

struct HMACTests {
  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test func `the codes are those of RFC 4231`() {
    #expect(
      hexadecimal(HMAC.code(of: Array("Hi There".utf8), key: [UInt8](repeating: 0x0B, count: 20)))
        == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
    #expect(
      hexadecimal(HMAC.code(of: Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    let long = Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)
    #expect(
      hexadecimal(HMAC.code(of: long, key: [UInt8](repeating: 0xAA, count: 131)))
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
  }

  @Test func `a secret is read back only as it is written`() {
    let token = SecretToken()
    #expect(SecretToken(token.text) == token)
    #expect(token.hash.count == 32 && token.hash == SHA256.hash(Array(token.text.utf8)))
    #expect(SecretToken() != token)
    for text in ["", token.text + "A", String(token.text.dropLast()), String(token.text.dropLast()) + "="] {
      #expect(SecretToken(text) == nil)
    }
  }
}
