import ForumCore

/// What the right side shows, as paragraphs; one that begins with `▍` is a heading.
struct ConsoleDetail {
  let language: Language
  let now: Instant

  private func t(_ ro: String, _ en: String) -> String { Phrase(ro: ro, en: en).text(language) }
  private func age(_ at: Instant) -> String { RelativeTime.phrase(at, now: now).text(language) }

  /// A matter: the thing with its thread around it, the notices, earlier decisions, the person's history.
  func matter(_ answer: AnswerReader, around posts: [PostDocument]) throws(Failure) -> [String] {
    let matter = try MatterDocument(answer.object["matter"] ?? [:])
    var lines = ["▍#\(matter.id) \(matter.ground.phrase.text(language))"]
    if let title = matter.title { lines.append(TextLayout.harmlessLine(title)) }
    if matter.kind == .participant, let person = matter.person { lines.append(TextLayout.harmlessLine(person)) }
    if let held = try? answer.reader("held") {
      lines += ["", "▍" + t("Așteaptă", "Waits")]
      if let title = held.optional("title") { lines.append(TextLayout.harmlessLine(title)) }
      lines.append(TextLayout.harmless(held.optional("body") ?? t("[text șters]", "[text erased]")))
    }
    let concerned = posts.filter { matter.kind == .post && $0.id == matter.subject }
    for post in concerned { write(post, mark: "▍▶ ", to: &lines) }
    try list(t("Semnalări", "Notices"), answer.array("notices"), to: &lines)
    if posts.count > concerned.count {
      lines += ["", "▍" + t("În jur", "Around it")]
      for post in posts { write(post, mark: concerned.contains(post) ? "▶ " : "", to: &lines) }
    }
    try list(t("Hotărâri anterioare", "Earlier decisions"), answer.array("decisions"), to: &lines)
    try list(t("Istoricul persoanei", "The person's history"), answer.array("history"), to: &lines)
    return lines
  }

  private func write(_ post: PostDocument, mark: String, to lines: inout [String]) {
    let voice = VoiceLine(style: .bare, language: language)
    lines += ["", mark + voice.author(post.author, post.speaker) + " · " + age(post.publishedAt)]
    lines.append(post.body.map(TextLayout.harmless) ?? t("[loc marcat]", "[marked place]"))
  }

  private func list(_ title: String, _ items: [JSONValue], to lines: inout [String]) throws(Failure) {
    guard !items.isEmpty else { return }
    lines += ["", "▍" + title]
    for item in items {
      let answer = try AnswerReader(item)
      var words: [String] = []
      if let measure = answer.optional("measure").flatMap(Measure.init) { words.append(measure.phrase.text(language)) }
      if let ground = answer.optional("ground").flatMap(Ground.init) { words.append(ground.phrase.text(language)) }
      if let name = answer.object["author"]?["name"]?.string ?? answer.optional("name") {
        words.append(TextLayout.harmlessLine(name))
      }
      words.append(age(try answer.instant("at")))
      lines.append(words.joined(separator: " · "))
      if let text = answer.optional("measure") == nil ? answer.optional("explanation") : answer.optional("facts"), !text.isEmpty {
        lines.append("  " + TextLayout.harmlessLine(text))
      }
    }
  }

  /// A decision, proposed or contested, with what was said against it.
  func decision(_ answer: AnswerReader, appeal: String?) throws(Failure) -> [String] {
    var lines = [
      "▍#\(try answer.integer("id")) " + (answer.optional("measure").flatMap(Measure.init)?.phrase.text(language) ?? "")
    ]
    if let ground = answer.optional("ground").flatMap(Ground.init) { lines.append(ground.phrase.text(language)) }
    if let person = answer.object["person"]?["name"]?.string { lines.append(TextLayout.harmlessLine(person)) }
    lines.append(age(try answer.instant("at")))
    for (title, key) in [(t("Faptele", "Facts"), "facts"), (t("Explicația", "Explanation"), "explanation")] {
      if let text = answer.optional(key), !text.isEmpty { lines += ["", "▍" + title, TextLayout.harmless(text)] }
    }
    if let appeal { lines += ["", "▍" + t("Contestarea", "The appeal"), TextLayout.harmless(appeal)] }
    return lines
  }
}
