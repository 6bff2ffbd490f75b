import ForumCore
import ForumWire
import Synchronization

/// What operators, robots and balancers ask for.
extension Application {
  /// Whether the process lives.
  func health() -> Reply { plain(.text(200, "ok\n")) }

  /// Whether it should get requests: not while it drains, and not when the database cannot be read or its log is newer than the program.
  func readiness() throws(Problem) -> Reply {
    guard !isDraining.load(ordering: .relaxed) else { throw Problem(.unavailable, retryAfter: 5) }
    // A log of a newer format holds events that this program would not understand.
    guard try read({ try $0.logFormat }) <= LogHead.knownFormat else { throw Problem(.unavailable, retryAfter: 60) }
    return plain(.text(200, "ready\n"))
  }

  func showMetrics() -> Reply {
    plain(Reply(200, type: Metrics.contentType, body: Array(metrics.text().utf8)))
  }

  func robots() -> Reply {
    let hidden: [Route] = [.signIn, .register, .profile, .live, .territories]
    return .text(200, "User-agent: *\n" + hidden.map { "Disallow: \($0.path)\n" }.joined() + "Disallow: /setup/\n")
  }

  /// RFC 9116. It expires half a year after the day it is read, so that a server that runs has a file that is good.
  func securityText(_ exchange: Exchange) throws(Problem) -> Reply {
    guard let contact = settings.securityContact else { throw Problem(.notFound) }
    let day: Int64 = 86_400_000_000
    let expires = Instant(microseconds: (Instant.now.microseconds / day + 180) * day)
    return .text(
      200,
      """
      Contact: \(contact)
      Expires: \(RomanianTime.utc(expires))
      Preferred-Languages: ro, en
      Canonical: \(exchange.origin)\(Route.securityText.path)

      """)
  }

  private func plain(_ reply: Reply) -> Reply {
    var reply = reply
    reply.fields.add("Cache-Control", "no-store")
    return reply
  }
}
