import ForumCore
import ForumNet

/// Rights, as they change while people listen.
extension LoopSubscribers {
  /// A person's role is another. What they may not hear any more ends with a problem; who may read more than before is told to
  /// fetch the page anew, and goes on from there; who may read less goes on with what others get.
  func change(role: Role?, of participant: ParticipantID, on loop: Loop) {
    for connection in connections.values where connection.reader.participant == participant {
      let role = role.map { min($0, connection.reader.limit) }
      guard role != connection.reader.role else { continue }
      connection.reader.role = role
      let audience = LiveAudience(connection.reader)
      for (topic, subscription) in connection.subscriptions {
        do throws(Problem) {
          try topic.requireAccess(connection.reader)
        } catch {
          remove(topic, from: connection, on: loop)
          refuse(error, id: nil, topic: topic, connection, on: loop)
          continue
        }
        guard subscription.ring.variant.audience != audience else { continue }
        move(topic, of: connection, to: audience, on: loop)
      }
    }
  }

  private func move(_ topic: LiveTopic, of connection: LiveConnection, to audience: LiveAudience, on loop: Loop) {
    guard var subscription = connection.subscriptions[topic] else { return }
    let reached = loop.leave(connection.id, ring: subscription.ring.key)
    if subscription.isIn { leave(subscription.ring, loop) }
    subscription.isIn = false
    subscription.ring.variant.audience = audience
    subscription.helping.ring = subscription.ring
    if let reached { subscription.helping.after = max(reached, subscription.helping.after ?? 0) }
    if audience == .moderators, subscription.helping.opening == .none { subscription.helping.opening = .resync }
    connection.subscriptions[topic] = subscription
    // Whatever is on its way for the old ring is dropped when it comes: its ring is another.
    if connection.feeding == topic { connection.feeding = nil }
    want(topic, connection, on: loop)
  }

  /// A session or token has ended: so do its connections.
  func end(_ credential: LiveReader.Credential, on loop: Loop) {
    for connection in connections.values where connection.reader.credential == credential {
      loop.close(connection.id, code: LiveClose.sessionEnded, reason: "session ended")
    }
  }

  /// Tells the hub who is connected by something that can end.
  func reportCredentials() {
    let readers = Set(connections.values.lazy.map(\.reader).filter { $0.credential != nil })
    if !readers.isEmpty { hub.mailbox.post(.credentials(Array(readers))) }
  }

  /// The log is another one: everybody begins anew from its head.
  func restart(on loop: Loop) {
    log = nil
    rings.removeAll()
    loop.restartRings()
    for connection in connections.values {
      connection.feeding = nil
      connection.waiting = []
      for topic in connection.subscriptions.keys {
        guard var subscription = connection.subscriptions[topic] else { continue }
        loop.leave(connection.id, ring: subscription.ring.key)
        subscription.isIn = false
        subscription.helping.after = nil
        subscription.helping.log = nil
        if subscription.helping.opening == .none { subscription.helping.opening = .resync }
        connection.subscriptions[topic] = subscription
        want(topic, connection, on: loop)
      }
    }
  }
}

/// Close codes of our own (RFC 6455, 7.4.2: 4000–4999 are for the application).
enum LiveClose {
  /// The session or token by which the connection was made has ended.
  static let sessionEnded: UInt16 = 4401
}
