import ForumCore
private import Glibc

/// A token by way of the browser (RFC 8628): the person opens an address, compares a code and allows it. Nothing secret is typed,
/// shown or copied.
struct BrowserSignIn {
  let client: ForumClient
  let context: Context

  /// Waits until the person has answered, or the code is over.
  func token() throws(Failure) -> String {
    let asked = try client.post("/device/authorization", ["name": .string(Self.name)], key: nil)
    guard let code = asked["device_code"]?.string, let shown = asked["user_code"]?.string,
      let address = (asked["verification_uri_complete"] ?? asked["verification_uri"])?.string
    else { throw unintelligible }
    tell(address, shown)
    let interval = UInt32(clamping: min(max(asked["interval"]?.integer ?? 5, 1), 60))
    let end = Instant.now.adding(seconds: min(max(asked["expires_in"]?.integer ?? 0, 0), 3_600))
    while Instant.now < end {
      sleep(interval)
      do throws(Failure) {
        let answer = try client.post("/device/token", ["device_code": .string(code)], key: nil, attempts: 1)
        guard let token = answer["access_token"]?.string else { throw unintelligible }
        return token
      } catch {
        // Not answered yet, or the server is away for a moment.
        guard error.problem == 400 || error.code == .unavailable || error.code == .tryAgain else { throw error }
      }
    }
    throw Failure(
      .refused, Phrase(ro: "Nu a răspuns nimeni la timp.", en: "Nobody answered in time."),
      next: Phrase(ro: "Repetați: forum-cli login", en: "Repeat: forum-cli login"))
  }

  private func tell(_ address: String, _ code: String) {
    if context.wantsJSON {
      context.answer(["verification_uri_complete": .string(address), "user_code": .string(code)])
      return
    }
    context.say(
      Phrase(
        ro: "Deschideți în browser, unde sunteți conectat:", en: "Open in the browser in which you are signed in:"))
    context.terminal.line("  " + TextLayout.harmlessLine(address))
    context.say(
      Phrase(
        ro: "Comparați codul și permiteți: \(TextLayout.harmlessLine(code))",
        en: "Compare the code and allow it: \(TextLayout.harmlessLine(code))"))
  }

  private var unintelligible: Failure {
    Failure(
      .unavailable,
      Phrase(
        ro: "Serverul nu știe de conectarea din browser.", en: "The server does not know of signing in by the browser."),
      next: Phrase(ro: "Cu un token: forum-cli login --paste", en: "With a token: forum-cli login --paste"))
  }

  /// What the person reads in the browser: which program, on which machine.
  private static var name: String {
    var bytes = [CChar](repeating: 0, count: 65)
    guard gethostname(&bytes, bytes.count - 1) == 0 else { return "forum-cli" }
    let host = String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return "forum-cli · " + String(host.prefix(40))
  }
}
