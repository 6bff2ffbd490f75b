import ForumCore
import ForumNet

/// Rights, as they change while people listen.
extension LoopSubscribers {
  /// A person's role is another. What they may not hear any more ends with a problem; who may read more than before is told to
  /// fetch the page anew, and goes on from there; who may read less goes on with what others get.
  func change(role: Role?, of participant: ParticipantID, on loop: Loop) {
    for connection in connections.all where connection.profile.reader.participant == participant {
      let role = role.map { min($0, connection.profile.reader.limit) }
      guard role != connection.profile.reader.role else { continue }
      connection.profile = connection.profile.with(role: role)
      for topic in connection.subscriptions.map(\.ring.topic) {
        do throws(Problem) {
          try topic.requireAccess(connection.profile.reader)
        } catch {
          remove(topic, from: connection, on: loop)
          refuse(error, id: nil, topic: topic, connection, on: loop)
          continue
        }
        move(topic, of: connection, to: connection.profile.audience, on: loop)
      }
    }
  }

  private func move(_ topic: LiveTopic, of connection: LiveConnection, to audience: LiveAudience, on loop: Loop) {
    guard let place = connection.place(of: topic) else { return }
    var subscription = connection.subscriptions[place]
    guard subscription.ring.name.variant.audience != audience else { return }
    let reached = loop.leave(connection.id, ring: subscription.ring.key)
    let wish = subscription.wish ?? LiveConnection.Wish(after: nil, log: nil, opening: .none)
    if let reached { wish.after = max(reached, wish.after ?? 0) }
    if audience == .moderators, wish.opening == .none { wish.opening = .resync }
    subscription.wish = wish
    var name = subscription.ring.name
    name.variant.audience = audience
    let ring = ring(name)
    ring.subscriptions += 1
    abandon(subscription, on: loop)
    subscription.ring = ring
    subscription.isIn = false
    connection.subscriptions[place] = subscription
    // Whatever is on its way for the old ring is dropped when it comes: its ring is another.
    if connection.feeding == topic { connection.feeding = nil }
    want(topic, connection, on: loop)
  }

  /// A session or token has ended: so do its connections.
  func end(_ credential: LiveReader.Credential, on loop: Loop) {
    for connection in connections.all where connection.profile.reader.credential == credential {
      loop.close(connection.id, code: LiveClose.sessionEnded, reason: "session ended")
    }
  }

  /// Tells the hub who is connected by something that can end.
  func reportCredentials() {
    let readers = Set(connections.all.lazy.map(\.profile.reader).filter { $0.credential != nil })
    if !readers.isEmpty { hub.mailbox.post(.credentials(Array(readers))) }
  }

  /// The log is another one: everybody begins anew from its head.
  func restart(on loop: Loop) {
    log = nil
    rings.removeAll()
    loop.restartRings()
    for connection in connections.all {
      connection.feeding = nil
      connection.waiting = []
      for place in 0..<connection.subscriptions.count {
        var subscription = connection.subscriptions[place]
        subscription.ring = ring(subscription.ring.name)
        subscription.ring.subscriptions += 1
        loop.leave(connection.id, ring: subscription.ring.key)
        subscription.isIn = false
        var opening = subscription.wish?.opening ?? .resync
        if opening == .none { opening = .resync }
        subscription.wish = LiveConnection.Wish(after: nil, log: nil, opening: opening)
        connection.subscriptions[place] = subscription
      }
      for topic in connection.subscriptions.map(\.ring.topic) { want(topic, connection, on: loop) }
    }
  }
}

/// Close codes of our own (RFC 6455, 7.4.2: 4000–4999 are for the application).
enum LiveClose {
  /// The session or token by which the connection was made has ended.
  static let sessionEnded: UInt16 = 4401
}
