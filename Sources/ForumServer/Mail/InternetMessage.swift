import ForumCore
import ForumWire

/// A mail as it goes over the wire: headers by RFC 5322 and 2047, the text as quoted-printable UTF-8 (RFC 2045). Lines end in CRLF.
enum InternetMessage {
  static func bytes(_ queued: QueuedMail, from: Mailbox) -> [UInt8] {
    let mail = queued.mail
    var text = ""
    func field(_ name: String, _ value: String) { text += name + ": " + value + "\r\n" }
    field("Date", date(queued.createdAt))
    field("From", from.name.isEmpty ? from.address : word(from.name) + " <" + from.address + ">")
    field("To", mail.address)
    field("Subject", words(mail.subject))
    field("Message-ID", "<\(String(mail.id, radix: 36))@\(from.address.drop { $0 != "@" }.dropFirst())>")
    field("MIME-Version", "1.0")
    field("Content-Type", "text/plain; charset=utf-8")
    field("Content-Transfer-Encoding", "quoted-printable")
    field("Content-Language", mail.language)
    // Nobody's holiday notice answers it (RFC 3834, 5).
    field("Auto-Submitted", "auto-generated")
    return Array((text + "\r\n" + quotedPrintable(mail.body)).utf8)
  }

  /// `Wed, 25 Nov 2026 13:20:47 +0000` (RFC 5322, 3.3).
  static func date(_ instant: Instant) -> String {
    // 2026-11-25T13:20:47.123456Z
    let parts = instant.description.split { "-T:.Z".contains($0) }
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Int(instant.microseconds / 86_400_000_000 % 7)]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return "\(weekday), \(parts[2]) \(months[Int(parts[1])! - 1]) \(parts[0]) \(parts[3]):\(parts[4]):\(parts[5]) +0000"
  }

  /// A name before an address: as it is where it is plain, else an encoded word.
  private static func word(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x20
    }
    return isPlain ? text : words(text, always: true)
  }

  /// Unstructured text in a header: encoded words of at most 75 characters, none of which cuts a character in two (RFC 2047, 5).
  static func words(_ text: String, always: Bool = false) -> String {
    let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?") && text.utf8.count <= 66
    if isPlain && !always { return text }
    var (result, piece) = ([String](), [UInt8]())
    // 45 bytes are 60 characters of base64; with what stands around them 72.
    for scalar in text.unicodeScalars where scalar.value >= 0x20 {
      let bytes = Array(String(scalar).utf8)
      if piece.count + bytes.count > 45 {
        result.append(encodedWord(piece))
        piece = []
      }
      piece += bytes
    }
    result.append(encodedWord(piece))
    return result.joined(separator: "\r\n ")
  }

  private static func encodedWord(_ bytes: [UInt8]) -> String { "=?utf-8?B?" + Base64.encode(bytes) + "?=" }

  /// RFC 2045, 6.7: lines of at most 76 characters; what is not printable ASCII as `=C8=9B`.
  static func quotedPrintable(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      var length = 0
      let bytes = Array(line.utf8)
      for (index, byte) in bytes.enumerated() {
        let isLast = index == bytes.count - 1
        let isPlain = (0x21...0x7E).contains(byte) && byte != 0x3D || byte == 0x20 && !isLast
        let width = isPlain ? 1 : 3
        if length + width > 75 {
          result += [0x3D, 0x0D, 0x0A]
          length = 0
        }
        // A dot that begins a line is SMTP's; written as a code nobody doubles or loses it.
        let isDot = byte == 0x2E && length == 0
        if isPlain && !isDot {
          result.append(byte)
          length += 1
        } else {
          result += [0x3D, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
          length += 3
        }
      }
      result += [0x0D, 0x0A]
    }
    return String(decoding: result, as: UTF8.self)
  }
}
