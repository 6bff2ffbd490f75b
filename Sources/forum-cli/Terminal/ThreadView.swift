import ForumCore

/// A thread as a tree of posts, and threads as a list.
struct ThreadView: Sendable {
  let style: Style
  let language: Language
  let now: Instant
  /// Columns to fill.
  let width: Int

  private var voice: VoiceLine { VoiceLine(style: style, language: language) }

  /// Replies deeper than this stay at its indent and say whom they answer: what is left of 80 columns must hold a sentence.
  private var deepest: Int { min(8, max(1, (width - 40) / 2)) }

  /// Title, kind, space, place, counts and who has been heard.
  func head(_ thread: ThreadDocument) -> [String] {
    var lines = TextLayout.wrap(title(thread), to: width).map { style.paint($0, .bold) }
    lines += TextLayout.wrap(facts(thread).joined(separator: " · "), to: width)
    if thread.isLocked, let reason = thread.lockReason {
      lines += TextLayout.wrap(
        Phrase(ro: "Închis: \(TextLayout.harmlessLine(reason))", en: "Locked: \(TextLayout.harmlessLine(reason))").text(language),
        to: width
      ).map { style.paint($0, .warning) }
    }
    let balance = voice.balance(thread.voices)
    if !balance.isEmpty { lines += InkedText.wrap(balance, to: width) }
    return lines
  }

  /// The posts as a tree, in the order of their coming at each level. Posts whose parent is not among them stand at the top.
  func tree(_ posts: [PostDocument]) -> [String] {
    let byID = Dictionary(posts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var replies: [Int64: [PostDocument]] = [:]
    var tops: [PostDocument] = []
    for post in posts {
      if let parent = post.parent, byID[parent] != nil { replies[parent, default: []].append(post) } else { tops.append(post) }
    }
    let block = PostBlock(voice: voice, now: now)
    var lines: [String] = []
    var waiting = tops.reversed().map { (post: $0, depth: 0) }
    while let (post, depth) = waiting.popLast() {
      let indent = style.plain ? "" : String(repeating: style.paint("│", .dim) + " ", count: min(depth, deepest))
      let isFar = style.plain ? post.parent != nil : depth > deepest || (depth == 0 && post.parent != nil)
      let answering =
        isFar ? post.parent.map { parent in byID[parent]?.author.map(TextLayout.harmlessLine) ?? "#\(parent)" } : nil
      let columns = style.plain ? width : width - 2 * min(depth, deepest)
      lines += block.lines(post, answering: answering, columns: columns).map { indent + $0 }
      lines.append(indent.hasSuffix(" ") ? String(indent.dropLast()) : indent)
      for reply in (replies[post.id] ?? []).reversed() { waiting.append((reply, depth + 1)) }
    }
    return lines
  }

  /// A thread as two lines of a list.
  func row(_ thread: ThreadDocument) -> [String] {
    let number = TextLayout.pad("\(thread.id)", to: 6)
    var side = RelativeTime.phrase(thread.lastAt, now: now).text(language)
    if let unread = thread.unread, unread > 0 {
      side = Phrase(ro: "\(unread) noi", en: "\(unread) new").text(language) + " · " + side
    }
    let room = width - 7 - TextLayout.width(side) - 2
    let shown = TextLayout.cut(title(thread), to: max(10, room))
    let first = number + " " + style.paint(TextLayout.pad(shown, to: max(10, room)), .bold) + "  " + side
    let last = voice.mark(thread.lastSpeaker.category) + (thread.lastAuthor.map(TextLayout.harmlessLine) ?? "")
    let second = facts(thread).joined(separator: " · ")
    let left = width - 7 - TextLayout.width(second) - 3
    let ending = InkedText.width(last) <= left && !last.isEmpty ? " · " + last : ""
    return [first, String(repeating: " ", count: 7) + TextLayout.cut(second, to: width - 7) + ending]
  }

  private func title(_ thread: ThreadDocument) -> String {
    thread.title.map(TextLayout.harmlessLine) ?? Phrase(ro: "[titlu șters]", en: "[title erased]").text(language)
  }

  private func facts(_ thread: ThreadDocument) -> [String] {
    var facts: [String] = []
    if let kind = thread.kind { facts.append(kind.phrase.text(language)) }
    facts.append(SpaceTexts.phrase(thread.space, name: thread.spaceName).text(language))
    if let territory = thread.territory { facts.append(TextLayout.harmlessLine(territory)) }
    facts.append(Phrase.posts(thread.posts).text(language))
    if let supports = thread.importedSupports {
      facts.append(
        Phrase.counted(
          supports, ro: ("susținere importată", "susțineri importate"), en: ("imported support", "imported supports")
        )
        .text(language))
    }
    if thread.isLocked { facts.append(Phrase(ro: "închis", en: "locked").text(language)) }
    return facts
  }
}
