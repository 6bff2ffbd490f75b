import ForumCore

/// A message to the server: one JSON object with `op`.
struct LiveOperation: Sendable, Equatable {
  enum Name: String, Sendable, CaseIterable {
    case subscribe, unsubscribe, ping
  }

  /// What to listen to, and from where.
  struct Subscription: Sendable, Equatable {
    var topic: String
    /// Events after this position are wanted; nil: from now on.
    var after: Position?
    /// The log that `after` belongs to.
    var log: String?
    var format: LiveFormat
  }

  enum Act: Sendable, Equatable {
    case subscribe(Subscription)
    case unsubscribe(topic: String)
    case ping
  }

  /// The client's own mark, given back in the answer.
  var id: String?
  var act: Act

  /// Reads a message. The thrown problem says what is wrong; `id` is found even then, where there is one.
  static func parse(_ text: String, limits: LiveLimits) -> (id: String?, Result<LiveOperation, Problem>) {
    guard let value = try? JSONParser.parse(Array(text.utf8)), case .object(let object) = value else {
      return (nil, .failure(Problem(.bodyInvalid)))
    }
    let id = identifier(object["id"])
    guard id.map({ $0.count <= limits.idLength }) ?? (object["id"] == nil) else { return (nil, .failure(.field("id"))) }
    do throws(Problem) {
      return (id, .success(LiveOperation(id: id, act: try act(object))))
    } catch {
      return (id, .failure(error))
    }
  }

  private static func act(_ object: JSONObject) throws(Problem) -> Act {
    guard let name = object["op"]?.string.flatMap(Name.init(rawValue:)) else { throw .field("op") }
    switch name {
    case .ping: return .ping
    case .unsubscribe: return .unsubscribe(topic: try topic(object))
    case .subscribe:
      let topic = try topic(object)
      let after = object["after"]
      guard after == nil || after == .null || (after?.integer ?? -1) >= 0 else { throw .field("after") }
      let log = object["log"]
      guard log == nil || log == .null || log?.string != nil else { throw .field("log") }
      guard object["as"] == nil || object["as"]?.string != nil,
        let format = LiveFormat(as: object["as"]?.string, language: object["lang"]?.string)
      else { throw .field("as") }
      return .subscribe(Subscription(topic: topic, after: after?.integer, log: log?.string, format: format))
    }
  }

  private static func topic(_ object: JSONObject) throws(Problem) -> String {
    guard let topic = object["topic"]?.string, !topic.isEmpty else { throw .field("topic") }
    return topic
  }

  /// An id is a string; a number is taken as its digits.
  private static func identifier(_ value: JSONValue?) -> String? {
    switch value {
    case .string(let text): text
    case .integer(let number): String(number)
    default: nil
    }
  }
}
