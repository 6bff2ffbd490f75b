import ForumCore
import ForumNet
import ForumWire
private import Glibc

/// The forum over HTTP, as its bearer token allows. Lives on the main thread and blocks it.
final class ForumClient {
  let server: ServerURL
  let token: String?
  let trust: CertificateTrust
  private let http: HTTPClient
  private let context: Context

  /// Which server and which token: the command line, then the environment, then the last `login`.
  /// `token` overrides all of them; an empty one is none.
  init(_ context: Context, token given: String? = nil) throws(Failure) {
    let arguments = context.arguments
    let store = try CredentialStore(environment: context.environment)
    server = try Self.server(context, store)
    self.context = context
    if let path = arguments.value("--ca") { trust = .file(path) } else { trust = .system }
    token = if let given { given.isEmpty ? nil : given } else { try Self.token(context, store, server) }
    http = HTTPClient(server, trust: trust)
    if token != nil, !server.isSecure, !["127.0.0.1", "::1", "localhost"].contains(server.host) {
      context.terminal.note(
        context.text(
          Phrase(
            ro: "Atenție: legătura cu \(server) nu este criptată, iar tokenul poate fi văzut pe drum.",
            en: "Careful: the connection to \(server) is not encrypted, and the token can be seen on its way.")))
    }
  }

  static func server(_ context: Context, _ store: CredentialStore) throws(Failure) -> ServerURL {
    let named = context.arguments.value("--server") ?? context.environment["SFAT_SERVER"].flatMap { $0.isEmpty ? nil : $0 }
    let text = named ?? store.server ?? "http://127.0.0.1:8080"
    guard let server = ServerURL(text) else {
      throw Failure(
        .usage, Phrase(ro: "„\(text)” nu este adresa unui server.", en: "\"\(text)\" is not a server's address."),
        next: Phrase(ro: "De exemplu: --server https://forum.exemplu.ro", en: "For example: --server https://forum.example"))
    }
    return server
  }

  private static func token(_ context: Context, _ store: CredentialStore, _ server: ServerURL) throws(Failure) -> String? {
    func trimmed(_ text: String) -> String { String(text.drop { $0.isWhitespace }.prefix { !$0.isWhitespace }) }
    if let token = context.arguments.value("--token") { return trimmed(token) }
    if let path = context.arguments.value("--token-file") {
      if path == "-" { return trimmed(try InputText.standardInput()) }
      let file = open(path, O_RDONLY | O_CLOEXEC)
      defer { if file >= 0 { close(file) } }
      guard file >= 0, let bytes = InputText.bytes(from: file, limit: 65_536) else {
        throw Failure(.usage, Phrase(ro: "Nu pot citi \(path).", en: "Cannot read \(path)."))
      }
      return trimmed(String(decoding: bytes, as: UTF8.self))
    }
    if let token = context.environment["SFAT_TOKEN"], !token.isEmpty { return trimmed(token) }
    return store.token(for: server.description)
  }

  /// What every request carries.
  var fields: HTTPFields {
    var fields: HTTPFields = [
      "Accept": "application/json, application/problem+json", "Accept-Language": context.language.rawValue,
      "User-Agent": "forum-cli",
    ]
    if let token { fields.set("Authorization", "Bearer \(token)") }
    return fields
  }

  /// Reads a resource. Tried again while the server is too busy.
  func get(_ path: String, attempts: Int = 3) throws(Failure) -> JSONValue {
    try Retry.run(attempts: attempts, whenLost: false, context) { () throws(ClientError) in
      try self.http.request("GET", path, fields: self.fields)
    }
  }

  /// The same, with nil where nothing is there.
  func find(_ path: String) throws(Failure) -> JSONValue? {
    do throws(Failure) {
      return try get(path)
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  /// Sends a command. With the key a repetition does nothing a second time, so that it is tried again when the connection is
  /// lost, whatever became of it.
  func post(_ path: String, _ body: JSONObject, key: String?, attempts: Int = 6) throws(Failure) -> JSONValue {
    var fields = self.fields
    fields.set("Content-Type", "application/json")
    fields.set("Idempotency-Key", key ?? SecretToken().text)
    let bytes = JSONValue.object(body).bytes
    return try Retry.run(attempts: attempts, whenLost: true, context) { () throws(ClientError) in
      try self.http.request("POST", path, fields: fields, body: bytes)
    }
  }

  /// Follows `next` of one answer: an address or a path of this server.
  func following(_ next: String) -> String {
    let base = server.description
    return next.hasPrefix(base) ? String(next.dropFirst(base.count)) : next
  }
}

extension Failure {
  /// Nothing is there under that address.
  var isMissing: Bool { problem == 404 || problem == 410 }
}
