import ForumCore
import Testing

@testable import ForumServer

/// What goes over the wire: headers that no words can break out of, text that every server carries.
struct InternetMessageTests {
  private func message(_ subject: String, _ body: String, from: String = "Sfat <sfat@exemplu.ro>") throws -> [String] {
    var mail = OutgoingMail(participant: nil, address: "ana@exemplu.ro", language: "ro", subject: subject, body: body)
    mail.id = 35
    let queued = QueuedMail(
      mail: mail, createdAt: Instant(microseconds: 1_795_612_847_123_456), expiresAt: Instant(microseconds: 0), attempts: 1)
    let bytes = InternetMessage.bytes(queued, from: try #require(Mailbox(from)))
    #expect(bytes.allSatisfy { $0 < 0x80 })
    return String(decoding: bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func `a mail has the fields that mail programs look for`() throws {
    let lines = try message("Confirm", "Text")
    #expect(lines.contains("Date: Wed, 25 Nov 2026 13:20:47 +0000"))
    #expect(lines.contains("From: Sfat <sfat@exemplu.ro>") && lines.contains("To: ana@exemplu.ro"))
    #expect(lines.contains("Subject: Confirm") && lines.contains("Message-ID: <z@exemplu.ro>"))
    #expect(lines.contains("Auto-Submitted: auto-generated") && lines.contains("Content-Language: ro"))
    #expect(Array(lines.suffix(3)) == ["", "Text", ""])
  }

  @Test(arguments: ["O decizie\r\nBcc: altul@exemplu.ro", "a\nb", "a\u{0}b", "ș\r\n\r\nalt text"])
  func `no subject opens another field`(_ subject: String) throws {
    let lines = try message(subject, "Text")
    let head = lines.prefix { !$0.isEmpty }
    #expect(head.count == 10 && !lines.contains { $0.hasPrefix("Bcc") || $0.hasPrefix("alt") || $0.hasPrefix("b") }, "\(lines)")
  }

  @Test func `long Romanian subjects are encoded words of at most 75 characters, whole characters each`() throws {
    let subject = String(repeating: "înștiințări și țărmuri ", count: 8)
    let text = InternetMessage.words(subject)
    var bytes: [UInt8] = []
    for word in text.split(separator: "\r\n ") {
      #expect(word.utf8.count <= 75 && word.hasPrefix("=?utf-8?B?") && word.hasSuffix("?="))
      let piece = try #require(Base64Text.bytes(word.dropFirst(10).dropLast(2)))
      #expect(String(validating: piece, as: UTF8.self) != nil)
      bytes += piece
    }
    #expect(String(decoding: bytes, as: UTF8.self) == subject)
    #expect(InternetMessage.words("=?utf-8?Q?x?=").hasPrefix("=?utf-8?B?"), "what looks like an encoded word is none")
  }

  @Test(arguments: [
    ("a = b", "a =3D b\r\n"), ("ș", "=C8=99\r\n"), (".", "=2E\r\n"), ("spațiu ", "spa=C8=9Biu=20\r\n"),
    ("a\n\nb", "a\r\n\r\nb\r\n"),
    ("a\r\nb", "a\r\nb\r\n"), ("tab\t", "tab=09\r\n"),
  ])
  func `text is quoted-printable`(_ text: String, _ encoded: String) {
    #expect(InternetMessage.quotedPrintable(text) == encoded)
  }

  @Test func `no line is longer than 76 characters`() {
    let encoded = InternetMessage.quotedPrintable(String(repeating: "școală și drum. ", count: 60))
    let lines = encoded.split(separator: "\r\n")
    #expect(lines.count > 10 && lines.allSatisfy { $0.utf8.count <= 76 && !$0.hasPrefix(".") })
  }

  @Test func `a sender is an address, with or without a name`() {
    #expect(Mailbox("sfat@exemplu.ro")?.address == "sfat@exemplu.ro")
    #expect(Mailbox("Sfat de încercare <sfat@exemplu.ro>")?.name == "Sfat de încercare")
    for wrong in ["", "sfat", "a@b@c", "@b", "a@", "a b@c", "x <a@b", "x\n <a@b>", "<a@b>, <c@d>"] {
      #expect(Mailbox(wrong) == nil, "\(wrong)")
    }
  }

  @Test func `only a way that stays on this machine may be plain`() throws {
    let from = try #require(Mailbox("sfat@exemplu.ro"))
    for local in ["smtp://127.0.0.1:25", "smtp://localhost", "smtp://[::1]:2525"] {
      #expect(MailServer.isAddress(local) && MailServer(url: local, from: from).isLocal)
    }
    for far in ["smtp://127.0.0.1.exemplu.ro", "smtp://mail.exemplu.ro:587", "smtps://localhost.exemplu.ro"] {
      #expect(MailServer.isAddress(far) && !MailServer(url: far, from: from).isLocal)
    }
    for wrong in ["http://a", "smtp://", "smtp://a/b", "smtp://u@h", "smtp://a b", "mail.exemplu.ro"] {
      #expect(!MailServer.isAddress(wrong), "\(wrong)")
    }
  }
}
