import ForumCore
import ForumNet
import ForumWire
private import Glibc

/// Sends a request until it is answered, or until trying on makes no sense.
enum Retry {
  /// Waits of a server longer than this are left to the person.
  static let longestWait = 30

  /// `whenLost`: whether to send again when nobody knows if the request arrived, or nobody answers.
  static func run(
    attempts: Int, whenLost: Bool, _ context: Context, _ send: () throws(ClientError) -> ClientResponse
  ) throws(Failure) -> JSONValue {
    var attempt = 0
    while true {
      attempt += 1
      let failure: Failure
      var wait = backOff(attempt)
      switch outcome(send) {
      case .success(let response):
        if (200..<300).contains(response.status) { return try json(response) }
        failure = Failure(response)
        guard let seconds = retryAfter(response), seconds <= longestWait, attempt < attempts else { throw failure }
        wait = Double(seconds) + Double.random(in: 0...0.5)
      case .failure(let error):
        failure = Failure(error)
        guard whenLost, attempt < attempts, failure.code == .unavailable else { throw failure }
      }
      if context.terminal.errorIsTerminal, !context.wantsJSON, !context.isFullScreen {
        let seconds = Int(wait.rounded(.up))
        context.terminal.note(
          "\(context.text(failure.what)) "
            + context.text(Phrase(ro: "Încerc din nou peste \(seconds) s…", en: "Trying again in \(seconds) s…")))
      }
      usleep(UInt32(wait * 1_000_000))
    }
  }

  private static func outcome(_ send: () throws(ClientError) -> ClientResponse) -> Result<ClientResponse, ClientError> {
    do throws(ClientError) {
      return .success(try send())
    } catch {
      return .failure(error)
    }
  }

  /// Half a second, doubled with each attempt, and a random part, so that many clients do not come at once.
  static func backOff(_ attempt: Int) -> Double {
    let longest = min(30, 0.5 * Double(1 << min(attempt - 1, 10)))
    return longest / 2 + Double.random(in: 0...longest / 2)
  }

  private static func retryAfter(_ response: ClientResponse) -> Int? {
    guard [429, 503].contains(response.status) else { return nil }
    return response.fields["Retry-After"].flatMap { Int($0) }
  }

  private static func json(_ response: ClientResponse) throws(Failure) -> JSONValue {
    if response.body.isEmpty { return [:] }
    let limits = JSONLimits(size: HTTPClient.answerLimit, depth: 32, allowsFractions: true)
    guard let value = try? JSONParser.parse(response.body, limits: limits) else {
      throw Failure(
        .data, Phrase(ro: "Răspunsul serverului nu este JSON.", en: "The server's answer is not JSON."),
        next: Phrase(ro: "Este acolo un forum Sfat? Verificați --server.", en: "Is that a Sfat forum? Check --server."))
    }
    return value
  }
}
