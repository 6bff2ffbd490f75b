import CCurl
import ForumCore
import Glibc

/// Hands mails to an SMTP server through libcurl, over one connection for as many as come together. Lives on the mailer's thread;
/// `send` blocks, at most `timeoutSeconds`.
final class MailTransport {
  /// What the server, or the way to it, said.
  struct Attempt: Equatable {
    var outcome: MailOutcome
    /// The reply code (RFC 5321, 4.2), 0 where there was none.
    var code: Int
    /// Of the network and the server, never the mail's words or its address.
    var reason: String
  }

  static let connectSeconds = 15
  static let timeoutSeconds = 60

  private let curl: OpaquePointer
  private let server: MailServer

  init(_ server: MailServer) throws(MailFault) {
    // Thread-safe since libcurl 7.84, and counted: each transport may.
    guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, let curl = curl_easy_init() else {
      throw MailFault("libcurl cannot be used")
    }
    self.curl = OpaquePointer(curl)
    self.server = server
    var password: String?
    if let file = server.passwordFile { password = try Self.read(file) }
    text(CURLOPT_URL, server.url)
    text(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
    // Encrypted, or not at all, but on this machine.
    number(CURLOPT_USE_SSL, server.isLocal ? Int(CURLUSESSL_TRY.rawValue) : Int(CURLUSESSL_ALL.rawValue))
    if server.isLocal { for check in [CURLOPT_SSL_VERIFYPEER, CURLOPT_SSL_VERIFYHOST] { number(check, 0) } }
    number(CURLOPT_CONNECTTIMEOUT, Self.connectSeconds)
    number(CURLOPT_TIMEOUT, Self.timeoutSeconds)
    number(CURLOPT_NOSIGNAL, 1)
    number(CURLOPT_UPLOAD, 1)
    text(CURLOPT_MAIL_FROM, "<\(server.from.address)>")
    if let user = server.user { text(CURLOPT_USERNAME, user) }
    if let password { text(CURLOPT_PASSWORD, password) }
  }

  deinit { curl_easy_cleanup(UnsafeMutableRawPointer(curl)) }

  func send(_ message: [UInt8], to address: String) -> Attempt {
    var source = Source(bytes: message)
    var recipients: UnsafeMutablePointer<curl_slist>?
    recipients = curl_slist_append(nil, "<\(address)>")
    defer { curl_slist_free_all(recipients) }
    _ = sfat_curl_list(UnsafeMutableRawPointer(curl), CURLOPT_MAIL_RCPT, recipients)
    let result = withUnsafeMutablePointer(to: &source) { source in
      _ = sfat_curl_source(
        UnsafeMutableRawPointer(curl),
        { buffer, size, count, context in
          let source = context!.assumingMemoryBound(to: Source.self)
          let taken = min(size * count, source.pointee.bytes.count - source.pointee.place)
          source.pointee.bytes.withUnsafeBytes { bytes in
            if taken > 0 { memcpy(buffer!, bytes.baseAddress! + source.pointee.place, taken) }
          }
          source.pointee.place += taken
          return taken
        }, source)
      return curl_easy_perform(UnsafeMutableRawPointer(curl))
    }
    let code = Int(sfat_curl_response(UnsafeMutableRawPointer(curl)))
    if result == CURLE_OK { return Attempt(outcome: .sent, code: code, reason: "") }
    let reason = String(cString: curl_easy_strerror(result))
    // 5yz is for good, but where the server refused us and not the mail: signing in, the sender's address.
    let isOurs = [CURLE_LOGIN_DENIED, CURLE_USE_SSL_FAILED, CURLE_PEER_FAILED_VERIFICATION].contains(result)
    let isRefused = (500...599).contains(code) && !isOurs && code != 530 && code != 535
    return Attempt(outcome: isRefused ? .refused : .postponed, code: code, reason: reason)
  }

  /// The message as libcurl draws it.
  private struct Source {
    let bytes: [UInt8]
    var place = 0
  }

  private func text(_ option: CURLoption, _ value: String) {
    _ = sfat_curl_text(UnsafeMutableRawPointer(curl), option, value)
  }

  private func number(_ option: CURLoption, _ value: Int) {
    _ = sfat_curl_number(UnsafeMutableRawPointer(curl), option, value)
  }

  private static func read(_ file: String) throws(MailFault) -> String {
    guard let handle = fopen(file, "r") else { throw MailFault("--mail-password-file \(file) cannot be read.") }
    defer { fclose(handle) }
    var line = [CChar](repeating: 0, count: 1_024)
    guard fgets(&line, Int32(line.count), handle) != nil else { throw MailFault("--mail-password-file \(file) is empty.") }
    return String(decoding: line.prefix { $0 != 0 && $0 != 10 && $0 != 13 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// Mail cannot be sent as the operator set it up: a sentence that says what to mend.
struct MailFault: Error, CustomStringConvertible {
  let description: String
  init(_ sentence: String) { description = sentence }
}
