import ForumCore
import ForumWire

/// What a passkey is asked to sign: 16 random bytes, an end ten minutes ahead, and the installation's seal on both and on what they are
/// for. Nothing is stored until one was signed; from then on the ledger refuses it.
struct PasskeyChallenges: Sendable {
  static let seconds: Int64 = 600

  private let key: [UInt8]

  init(key: [UInt8]) { self.key = key }

  /// For signing in (`participant` nil), or for a new passkey of somebody; in base64url, as browsers give it back.
  func make(for participant: ParticipantID?, now: Instant) -> String {
    let end = UInt64(bitPattern: now.adding(seconds: Self.seconds).microseconds)
    let body = RandomBytes.make(16) + (0..<8).map { UInt8(truncatingIfNeeded: end >> (56 - 8 * UInt64($0))) }
    return Base64URL.encode(body + seal(body, participant))
  }

  /// Whether it is one of ours, for this, and not over.
  func isOurs(_ text: String, for participant: ParticipantID?, now: Instant) -> Bool {
    guard let bytes = Base64URL.decode(text), bytes.count == 56 else { return false }
    let body = Array(bytes[..<24])
    let end = Int64(bitPattern: body[16...].reduce(0) { $0 << 8 | UInt64($1) })
    return end > now.microseconds && HMAC.equal(Base64URL.encode(seal(body, participant)), Base64URL.encode(Array(bytes[24...])))
  }

  /// What a person is to their authenticator: no name, and not to be guessed from one.
  func handle(of participant: ParticipantID) -> String {
    HMAC.text(of: Array("passkey holder\n\(participant)".utf8), key: key)
  }

  private func seal(_ body: [UInt8], _ participant: ParticipantID?) -> [UInt8] {
    HMAC.code(of: Array("passkey \(participant?.description ?? "sign-in")\n".utf8) + body, key: key)
  }
}
