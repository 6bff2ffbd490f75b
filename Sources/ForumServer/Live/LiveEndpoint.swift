import ForumCore
import ForumNet

/// The live side of every connection: hands what happens on a loop to that loop's subscribers.
final class LiveEndpoint: SocketEndpoint, LiveDelivery {
  /// By the loop's index.
  private let subscribers: [Confined]

  private struct Confined: @unchecked Sendable {  // `value` is reached by `on` alone, with the loop whose thread calls
    let value: LoopSubscribers
  }

  init(loops: Int, hub: LiveHub, forum: Forum, localisation: Localisation, limits: LiveLimits) {
    subscribers = (0..<loops).map { _ in
      Confined(value: LoopSubscribers(hub: hub, forum: forum, localisation: localisation, limits: limits))
    }
  }

  private func on(_ loop: Loop) -> LoopSubscribers { subscribers[loop.index].value }

  func opened(_ id: ConnectionID, context: any Sendable, on loop: Loop) {
    guard let context = context as? LiveContext else { preconditionFailure("a live connection has a live context") }
    on(loop).opened(id, context, on: loop)
  }

  func received(_ message: SocketMessage, from id: ConnectionID, on loop: Loop) {
    switch message {
    case .text(let text): on(loop).received(text, from: id, on: loop)
    case .binary: loop.close(id, code: 1003, reason: "text only")
    }
  }

  func closed(_ id: ConnectionID, on loop: Loop) { on(loop).closed(id, on: loop) }

  func fellBehind(_ id: ConnectionID, ring: RingKey, after position: Int64, on loop: Loop) {
    on(loop).fellBehind(id, ring, after: position, on: loop)
  }

  func deliver(_ helped: Helped, on loop: Loop) { on(loop).delivered(helped, on: loop) }

  func change(role: Role?, of participant: ParticipantID, on loop: Loop) {
    on(loop).change(role: role, of: participant, on: loop)
  }

  func end(_ credential: LiveReader.Credential, on loop: Loop) { on(loop).end(credential, on: loop) }
  func reportCredentials(on loop: Loop) { on(loop).reportCredentials() }
  func restart(on loop: Loop) { on(loop).restart(on: loop) }
}
