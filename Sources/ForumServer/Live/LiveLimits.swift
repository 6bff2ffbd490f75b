/// What one connection may ask for. Beyond each limit stands what happens.
struct LiveLimits: Sendable {
  /// Topics one connection listens to at once; one more is refused with `too-many-topics`.
  var topics = 32
  /// Bytes of one message to the server; a longer one closes with 1009.
  var messageBytes = 4_096
  /// Operations at once, and how many come back each second; one more closes with 1008.
  var operationBurst = 96.0
  var operationsPerSecond = 8.0
  /// Characters of an operation's `id`; a longer one is refused with `field-invalid`.
  var idLength = 64
  /// Events and bytes that one helping from the log holds; the next follows when it has gone out.
  var sliceEvents = 64
  var sliceBytes = 128 * 1_024
  /// Bytes of a helping after which the connection's next topic waits until they have gone out.
  var restBytes = 16 * 1_024
  /// Events of all topics that one step of the hub takes.
  var stepEvents = 512
  /// Requests of subscribers that one step of the hub answers; the others wait for the next.
  var stepRequests = 256
  /// Long helpings that are read at once, on the workers.
  var longFeeds = 2

  /// Seconds between looks at the log when nothing signals: another process's commit whose notification was lost.
  var pollInterval = 1.0
  /// Seconds for which the hub rests after the database could not be read; `stop` waits that long at most.
  var faultPause = 0.2
  /// Seconds between two messages of readers of one topic.
  var presenceInterval = 1.0
  /// Seconds between two times that a node tells the others all of its readers.
  var presenceRefresh = 10.0
  /// Seconds after which a quiet topic's position is said.
  var positionInterval = 20.0
  /// Seconds between looks at who is still signed in.
  var credentialInterval = 5.0

  /// Without limits of rate, for conformance suites and load.
  static var testMode: LiveLimits {
    var limits = LiveLimits()
    limits.operationBurst = .infinity
    return limits
  }
}
