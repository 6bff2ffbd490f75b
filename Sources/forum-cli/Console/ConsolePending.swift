import ForumCore

/// A decision that was written and leaves in a moment; until then it can be taken back.
struct ConsolePending: Equatable, Sendable {
  /// Seconds between writing and sending.
  static let grace: Int64 = 10

  let matter: Int64
  let measure: Measure
  let fields: JSONObject
  /// Makes sending it twice harmless.
  let key: String
  var leavesAt: Instant
  /// Why sending it failed; it is tried again by itself.
  var trouble: String?

  /// What is kept on disk until it has arrived.
  var stored: JSONValue {
    ["matter": .integer(matter), "measure": .string(measure.rawValue), "fields": .object(fields), "key": .string(key)]
  }

  init(matter: Int64, measure: Measure, fields: JSONObject, key: String, leavesAt: Instant) {
    self.matter = matter
    self.measure = measure
    self.fields = fields
    self.key = key
    self.leavesAt = leavesAt
  }

  init?(_ stored: JSONValue, leavesAt: Instant) {
    guard let matter = stored["matter"]?.integer, let measure = stored["measure"]?.string.flatMap(Measure.init),
      let fields = stored["fields"]?.object, let key = stored["key"]?.string
    else { return nil }
    self.init(matter: matter, measure: measure, fields: fields, key: key, leavesAt: leavesAt)
  }
}
