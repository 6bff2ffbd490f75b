import ForumCore

/// Makes codes that are shown once. A request that is sent twice under one key gets the same ones, since only the first writes them down.
struct PaperCodes: Sendable {
  /// What they are for: the same request makes other codes for something else.
  enum Purpose: String {
    case invitation, recovery
  }

  private let key: [UInt8]

  init(key: [UInt8]) { self.key = key }

  func make(_ count: Int, _ purpose: Purpose, for participant: ParticipantID, request: String?) -> [PaperCode] {
    guard let request else { return (0..<count).map { _ in PaperCode() } }
    return (0..<count).map { number in
      PaperCode(
        bytes: HMAC.code(of: Array("paper code\n\(purpose.rawValue)\n\(participant)\n\(number)\n\(request)".utf8), key: key))
    }
  }
}
