import ForumCore
import ForumNet
import ForumWire

/// What a handler answers: a response that the pipeline completes with the fields that every answer has.
struct Reply: Sendable {
  var status: Int
  var fields = HTTPFields()
  var body: [UInt8] = []
  /// Set where the answer is the same for every guest: the log position it shows, and its topics (nil: any event may change it).
  var shared: (position: Position, topics: [String]?)?
  /// Whether its body holds something random, so that no other answer is the same.
  var isUnique = false

  init(_ status: Int, type: String? = nil, body: [UInt8] = []) {
    self.status = status
    self.body = body
    if let type { fields.add("Content-Type", type) }
  }

  /// A JSON document.
  static func json(_ status: Int = 200, _ write: (inout JSONWriter) -> Void) -> Reply {
    var writer = JSONWriter(capacity: 4096)
    write(&writer)
    return Reply(status, type: Negotiation.contentType(.json), body: writer.bytes)
  }

  /// A page.
  static func page(_ page: any Page, status: Int = 200) -> Reply {
    var reply = Reply(status, type: Negotiation.contentType(.html), body: page.render())
    reply.fields.add("Content-Language", page.context.locale.rawValue)
    return reply
  }

  static func feed(_ bytes: [UInt8]) -> Reply { Reply(200, type: Negotiation.contentType(.atom), body: bytes) }

  static func text(_ status: Int = 200, _ text: String) -> Reply {
    Reply(status, type: "text/plain; charset=utf-8", body: Array(text.utf8))
  }

  /// Leads a browser to a page with GET after a form was taken.
  static func seeOther(_ url: String) -> Reply { redirect(303, url) }

  static func redirect(_ status: Int, _ url: String) -> Reply {
    var reply = Reply(status)
    reply.fields.add("Location", url)
    return reply
  }

  /// The same for every guest as long as these topics say nothing.
  func shared(at position: Position, topics: [String]?) -> Reply {
    var reply = self
    reply.shared = (position, topics)
    return reply
  }

  /// With a sentence that the next page says once.
  func saying(_ notice: Notice, isSecure: Bool) -> Reply {
    var reply = self
    reply.fields.add("Set-Cookie", CookieName.notice.set(notice.rawValue, lifetime: 60, isSecure: isSecure))
    return reply
  }

  /// Kept by no browser and no proxy.
  func neverKept() -> Reply {
    var reply = self
    reply.fields.add("Cache-Control", "no-store")
    return reply
  }

  /// With `Link` for neighbours in a list (RFC 8288), as `"next": "/threads.json?after=…"`.
  mutating func link(_ relation: String, _ url: String?) {
    if let url { fields.add("Link", "<\(url)>; rel=\"\(relation)\"") }
  }
}
