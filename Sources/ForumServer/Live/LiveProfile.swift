import ForumCore
import ForumNet

/// Who listens, over what, in which language. Guests who have all of that in common share one.
final class LiveProfile: Sendable {
  let reader: LiveReader
  let transport: LiveTransport
  /// The language of problems.
  let locale: InterfaceLocale

  init(reader: LiveReader, transport: LiveTransport, locale: InterfaceLocale) {
    self.reader = reader
    self.transport = transport
    self.locale = locale
  }

  /// The same with another role.
  func with(role: Role?) -> LiveProfile {
    var reader = reader
    reader.role = role
    return LiveProfile(reader: reader, transport: transport, locale: locale)
  }

  var audience: LiveAudience { LiveAudience(reader) }
}

/// What a handler gives along with the acceptance.
struct LiveContext: Sendable {
  var reader: LiveReader
  var transport: LiveTransport
  var locale: InterfaceLocale
  /// An event stream's one subscription.
  var subscription: (topic: LiveTopic, LiveOperation.Subscription)?
}
