import ForumCore

/// What a live event looks like in the terminal.
struct LiveLines: Sendable {
  let style: Style
  let language: Language
  let width: Int

  func lines(type: String, data: JSONValue, now: Instant) -> [String] {
    let voice = VoiceLine(style: style, language: language)
    if type.hasPrefix("post.") || type.hasPrefix("reaction."), let post = try? PostDocument(data) {
      let block = PostBlock(voice: voice, now: now, byClock: true)
      switch type {
      case "post.published", "post.edited", "post.restored":
        return block.lines(post, answering: post.parent.map { "#\($0)" }, columns: width) + [""]
      case "post.withdrawn":
        return notice(
          Phrase(ro: "Mesajul #\(post.id) a fost retras de autor.", en: "Post #\(post.id) was withdrawn by its author."))
      case "post.hidden":
        let reason = post.reason.map { " " + TextLayout.harmlessLine($0) } ?? ""
        return notice(
          Phrase(
            ro: "Mesajul #\(post.id) a fost ascuns de un moderator.\(reason)",
            en: "Post #\(post.id) was hidden by a moderator.\(reason)"),
          .warning)
      case "post.moved":
        return notice(
          Phrase(
            ro: "Mesajul #\(post.id) este acum în subiectul \(post.thread).",
            en: "Post #\(post.id) is now in thread \(post.thread)."))
      default:
        let remarks = block.remarks(post)
        return notice(Phrase("#\(post.id) · " + (remarks.isEmpty ? "–" : remarks.joined(separator: " · "))))
      }
    }
    if let thread = try? ThreadDocument(data) {
      let title = TextLayout.harmlessLine(thread.title ?? "")
      switch type {
      case "thread.opened":
        return notice(Phrase(ro: "Subiect nou \(thread.id): \(title)", en: "New thread \(thread.id): \(title)"), .live)
      case "thread.locked":
        let reason = thread.lockReason.map { " " + TextLayout.harmlessLine($0) } ?? ""
        return notice(
          Phrase(ro: "Subiectul \(thread.id) a fost închis.\(reason)", en: "Thread \(thread.id) was locked.\(reason)"), .warning)
      case "thread.unlocked":
        return notice(Phrase(ro: "Subiectul \(thread.id) este deschis din nou.", en: "Thread \(thread.id) is open again."))
      case "thread.moved":
        let space = SpaceTexts.phrase(thread.space, name: thread.spaceName)
        return notice(
          Phrase(ro: "Subiectul \(thread.id) este acum în \(space.ro).", en: "Thread \(thread.id) is now in \(space.en)."))
      case "thread.retitled":
        return notice(
          Phrase(ro: "Subiectul \(thread.id) se numește acum: \(title)", en: "Thread \(thread.id) is now called: \(title)"))
      default: return notice(Phrase("\(type) · \(thread.id) \(title)"))
      }
    }
    return notice(Phrase(TextLayout.harmlessLine(type)))
  }

  /// The state of the connection, with how many read along.
  func status(readers: Int?) -> String {
    let sign = style.sign(style.paint("● ", .live))
    let words = Phrase(ro: "în direct", en: "live").text(language)
    return sign + words + (readers.map { " · " + Phrase.readers($0).text(language) } ?? "")
  }

  func lost(_ failure: Failure, seconds: Double) -> String {
    style.sign("○ ")
      + Phrase(
        ro: "\(failure.what.ro) Reluăm singuri peste \(Int(seconds.rounded(.up))) s.",
        en: "\(failure.what.en) Resuming by itself in \(Int(seconds.rounded(.up))) s."
      ).text(language)
  }

  private func notice(_ phrase: Phrase, _ ink: Style.Ink = .dim) -> [String] {
    TextLayout.wrap(phrase.text(language), to: width).map { style.paint($0, ink) }
  }
}
