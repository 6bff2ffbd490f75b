import ForumCore

/// Runs the console: keys and news in, requests and the screen out. Lives on the main thread.
final class ConsoleLoop {
  private let context: Context
  private let client: ForumClient
  private let screen: ConsoleScreen
  private let feed = ConsoleFeed()
  private let draft: ConsoleDraft
  private var console: Console
  /// What was written and refused: the next letter begins with it.
  private var refused: String?
  private var isStale = false

  init(_ context: Context, watched: [WatchedDocument]) throws(Failure) {
    self.context = context
    client = try ForumClient(context)
    screen = ConsoleScreen(colours: context.terminal.style.colours)
    draft = ConsoleDraft(environment: context.environment)
    console = Console(language: context.language, watched: watched)
    // Who may not see the queue is told before the screen is taken.
    try console.take(client.get("/moderation.json?limit=200"))
    console.pending = draft.load(leavesAt: Instant.now.adding(seconds: ConsolePending.grace))
  }

  func run() {
    screen.open()
    defer { screen.close() }
    feed.start(context, topics: console.watched.map(\.topic))
    openChosen()
    while true {
      takeNews()
      if isStale { refresh() }
      sendWhatIsDue()
      draw()
      guard let key = screen.key(within: 250) else { continue }
      for effect in console.press(key) { if !perform(effect) { return } }
    }
  }

  private func draw() {
    let size = screen.size
    screen.draw(ConsoleView(console: console, rows: size.rows, columns: size.columns, now: .now).screen())
  }

  private func takeNews() {
    for news in feed.drain() {
      switch news {
      case .live(let isLive): console.isLive = isLive
      case .queue: isStale = true
      case .lines(let topic, let lines):
        guard let index = console.watched.firstIndex(where: { $0.topic == topic }) else { continue }
        console.watched[index].add(lines)
        let isSeen = console.list == .watched && console.place == index
        if isSeen { console.detail = console.watched[index].lines } else { console.watched[index].unseen += 1 }
      }
    }
  }

  /// False ends the console.
  private func perform(_ effect: Console.Effect) -> Bool {
    switch effect {
    case .quit:
      // What does not arrive now is on disk, and leaves at the next start.
      if console.pending != nil { send() }
      return false
    case .leave: return false
    case .redraw: screen.redraw()
    case .refresh: refresh()
    case .open(let list, let id): show(list, id)
    case .look(let topic):
      if let index = console.watched.firstIndex(where: { $0.topic == topic }) {
        console.watched[index].unseen = 0
        console.detail = console.watched[index].lines
      }
    case .claim(let id, let isOn):
      ask { () throws(Failure) in try self.client.post("/moderation/\(id)/claim", ["on": .bool(isOn)], key: nil, attempts: 1) }
      refresh()
    case .compose(let matter, let measure, let ground, let number, let label): compose(matter, measure, ground, number, label)
    case .settle(let id, let agrees): settle(id, agrees)
    case .decideAppeal(let id, let outcome): decideAppeal(id, outcome)
    case .drop:
      if let pending = console.pending {
        refused = (pending.fields["facts"]?.string ?? "") + "\n---\n" + (pending.fields["explanation"]?.string ?? "")
      }
      console.pending = nil
      draft.save(nil)
      console.say(
        Phrase(ro: "Oprită. Textul vă așteaptă la următoarea hotărâre.", en: "Stopped. Your text waits for the next decision."))
    case .find(let text): for effect in console.find(text) { _ = perform(effect) }
    }
    return true
  }

  /// Runs a request; what is wrong goes to the status line. Nil where it failed.
  @discardableResult
  private func ask<T>(_ request: () throws(Failure) -> T) -> T? {
    do throws(Failure) {
      return try request()
    } catch {
      console.status = error.what.text(context.language)
      return nil
    }
  }

  private func refresh() {
    isStale = false
    ask { () throws(Failure) in try self.console.take(self.client.get("/moderation.json?limit=200", attempts: 1)) }
    openChosen()
  }

  private func openChosen() {
    guard console.count > 0 else {
      if console.list != .watched { console.detail = [] }
      return
    }
    switch console.list {
    case .matters: show(.matters, console.matters[console.place].id)
    case .appeals: show(.appeals, console.appeals[console.place].id)
    case .proposed: show(.proposed, console.proposed[console.place].id)
    case .watched: break
    }
  }

  private func show(_ list: Console.List, _ id: Int64) {
    let detail = ConsoleDetail(language: context.language, now: .now)
    let lines = ask { () throws(Failure) -> [String] in
      switch list {
      case .matters:
        let answer = try AnswerReader(self.client.get("/moderation/\(id).json", attempts: 1))
        return try detail.matter(answer, around: self.posts(around: answer))
      case .appeals:
        let appeal = try AnswerReader(self.client.get("/appeals/\(id).json", attempts: 1))
        let decision = try self.client.get("/decisions/\(appeal.integer("decision")).json", attempts: 1)
        return try detail.decision(AnswerReader(decision), appeal: appeal.optional("text"))
      case .proposed:
        return try detail.decision(AnswerReader(self.client.get("/decisions/\(id).json", attempts: 1)), appeal: nil)
      case .watched: return []
      }
    }
    if let lines { console.detail = lines }
  }

  /// The post with those around it.
  private func posts(around answer: AnswerReader) throws(Failure) -> [PostDocument] {
    guard let thread = answer.object["matter"]?["thread"]?.integer else { return [] }
    let isPost = answer.object["matter"]?["subject"]?["kind"]?.string == "post" && answer.object["post"] != nil
    let around = isPost ? "&around=\(answer.object["post"]?["id"]?.integer ?? 0)" : ""
    let page = try AnswerReader(client.get("/threads/\(thread).json?limit=7\(around)", attempts: 1))
    var posts: [PostDocument] = []
    for value in try page.array("posts") { posts.append(try PostDocument(value)) }
    return posts
  }

  // MARK: Writing

  /// Gives the terminal to the editor and takes it back.
  private func write(_ text: String) -> String? {
    screen.close()
    defer { screen.open() }
    return ask { () throws(Failure) in try InputText.inEditor(text, self.context) }
  }

  private func compose(_ matter: MatterDocument, _ measure: Measure, _ ground: Ground, _ number: Int?, _ label: PostLabel?) {
    var text = ConsoleLetter.template(matter, measure, ground, context.language)
    if let refused {
      text +=
        "\n" + refused.split(separator: "\n", omittingEmptySubsequences: false).map { "# " + $0 }.joined(separator: "\n") + "\n"
    }
    guard let written = write(text) else { return }
    let letter = ConsoleLetter(parsing: written, for: measure)
    guard !letter.facts.isEmpty else { return console.say(Phrase(ro: "Renunțat.", en: "Never mind.")) }
    if letter.explanation.isEmpty, measure.isRestriction || measure == .warn {
      refused = letter.facts
      return console.say(
        Phrase(
          ro: "Lipsește explicația, sub linia ---. Textul e păstrat.",
          en: "The explanation is missing, below ---. Your text is kept."))
    }
    guard let kind = matter.kind, let subject = matter.subject else { return }
    var fields: JSONObject = [
      "measure": .string(measure.rawValue), "ground": .string(ground.rawValue), "facts": .string(letter.facts),
      "explanation": .string(letter.explanation), kind.rawValue: .integer(subject),
      "language": .string(context.language.rawValue),
    ]
    if let number { fields[measure == .slow ? "seconds" : "days"] = .integer(Int64(number)) }
    if let label { fields["label"] = .string(label.rawValue) }
    if let name = ConsoleLetter.targetName(of: measure) { fields[name] = .string(letter.target) }
    refused = nil
    console.pending = ConsolePending(
      matter: matter.id, measure: measure, fields: fields, key: SecretToken().text,
      leavesAt: Instant.now.adding(seconds: ConsolePending.grace))
    draft.save(console.pending)
  }

  private func sendWhatIsDue() {
    guard let pending = console.pending, pending.leavesAt <= .now else { return }
    send()
  }

  /// Sends what is pending. Where nobody can tell whether it arrived it stays, and its key makes a second time harmless.
  private func send() {
    guard var pending = console.pending else { return }
    do throws(Failure) {
      _ = try client.post("/decisions", pending.fields, key: pending.key, attempts: 1)
      console.pending = nil
      draft.save(nil)
      console.say(Phrase(ro: "Hotărârea este luată.", en: "The decision is taken."))
      isStale = true
    } catch {
      if error.code == .unavailable || error.code == .tryAgain {
        pending.trouble = error.what.text(context.language)
        pending.leavesAt = Instant.now.adding(seconds: 5)
        console.pending = pending
      } else {
        refused = (pending.fields["facts"]?.string ?? "") + "\n---\n" + (pending.fields["explanation"]?.string ?? "")
        console.pending = nil
        draft.save(nil)
        console.status = error.what.text(context.language)
      }
    }
  }

  private func settle(_ id: Int64, _ agrees: Bool) {
    var reason = ""
    if !agrees {
      let about = Phrase(ro: "# De ce nu? Citesc numai moderatorii.\n\n", en: "# Why not? Only moderators read this.\n\n")
      guard let written = write(about.text(context.language)) else { return }
      reason = ConsoleLetter(parsing: written).facts
      guard !reason.isEmpty else { return console.say(Phrase(ro: "Renunțat.", en: "Never mind.")) }
    }
    let done = ask { () throws(Failure) in
      try self.client.post(
        "/decisions/\(id)/settle", ["agree": .bool(agrees), "reason": .string(reason)], key: SecretToken().text, attempts: 1)
    }
    refresh()
    if done != nil { console.say(Phrase(ro: "Gata.", en: "Done.")) }
  }

  private func decideAppeal(_ id: Int64, _ outcome: AppealOutcome) {
    let about =
      outcome == .reversed
      ? Phrase(ro: "# De ce se anulează hotărârea? Este public.\n\n", en: "# Why is the decision reversed? It is public.\n\n")
      : Phrase(ro: "# De ce rămâne hotărârea? Este public.\n\n", en: "# Why does the decision stand? It is public.\n\n")
    guard let written = write(about.text(context.language)) else { return }
    let reason = ConsoleLetter(parsing: written).facts
    guard !reason.isEmpty else { return console.say(Phrase(ro: "Renunțat.", en: "Never mind.")) }
    let done = ask { () throws(Failure) in
      try self.client.post(
        "/appeals/\(id)", ["outcome": .string(outcome.rawValue), "reason": .string(reason)], key: SecretToken().text, attempts: 1)
    }
    refresh()
    if done != nil { console.say(Phrase(ro: "S-a hotărât despre contestare.", en: "The appeal is decided.")) }
  }
}
