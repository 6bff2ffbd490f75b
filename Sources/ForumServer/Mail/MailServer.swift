/// The SMTP server that takes our mail, as the operator named it.
public struct MailServer: Sendable, Equatable {
  /// `smtp://mail.exemplu.ro:587` or `smtps://mail.exemplu.ro:465`.
  public var url: String
  /// The sender's address, and the name before it: `Sfat <sfat@exemplu.ro>`.
  public var from: Mailbox
  public var user: String?
  /// Holds the password, and nothing else: it stands neither in the process list nor in the environment.
  public var passwordFile: String?

  public init(url: String, from: Mailbox, user: String? = nil, passwordFile: String? = nil) {
    self.url = url
    self.from = from
    self.user = user
    self.passwordFile = passwordFile
  }

  /// Whether the way to it stays on this machine; any other must be encrypted.
  public var isLocal: Bool {
    let rest = url.drop { $0 != "/" }.dropFirst(2)
    return ["127.0.0.1", "localhost", "[::1]"].contains { rest == $0 || rest.hasPrefix($0 + ":") }
  }

  /// Whether it is the address of an SMTP server.
  public static func isAddress(_ text: String) -> Bool {
    guard let scheme = ["smtp://", "smtps://"].first(where: text.hasPrefix) else { return false }
    let rest = text.dropFirst(scheme.count)
    return !rest.isEmpty && rest.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"/?#@".utf8.contains($0) }
  }
}

/// An address with the name that stands before it (RFC 5322, 3.4).
public struct Mailbox: Sendable, Equatable {
  public var name: String
  public var address: String

  /// `Sfat <sfat@exemplu.ro>` or `sfat@exemplu.ro`; nil for anything else.
  public init?(_ text: String) {
    var (name, address) = ("", text)
    if text.hasSuffix(">"), let open = text.lastIndex(of: "<") {
      name = text[..<open].trimmingPrefix { $0 == " " }.description
      while name.hasSuffix(" ") { name.removeLast() }
      address = String(text[text.index(after: open)...].dropLast())
    }
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty,
      address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"<>()[],;:\\\"".utf8.contains($0) }),
      !name.unicodeScalars.contains(where: { $0.value < 0x20 || "<>@".unicodeScalars.contains($0) })
    else { return nil }
    self.name = name
    self.address = address
  }
}
