import ForumCore
import ForumNet

/// Everybody who listens on one loop. Confined to that loop.
final class LoopSubscribers {
  /// A ring with subscribers here.
  struct Members {
    var count = 0
    /// The hub's number of the last join into it.
    var opening: UInt64
    /// Every event after this position is published to this loop.
    var since: Position
  }

  let hub: LiveHub
  let forum: Forum
  let localisation: Localisation
  let limits: LiveLimits
  var connections: [ConnectionID: LiveConnection] = [:]
  var rings: [LiveRing: Members] = [:]
  private var lastSerial: UInt64 = 0
  /// The log's id, once a subscription has been told it.
  var log: String?

  init(hub: LiveHub, forum: Forum, localisation: Localisation, limits: LiveLimits) {
    self.hub = hub
    self.forum = forum
    self.localisation = localisation
    self.limits = limits
  }

  func opened(_ id: ConnectionID, _ context: LiveContext, on loop: Loop) {
    let connection = LiveConnection(id: id, context: context, limits: limits)
    connections[id] = connection
    if let (topic, subscription) = context.subscription {
      loop.send(SharedBytes("retry: 2000\n\n"), to: id)
      subscribe(connection, topic, subscription, id: nil, on: loop)
    }
  }

  func closed(_ id: ConnectionID, on loop: Loop) {
    guard let connection = connections.removeValue(forKey: id) else { return }
    for (topic, subscription) in connection.subscriptions { forget(subscription, of: connection, topic, on: loop) }
  }

  // MARK: Operations

  func received(_ text: String, from id: ConnectionID, on loop: Loop) {
    guard let connection = connections[id] else { return }
    guard connection.mayOperate(limits) else { return loop.close(id, code: 1008, reason: "too many operations") }
    let (mark, result) = LiveOperation.parse(text, limits: limits)
    do throws(Problem) {
      let operation = try result.get()
      switch operation.act {
      case .ping: send(.pong(id: mark), to: connection, on: loop)
      case .unsubscribe(let name):
        let topic = try LiveTopic.parse(name, for: connection.reader)
        remove(topic, from: connection, on: loop)
        send(.unsubscribed(id: mark, topic: topic), to: connection, on: loop)
      case .subscribe(let subscription):
        let topic = try LiveTopic.parse(subscription.topic, for: connection.reader)
        guard connection.subscriptions[topic] != nil || connection.subscriptions.count < limits.topics else {
          throw Problem(.tooManyTopics, parameters: ["limit": String(limits.topics)])
        }
        subscribe(connection, topic, subscription, id: mark, on: loop)
      }
    } catch {
      refuse(error, id: mark, topic: nil, connection, on: loop)
    }
  }

  /// Subscribing again to the same topic begins anew.
  private func subscribe(
    _ connection: LiveConnection, _ topic: LiveTopic, _ wish: LiveOperation.Subscription, id: String?, on loop: Loop
  ) {
    remove(topic, from: connection, on: loop)
    let ring = LiveRing(
      topic: topic,
      variant: LiveVariant(audience: LiveAudience(connection.reader), format: wish.format, transport: connection.transport))
    lastSerial += 1
    let helping = Helping(
      connection: connection.id, serial: lastSerial, ring: ring, after: wish.after, log: wish.log, opening: .subscribed(id: id),
      locale: connection.locale)
    var subscription = LiveConnection.Subscription(serial: lastSerial, ring: ring, helping: helping)
    hub.presence.enter(topic, connection.presence)
    // Where the ring is here already and reaches back far enough, nothing has to be read.
    if let members = rings[ring], let log, let after = wish.after, after >= members.since, after <= max(hub.position, forum.head),
      wish.log ?? log == log
    {
      rings[ring]?.count += 1
      subscription.isIn = true
      connection.subscriptions[topic] = subscription
      send(.subscribed(id: id, topic: topic, position: after, log: log), to: connection, on: loop)
      loop.join(connection.id, ring: ring.key, after: after)
      return
    }
    connection.subscriptions[topic] = subscription
    want(topic, connection, on: loop)
  }

  /// Ends a subscription: nothing of the topic comes any more.
  func remove(_ topic: LiveTopic, from connection: LiveConnection, on loop: Loop) {
    guard let subscription = connection.subscriptions.removeValue(forKey: topic) else { return }
    loop.leave(connection.id, ring: subscription.ring.key)
    forget(subscription, of: connection, topic, on: loop)
    connection.waiting.removeAll { $0 == topic }
    if connection.feeding == topic { feedNext(connection, on: loop) }
  }

  private func forget(
    _ subscription: LiveConnection.Subscription, of connection: LiveConnection, _ topic: LiveTopic, on loop: Loop
  ) {
    hub.presence.leave(topic, connection.presence)
    if subscription.isIn { leave(subscription.ring, loop) }
  }

  /// One subscription less in a ring.
  func leave(_ ring: LiveRing, _ loop: Loop) {
    guard var members = rings[ring] else { return }
    members.count -= 1
    rings[ring] = members.count > 0 ? members : nil
    if members.count == 0 { hub.mailbox.post(.close(ring, loop: loop.index, opening: members.opening)) }
  }

  // MARK: Helpings, one at a time

  /// Asks for what the subscription's `helping` says, when it is its turn.
  func want(_ topic: LiveTopic, _ connection: LiveConnection, on loop: Loop) {
    guard connection.feeding != topic, !connection.waiting.contains(topic) else { return }
    connection.waiting.append(topic)
    if connection.feeding == nil { feedNext(connection, on: loop) }
  }

  /// Begins the next helping; where it `rests`, only once what was sent has gone out.
  func feedNext(_ connection: LiveConnection, on loop: Loop, rests: Bool = false) {
    connection.feeding = nil
    guard !connection.waiting.isEmpty else { return }
    let topic = connection.waiting.removeFirst()
    guard let subscription = connection.subscriptions[topic] else { return feedNext(connection, on: loop, rests: rests) }
    connection.feeding = topic
    if rests {
      loop.feed(connection.id, ring: subscription.ring.key, after: subscription.helping.after ?? -1)
    } else {
      hub.mailbox.post(.helping(subscription.helping))
    }
  }

  func delivered(_ helped: Helped, on loop: Loop) {
    let ring = helped.helping.ring
    let topic = ring.topic
    guard let connection = connections[helped.helping.connection], let subscription = connection.subscriptions[topic],
      subscription.serial == helped.helping.serial, subscription.ring == ring, connection.feeding == topic
    else {
      // It has gone meanwhile. The hub has opened the ring for nobody, unless others are in it.
      if case .joins(let opening, _) = helped.outcome {
        if rings[ring] == nil {
          hub.mailbox.post(.close(ring, loop: loop.index, opening: opening))
        } else {
          rings[ring]?.opening = opening
        }
      }
      return
    }
    for frame in helped.frames { loop.send(frame, to: connection.id) }
    switch helped.outcome {
    case .refused(let problem):
      let id = if case .subscribed(let id) = helped.helping.opening { id } else { String?.none }
      remove(topic, from: connection, on: loop)
      refuse(problem, id: id, topic: topic, connection, on: loop)
    case .goesOn:
      connection.subscriptions[topic]?.helping.after = helped.position
      connection.subscriptions[topic]?.helping.opening = .none
      // The next helping is asked for when this one has gone out.
      loop.feed(connection.id, ring: ring.key, after: helped.position)
    case .joins(let opening, let log):
      self.log = log
      rings[ring, default: Members(opening: opening, since: helped.position)].opening = opening
      if !subscription.isIn {
        rings[ring]?.count += 1
        connection.subscriptions[topic]?.isIn = true
        hub.presence.touch(topic)
      }
      connection.subscriptions[topic]?.helping.after = helped.position
      connection.subscriptions[topic]?.helping.opening = .none
      loop.join(connection.id, ring: ring.key, after: helped.position)
      feedNext(connection, on: loop, rests: helped.frames.reduce(0) { $0 + $1.count } > limits.restBytes)
    }
  }

  /// The ring could not keep what this connection has not taken yet, or a helping has gone out: on from the log.
  func fellBehind(_ id: ConnectionID, _ key: RingKey, after position: Position, on loop: Loop) {
    guard let connection = connections[id],
      let (topic, subscription) = connection.subscriptions.first(where: { $0.value.ring.key == key })
    else { return }
    if position >= 0 { connection.subscriptions[topic]?.helping.after = max(position, subscription.helping.after ?? 0) }
    if connection.feeding == topic, let helping = connection.subscriptions[topic]?.helping {
      hub.mailbox.post(.helping(helping))
    } else {
      want(topic, connection, on: loop)
    }
  }

  // MARK: Sending

  func send(_ message: LiveMessage, to connection: LiveConnection, on loop: Loop) {
    loop.send(connection.transport.frame(message), to: connection.id)
  }

  /// Tells a problem. An event stream ends with it: it has nothing else to say.
  func refuse(_ problem: Problem, id: String?, topic: LiveTopic?, _ connection: LiveConnection, on loop: Loop) {
    let document = ProblemJSON.bytes(problem, texts: localisation[connection.locale])
    send(.problem(id: id, topic: topic, problem: document), to: connection, on: loop)
    if connection.transport == .eventStream { loop.close(connection.id, code: 1008, reason: problem.code) }
  }
}
