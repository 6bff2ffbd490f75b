import ForumCore

/// The moderators' console line by line: each answer is text that a screen reader reads in order, each question waits for a line.
struct PlainConsole {
  private let context: Context
  private let client: ForumClient
  private var language: Language { context.language }

  init(_ context: Context) throws(Failure) {
    self.context = context
    client = try ForumClient(context)
  }

  private func t(_ ro: String, _ en: String) -> String { Phrase(ro: ro, en: en).text(language) }
  private func say(_ text: String) { context.terminal.line(text) }

  func run() throws(Failure) -> ExitCode {
    say(t("Coada moderatorilor. Scrieți „ajutor” pentru comenzi.", "The moderators' queue. Write \"help\" for the commands."))
    try list()
    while true {
      context.terminal.write("> ")
      guard let line = readLine() else { return .done }
      let words = line.split(separator: " ").map(String.init)
      do throws(Failure) {
        guard try perform(words) else { return .done }
      } catch {
        say(error.what.text(language))
        if let next = error.next { say(next.text(language)) }
      }
    }
  }

  /// False ends it.
  private func perform(_ words: [String]) throws(Failure) -> Bool {
    let id = words.count > 1 ? Int64(words[1]) : words.first.flatMap { Int64($0) }
    switch (words.first, id) {
    case (nil, _), ("lista", _), ("list", _): try list()
    case ("q", _), ("ieșire", _), ("iesire", _), ("quit", _): return false
    case ("ia", let id?), ("claim", let id?):
      _ = try client.post("/moderation/\(id)/claim", ["on": true], key: nil)
      say(t("Cazul \(id) este al dumneavoastră un sfert de oră.", "Matter \(id) is yours for a quarter of an hour."))
    case ("hotărăște", let id?), ("hotaraste", let id?), ("decide", let id?): try decide(id)
    case (let word?, let id?) where Int64(word) != nil: try show(id)
    default:
      say(
        t(
          "lista; NUMĂR: citește un caz; ia NUMĂR; hotărăște NUMĂR; ieșire.",
          "list; NUMBER: read a matter; claim NUMBER; decide NUMBER; quit."))
    }
    return true
  }

  private func list() throws(Failure) {
    let view = MatterView(style: context.terminal.style, language: language, now: .now, width: context.terminal.textWidth)
    let queue = try AnswerReader(client.get("/moderation.json"))
    let matters = try queue.array("matters")
    for matter in matters { for line in try view.row(AnswerReader(matter)) { say(line) } }
    if matters.isEmpty { say(t("Nu așteaptă niciun caz.", "No matter waits.")) }
    let (appeals, proposed) = (try queue.array("appeals").count, try queue.array("proposed").count)
    if appeals > 0 { say(t("Contestări care așteaptă: \(appeals).", "Appeals that wait: \(appeals).")) }
    if proposed > 0 { say(t("Hotărâri de confirmat: \(proposed).", "Decisions to confirm: \(proposed).")) }
  }

  private func show(_ id: Int64) throws(Failure) {
    let view = MatterView(style: context.terminal.style, language: language, now: .now, width: context.terminal.textWidth)
    for line in try view.whole(AnswerReader(client.get("/moderation/\(id).json"))) { say(line) }
  }

  private func decide(_ id: Int64) throws(Failure) {
    let matter = try MatterDocument(AnswerReader(client.get("/moderation/\(id).json")).object["matter"] ?? [:])
    guard let kind = matter.kind, let subject = matter.subject,
      let measure = choose(t("Măsura", "Measure"), matter.measures, name: { $0.phrase.text(language) }),
      let ground = choose(t("Temeiul", "Ground"), Ground.allCases, name: { $0.phrase.text(language) })
    else { return say(t("Renunțat.", "Never mind.")) }
    var fields: JSONObject = [
      "measure": .string(measure.rawValue), "ground": .string(ground.rawValue), kind.rawValue: .integer(subject),
      "language": .string(language.rawValue),
    ]
    if measure.hasDays || measure == .slow {
      let number = ask(measure == .slow ? t("Câte secunde?", "How many seconds?") : t("Câte zile?", "How many days?"))
      if let number = Int64(number) { fields[measure == .slow ? "seconds" : "days"] = .integer(number) }
    }
    if measure == .label {
      guard let label = choose(t("Eticheta", "Label"), PostLabel.allCases, name: { $0.phrase.text(language) }) else {
        return say(t("Renunțat.", "Never mind."))
      }
      fields["label"] = .string(label.rawValue)
    }
    fields["facts"] = .string(ask(t("Faptele, pe un rând, fără nume:", "The facts, in one line, without names:")))
    fields["explanation"] = .string(ask(t("Explicația, pe un rând:", "The explanation, in one line:")))
    guard ["da", "d", "yes", "y"].contains(ask(t("Trimit? da sau nu:", "Send? yes or no:")).lowercased()) else {
      return say(t("Renunțat.", "Never mind."))
    }
    _ = try client.post("/decisions", fields, key: SecretToken().text)
    say(t("Hotărârea este luată.", "The decision is taken."))
  }

  private func choose<Item>(_ title: String, _ items: [Item], name: (Item) -> String) -> Item? {
    for (index, item) in items.enumerated() { say("\(index + 1). \(name(item))") }
    guard let number = Int(ask(title + t(", numărul:", ", its number:"))), items.indices.contains(number - 1) else { return nil }
    return items[number - 1]
  }

  private func ask(_ question: String) -> String {
    context.terminal.write(question + " ")
    return readLine() ?? ""
  }
}
