import ForumCore

/// The public record of moderation as an Atom feed (RFC 4287).
struct ModerationFeed: Sendable {
  let context: PageContext
  /// Newest first.
  let decisions: [DecisionRecord]

  func render() -> [UInt8] {
    let texts = context.texts
    let writer = AtomWriter(context: context)
    let updated = decisions.first?.at ?? Instant(microseconds: 0)
    return writer.feed(
      title: texts("record.title") + " · " + texts("layout.name"), url: Route.moderationLog.path,
      selfURL: Route.moderationLog.path(as: .atom), updated: updated
    ) {
      for decision in decisions {
        let words = decision.facts ?? texts("post.erased")
        writer.entry(
          url: Route.decision(decision.id).path,
          title: texts("measures.\(decision.measure.rawValue)") + " · " + texts("grounds.\(decision.ground.rawValue)"),
          author: nil,
          published: decision.at, updated: decision.at, language: decision.language,
          content: (.written { html in html("p", text: words) }, words))
      }
    }
  }
}
