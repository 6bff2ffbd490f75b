import ForumCore

/// Matters of the moderators' queue as lines of text.
struct MatterView {
  let style: Style
  let language: Language
  let now: Instant
  let width: Int

  /// One matter of the list: its number, ground, subject, notices, age, and who works on it.
  func row(_ matter: AnswerReader) throws(Failure) -> [String] {
    var facts: [String] = []
    let ground = Ground(rawValue: try matter.string("ground"))?.phrase.text(language) ?? ""
    if matter.flag("urgent") { facts.append(style.paint(Phrase(ro: "URGENT", en: "URGENT").text(language), .warning)) }
    facts.append(style.paint(ground, .bold))
    if let title = matter.optional("title") { facts.append(TextLayout.harmlessLine(title)) }
    if let name = try? matter.reader("person").optional("name") { facts.append(TextLayout.harmlessLine(name)) }
    facts.append(
      Phrase.counted(matter.count("notices"), ro: ("semnalare", "semnalări"), en: ("notice", "notices")).text(language))
    facts.append(RelativeTime.phrase(try matter.instant("openedAt"), now: now).text(language))
    if let name = try? matter.reader("claimedBy").optional("name") {
      let name = TextLayout.harmlessLine(name)
      facts.append(Phrase(ro: "lucrează \(name)", en: "\(name) works on it").text(language))
    }
    return InkedText.wrap("#\(try matter.integer("id")) " + facts.joined(separator: " · "), to: width)
  }

  /// A matter with the post, its notices and earlier decisions.
  func whole(_ answer: AnswerReader) throws(Failure) -> [String] {
    var lines = try row(answer.reader("matter"))
    if let held = try? answer.reader("held") {
      if let title = held.optional("title") { lines += ["", style.paint(TextLayout.harmlessLine(title), .bold)] }
      if let body = held.optional("body") { lines += [""] + TextLayout.wrap(TextLayout.harmless(body), to: width) }
    }
    if let body = try? answer.reader("post").optional("body") {
      lines += [""] + TextLayout.wrap(TextLayout.harmless(body), to: width)
    }
    let headings = [
      ("notices", Phrase(ro: "Semnalări", en: "Notices")),
      ("decisions", Phrase(ro: "Hotărâri anterioare", en: "Earlier decisions")),
      ("history", Phrase(ro: "Hotărâri despre această persoană", en: "Decisions about this person")),
    ]
    for (key, heading) in headings {
      let items = try answer.array(key)
      guard !items.isEmpty else { continue }
      lines += ["", style.paint(heading.text(language), .bold)]
      for item in items { lines += try self.item(AnswerReader(item)) }
    }
    return lines
  }

  private func item(_ item: AnswerReader) throws(Failure) -> [String] {
    var words = ["#\(try item.integer("id"))"]
    if let measure = item.optional("measure").flatMap(Measure.init(rawValue:)) { words.append(measure.phrase.text(language)) }
    if let ground = item.optional("ground").flatMap(Ground.init(rawValue:)) { words.append(ground.phrase.text(language)) }
    words.append(RelativeTime.phrase(try item.instant("at"), now: now).text(language))
    if let text = item.optional("explanation") ?? item.optional("facts"), !text.isEmpty {
      words.append(TextLayout.harmlessLine(text))
    }
    return TextLayout.wrap(words.joined(separator: " · "), to: width)
  }
}
