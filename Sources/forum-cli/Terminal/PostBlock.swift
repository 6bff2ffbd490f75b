import ForumCore

/// One post in the terminal: a line that says who, as what and when, the text, and what was said of it.
struct PostBlock: Sendable {
  let voice: VoiceLine
  let now: Instant
  /// Whether to tell the time by the clock, for lines that stay while time goes on.
  var byClock = false

  /// Lines of at most `columns`. `answering` names the author of the parent where the place alone does not show it.
  func lines(_ post: PostDocument, answering: String? = nil, columns: Int) -> [String] {
    let language = voice.language
    let style = voice.style
    let time = byClock ? RelativeTime.clock(post.publishedAt, now: now) : RelativeTime.phrase(post.publishedAt, now: now)
    var facts = [time.text(language)]
    if let assistant = post.assistant.map(TextLayout.harmlessLine) {
      facts.append(Phrase(ro: "consemnat de \(assistant)", en: "written down by \(assistant)").text(language))
    }
    if post.isEdited { facts.append(Phrase(ro: "editat", en: "edited").text(language)) }
    if post.isOrphan {
      facts.append(Phrase(ro: "răspunde la un mesaj care lipsește", en: "answers a post that is missing").text(language))
    }
    if let answering {
      facts.append(
        style.sign("↳ ") + Phrase(ro: "răspuns pentru \(answering)", en: "in answer to \(answering)").text(language))
    }
    let head = "#\(post.id) " + voice.author(post.author, post.speaker) + " · " + facts.joined(separator: " · ")
    var lines = InkedText.wrap(head, to: columns)
    lines += TextLayout.wrap(text(post), to: columns).map { post.state == .published ? $0 : style.paint($0, .dim) }
    let said = remarks(post)
    if !said.isEmpty { lines += TextLayout.wrap(said.joined(separator: " · "), to: columns).map { style.paint($0, .dim) } }
    return lines
  }

  private func text(_ post: PostDocument) -> String {
    let language = voice.language
    switch post.state {
    case .withdrawn: return Phrase(ro: "[mesaj retras de autor]", en: "[withdrawn by its author]").text(language)
    case .restricted:
      return Phrase(ro: "[nu se arată, la cererea autorului]", en: "[not shown, as its author wishes]").text(language)
    case .hidden, .removed:
      let reason = post.reason.map { ": " + TextLayout.harmlessLine($0) } ?? ""
      let marked =
        (post.state == .hidden
        ? Phrase(ro: "[mesaj ascuns de un moderator\(reason)]", en: "[hidden by a moderator\(reason)]")
        : Phrase(ro: "[mesaj eliminat de un moderator\(reason)]", en: "[removed by a moderator\(reason)]")).text(language)
      return post.body.map { marked + "\n" + TextLayout.harmless($0) } ?? marked
    case .published:
      guard let body = post.body else { return Phrase(ro: "[text șters]", en: "[text erased]").text(language) }
      let harmless = TextLayout.harmless(body)
      return harmless.contains { !$0.isWhitespace } ? harmless : Phrase(ro: "[fără text]", en: "[no text]").text(language)
    }
  }

  /// Reactions and imported votes, each in words.
  func remarks(_ post: PostDocument) -> [String] {
    let language = voice.language
    var said = Reaction.allCases.compactMap { reaction in
      post.reactions[reaction] > 0 ? reaction.phrase(post.reactions[reaction]).text(language) : nil
    }
    if let votes = post.importedVotes, votes.inFavour + votes.against > 0 {
      said.append(
        Phrase(
          ro: "voturi importate: \(votes.inFavour) pentru, \(votes.against) contra",
          en: "imported votes: \(votes.inFavour) for, \(votes.against) against"
        ).text(language))
    }
    return said
  }
}

/// Wraps lines that have colours in them: escape sequences fill no column.
enum InkedText {
  static func wrap(_ text: String, to columns: Int) -> [String] {
    guard text.contains("\u{1B}") else { return TextLayout.wrap(text, to: columns) }
    var lines: [String] = []
    var current = ""
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let needed = width(String(word))
      if used > 0, used + 1 + needed > columns {
        lines.append(current)
        current = ""
        used = 0
      } else if used > 0 || !current.isEmpty {
        current += " "
        used += 1
      }
      current += word
      used += needed
    }
    lines.append(current)
    return lines
  }

  /// Columns without the escape sequences that `Style` writes.
  static func width(_ text: String) -> Int {
    var visible = ""
    var isEscape = false
    for scalar in text.unicodeScalars {
      if scalar == "\u{1B}" { isEscape = true }
      if !isEscape { visible.unicodeScalars.append(scalar) }
      if isEscape, scalar == "m" { isEscape = false }
    }
    return TextLayout.width(visible)
  }
}
