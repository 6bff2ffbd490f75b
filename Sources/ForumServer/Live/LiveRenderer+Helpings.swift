import ForumCore
import ForumNet

/// Helpings: what a subscription missed, as frames.
extension LiveRenderer {
  /// Answers a helping on the hub's thread, where it is short.
  ///
  /// `head` is the log's end in this transaction; `upTo` is how far the hub has published once this step is done.
  func begin(
    _ helping: Helping, log: String, head: Position, upTo: Position, limits: LiveLimits
  ) throws -> StepOutput.Answer.Result {
    let (opening, after) = open(helping, log: log, head: head, upTo: upTo)
    guard after < upTo else { return .all(frames: opening, position: after) }
    let events = try reader.events(topic: helping.ring.topic.storedName, after: after, limit: limits.sliceEvents + 1)
    if events.count > limits.sliceEvents { return .long }
    let slice = try slice(events, helping.ring, upTo: upTo, limits: limits)
    return slice.isAll
      ? .all(frames: opening + slice.frames, position: upTo) : .some(frames: opening + slice.frames, position: slice.position)
  }

  /// One helping of many, on a worker; gives its frames and the position it ends at.
  func long(_ helping: Helping, log: String, head: Position, limits: LiveLimits) throws -> (
    frames: [SharedBytes], position: Position
  ) {
    let (opening, after) = open(helping, log: log, head: head, upTo: head)
    guard after < head else { return (opening, after) }
    let events = try reader.events(topic: helping.ring.topic.storedName, after: after, limit: limits.sliceEvents)
    let slice = try slice(events, helping.ring, upTo: head, limits: limits)
    let isLast = slice.isAll && events.count < limits.sliceEvents
    return (opening + slice.frames, isLast ? head : slice.position)
  }

  /// The messages before the first event, and the position after which events follow.
  private func open(_ helping: Helping, log: String, head: Position, upTo: Position) -> (frames: [SharedBytes], after: Position) {
    let topic = helping.ring.topic
    let transport = helping.ring.variant.transport
    let resync = LiveMessage.resync(topic: topic, position: upTo, log: log)
    switch helping.opening {
    case .none: return ([], helping.after ?? upTo)
    case .resync: return ([transport.frame(resync)], upTo)
    case .subscribed(let id):
      let isForeign = helping.log.map { $0 != log } ?? false
      guard let after = helping.after, !isForeign, after <= head else {
        var messages = [LiveMessage.subscribed(id: id, topic: topic, position: upTo, log: log)]
        if helping.after != nil || isForeign { messages.append(resync) }
        return (messages.map(transport.frame), upTo)
      }
      return ([transport.frame(.subscribed(id: id, topic: topic, position: after, log: log))], after)
    }
  }

  /// Frames of events up to a position, as many as one helping holds; at least one.
  private func slice(
    _ events: [TopicEvent], _ ring: LiveRing, upTo: Position, limits: LiveLimits
  ) throws -> (frames: [SharedBytes], position: Position, isAll: Bool) {
    var frames: [SharedBytes] = []
    var bytes = 0
    var position: Position = 0
    for event in events where event.position <= upTo {
      if bytes >= limits.sliceBytes { return (frames, position, false) }
      let frame = try frame(event, in: ring)
      frames.append(frame)
      bytes += frame.count
      position = event.position
    }
    return (frames, position, true)
  }
}
