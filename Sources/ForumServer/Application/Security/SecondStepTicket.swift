import ForumCore
import ForumWire

/// What a person gets who has shown their password and has yet to show a code: good for ten minutes, for them alone, made with the
/// installation's key; nothing is stored.
struct SecondStepTicket: Sendable {
  static let seconds: Int64 = 600

  private let key: [UInt8]

  init(key: [UInt8]) { self.key = key }

  func text(of participant: ParticipantID, now: Instant) -> String {
    let message = "\(participant).\(now.adding(seconds: Self.seconds).microseconds)"
    return message + "." + code(message)
  }

  /// Whose it is; nil for what we did not write, and for what is over.
  func participant(_ text: String, now: Instant) -> ParticipantID? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let id = Position(parts[0]), let until = Int64(parts[1]), until > now.microseconds,
      HMAC.equal(code("\(parts[0]).\(parts[1])"), String(parts[2]))
    else { return nil }
    return ParticipantID(id)
  }

  private func code(_ message: String) -> String { HMAC.text(of: Array("second step\n\(message)".utf8), key: key) }
}
