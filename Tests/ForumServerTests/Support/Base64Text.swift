import Foundation

/// Base64 the other way round, as mail programs read it.
enum Base64Text {
  static func bytes(_ text: some StringProtocol) -> [UInt8]? { Data(base64Encoded: String(text)).map(Array.init) }
}
