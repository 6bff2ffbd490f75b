import ForumCore
import ForumNet

/// Everybody who listens on one loop. Confined to that loop.
final class LoopSubscribers {
  let hub: LiveHub
  let forum: Forum
  let localisation: Localisation
  let limits: LiveLimits
  var connections = ConnectionTable()
  var rings: [LiveRing: LoopRing] = [:]
  private var guests: [LiveProfile] = []
  private var lastSerial: UInt32 = 0
  /// The log's id, once a subscription has been told it.
  var log: String?

  init(hub: LiveHub, forum: Forum, localisation: Localisation, limits: LiveLimits) {
    self.hub = hub
    self.forum = forum
    self.localisation = localisation
    self.limits = limits
  }

  func opened(_ id: ConnectionID, _ context: LiveContext, on loop: Loop) {
    let isCompressed = context.transport == .webSocket && loop.takesCompressedFrames(id)
    let transport = isCompressed ? .compressedWebSocket : context.transport
    let connection = LiveConnection(id: id, profile: profile(context.reader, transport, context.locale), limits: limits)
    connections.insert(connection)
    if let (topic, subscription) = context.subscription {
      loop.send(SharedBytes("retry: 2000\n\n"), to: id)
      subscribe(connection, topic, subscription, id: nil, on: loop)
    }
  }

  private func profile(_ reader: LiveReader, _ transport: LiveTransport, _ locale: InterfaceLocale) -> LiveProfile {
    guard reader == .guest else { return LiveProfile(reader: reader, transport: transport, locale: locale) }
    if let guest = guests.first(where: { $0.transport == transport && $0.locale == locale }) { return guest }
    let guest = LiveProfile(reader: reader, transport: transport, locale: locale)
    guests.append(guest)
    return guest
  }

  func closed(_ id: ConnectionID, on loop: Loop) {
    guard let connection = connections.remove(id) else { return }
    for subscription in connection.subscriptions { forget(subscription, of: connection, on: loop) }
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
        let topic = try LiveTopic.parse(name, for: connection.profile.reader)
        remove(topic, from: connection, on: loop)
        send(.unsubscribed(id: mark, topic: topic), to: connection, on: loop)
      case .subscribe(let subscription):
        let topic = try LiveTopic.parse(subscription.topic, for: connection.profile.reader)
        guard connection.place(of: topic) != nil || connection.subscriptions.count < limits.topics else {
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
    let profile = connection.profile
    let ring = ring(
      LiveRing(
        topic: topic, variant: LiveVariant(audience: profile.audience, format: wish.format, transport: profile.transport)))
    lastSerial &+= 1
    var subscription = LiveConnection.Subscription(ring: ring, serial: lastSerial)
    ring.subscriptions += 1
    hub.presence.enter(topic, profile.reader)
    // Where the ring is here already and reaches back far enough, nothing has to be read.
    if let position = beginning(of: wish, in: ring), let log {
      ring.letIn()
      subscription.isIn = true
      connection.subscriptions.append(subscription)
      send(.subscribed(id: id, topic: topic, position: position, log: log), to: connection, on: loop)
      loop.join(connection.id, ring: ring.key, after: position)
      return
    }
    subscription.wish = LiveConnection.Wish(after: wish.after, log: wish.log, opening: .subscribed(id: id))
    connection.subscriptions.append(subscription)
    want(topic, connection, on: loop)
  }

  /// The position from which a ring that is here can give a subscription everything; nil when the hub must see to it.
  private func beginning(of wish: LiveOperation.Subscription, in ring: LoopRing) -> Position? {
    guard let since = ring.since, let log, wish.log ?? log == log else { return nil }
    let published = hub.position
    let head = max(published, forum.head)
    // Who names no position begins at the head, which is known here only when all of it has been published.
    guard let after = wish.after else { return published == head && published >= since ? published : nil }
    return after >= since && after <= head ? after : nil
  }

  /// The one object of a ring on this loop.
  func ring(_ name: LiveRing) -> LoopRing {
    if let ring = rings[name] { return ring }
    let ring = LoopRing(name)
    rings[name] = ring
    return ring
  }

  /// Ends a subscription: nothing of the topic comes any more.
  func remove(_ topic: LiveTopic, from connection: LiveConnection, on loop: Loop) {
    guard let place = connection.place(of: topic) else { return }
    let subscription = connection.subscriptions.remove(at: place)
    loop.leave(connection.id, ring: subscription.ring.key)
    forget(subscription, of: connection, on: loop)
    connection.waiting.removeAll { $0 == topic }
    if connection.feeding == topic { feedNext(connection, on: loop) }
  }

  private func forget(_ subscription: LiveConnection.Subscription, of connection: LiveConnection, on loop: Loop) {
    hub.presence.leave(subscription.ring.topic, connection.profile.reader)
    abandon(subscription, on: loop)
  }

  /// One subscription less in its ring.
  func abandon(_ subscription: LiveConnection.Subscription, on loop: Loop) {
    let ring = subscription.ring
    if subscription.isIn, let opening = ring.letOut() {
      hub.mailbox.post(.close(ring.name, loop: loop.index, opening: opening))
    }
    ring.subscriptions -= 1
    if ring.subscriptions == 0 { rings[ring.name] = nil }
  }

  // MARK: Helpings, one at a time

  /// Asks for what the subscription's wish says, when it is its turn.
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
    guard let place = connection.place(of: topic) else { return feedNext(connection, on: loop, rests: rests) }
    connection.feeding = topic
    let subscription = connection.subscriptions[place]
    if rests {
      loop.feed(connection.id, ring: subscription.ring.key, after: subscription.wish?.after ?? -1)
    } else {
      ask(subscription, of: connection)
    }
  }

  private func ask(_ subscription: LiveConnection.Subscription, of connection: LiveConnection) {
    guard let wish = subscription.wish else { preconditionFailure("a subscription whose turn it is wants something") }
    hub.mailbox.post(
      .helping(
        Helping(
          connection: connection.id, serial: subscription.serial, ring: subscription.ring.name, after: wish.after, log: wish.log,
          opening: wish.opening, locale: connection.profile.locale)))
  }

  func delivered(_ helped: Helped, on loop: Loop) {
    let name = helped.helping.ring
    let topic = name.topic
    guard let connection = connections[helped.helping.connection], connection.feeding == topic,
      let place = connection.place(of: topic), case let subscription = connection.subscriptions[place],
      subscription.serial == helped.helping.serial, subscription.ring.name == name
    else {
      // It has gone meanwhile. The hub has opened the ring for nobody, unless others are in it.
      if case .joins(let opening, _) = helped.outcome, rings[name]?.openedInVain(opening) != true {
        hub.mailbox.post(.close(name, loop: loop.index, opening: opening))
      }
      return
    }
    let ring = subscription.ring
    for frame in helped.frames { loop.send(frame, to: connection.id) }
    switch helped.outcome {
    case .refused(let problem):
      let id = if case .subscribed(let id) = helped.helping.opening { id } else { String?.none }
      remove(topic, from: connection, on: loop)
      refuse(problem, id: id, topic: topic, connection, on: loop)
    case .goesOn:
      subscription.wish?.after = helped.position
      subscription.wish?.opening = .none
      // The next helping is asked for when this one has gone out.
      loop.feed(connection.id, ring: ring.key, after: helped.position)
    case .joins(let opening, let log):
      self.log = log
      ring.opened(opening, at: helped.position)
      if !subscription.isIn {
        ring.letIn()
        connection.subscriptions[place].isIn = true
        hub.presence.touch(topic)
      }
      connection.subscriptions[place].wish = nil
      loop.join(connection.id, ring: ring.key, after: helped.position)
      feedNext(connection, on: loop, rests: helped.frames.reduce(0) { $0 + $1.count } > limits.restBytes)
    }
  }

  /// The ring could not keep what this connection has not taken yet, or a helping has gone out: on from the log.
  func fellBehind(_ id: ConnectionID, _ key: RingKey, after position: Position, on loop: Loop) {
    guard let connection = connections[id], let place = connection.subscriptions.firstIndex(where: { $0.ring.key == key }) else {
      return
    }
    let subscription = connection.subscriptions[place]
    if let wish = subscription.wish {
      if position >= 0 { wish.after = max(position, wish.after ?? 0) }
    } else {
      connection.subscriptions[place].wish = LiveConnection.Wish(after: position, log: nil, opening: .none)
    }
    if connection.feeding == subscription.ring.topic {
      ask(connection.subscriptions[place], of: connection)
    } else {
      want(subscription.ring.topic, connection, on: loop)
    }
  }

  // MARK: Sending

  func send(_ message: LiveMessage, to connection: LiveConnection, on loop: Loop) {
    loop.send(connection.profile.transport.frame(message), to: connection.id)
  }

  /// Tells a problem. An event stream ends with it: it has nothing else to say.
  func refuse(_ problem: Problem, id: String?, topic: LiveTopic?, _ connection: LiveConnection, on loop: Loop) {
    let document = ProblemJSON.bytes(problem, texts: localisation[connection.profile.locale])
    send(.problem(id: id, topic: topic, problem: document), to: connection, on: loop)
    if connection.profile.transport == .eventStream { loop.close(connection.id, code: 1008, reason: problem.code) }
  }
}
