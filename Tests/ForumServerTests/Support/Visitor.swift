import ForumCore
import ForumNet
import ForumWire
import Foundation
import Testing

/// Somebody at the other end: a browser with a cookie jar, or a program with a token. Blocks; one thread at a time.
final class Visitor {
  private let client: HTTPClient
  let origin: String
  var token: String?
  var cookies: [String: String] = [:]

  init(_ server: TestServer) {
    client = HTTPClient(server.url)
    origin = server.url.description
  }

  @discardableResult
  func request(_ method: String, _ path: String, fields: HTTPFields = [:], body: [UInt8] = []) throws -> ClientResponse {
    var fields = fields
    if let token { fields.add("Authorization", "Bearer \(token)") }
    if !cookies.isEmpty {
      fields.add("Cookie", cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; "))
    }
    let answer = try client.request(method, path, fields: fields, body: body)
    for cookie in answer.fields.all("Set-Cookie") {
      let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1])
    }
    return answer
  }

  /// A page, as a browser asks for it.
  func page(_ path: String, language: String = "ro") throws -> ClientResponse {
    try request("GET", path, fields: ["Accept": "text/html,*/*;q=0.8", "Accept-Language": language])
  }

  func json(_ path: String) throws -> JSONValue {
    let answer = try request("GET", path, fields: ["Accept": "application/json"])
    return try JSONParser.parse(answer.body)
  }

  /// Sends JSON, as programs do.
  @discardableResult
  func send(_ path: String, _ value: JSONValue, fields: HTTPFields = [:]) throws -> ClientResponse {
    var fields = fields
    fields.set("Content-Type", "application/json")
    return try request("POST", path, fields: fields, body: value.bytes)
  }

  /// Sends a form as it is, without its token.
  func post(_ path: String, _ values: [String: String], fields: HTTPFields = [:]) throws -> ClientResponse {
    var fields = fields
    fields.set("Content-Type", "application/x-www-form-urlencoded")
    if !fields.contains("Accept") { fields.set("Accept", "text/html,*/*;q=0.8") }
    let body = FormURLEncoded(values.sorted { $0.key < $1.key }.map { FormURLEncoded.Pair($0.key, $0.value) }).encoded
    return try request("POST", path, fields: fields, body: Array(body.utf8))
  }

  /// Fills in the form of a page as a person does: with the hidden token that stands in it.
  func submit(
    _ path: String, form page: String, _ values: [String: String], fields: HTTPFields = [:]
  ) throws -> ClientResponse {
    let token = try #require(try csrf(on: page), "no form on \(page)")
    var fields = fields
    fields.set("Origin", origin)
    return try post(path, values.merging(["csrf": token]) { given, _ in given }, fields: fields)
  }

  /// Turns codes of an app on, as one does with a phone in hand: reads the secret from the page and types the code of now.
  @discardableResult
  func turnOnSecondStep() throws -> [UInt8] {
    let page = "/profile/second-factor"
    #expect(try submit(page, form: page, ["act": "begin"]).status == 303)
    let shown = try self.page(page).text
    let start = try #require(shown.range(of: "class=\"secret\">")?.upperBound)
    let secret = Base32Text.bytes(shown[start...].prefix { $0 != "<" }.filter { $0 != " " })
    let code = OneTimePassword.code(secret: secret, step: OneTimePassword.step(at: .now))
    #expect(try submit(page, form: page, ["act": "confirm", "code": code]).status == 200)
    return secret
  }

  /// The token in the forms of a page.
  func csrf(on path: String) throws -> String? {
    Self.value(of: "csrf", in: try page(path).text)
  }

  /// What stands in a hidden field.
  static func value(of name: String, in text: String) -> String? {
    guard let start = text.range(of: "name=\"\(name)\" value=\"")?.upperBound else { return nil }
    return String(text[start...].prefix { $0 != "\"" })
  }
}
