import ForumCore

/// The moderators' console as it stands: lists, what is open, what is asked. A value; keys and news change it and say what is to be
/// done. Nothing here draws, waits or speaks to a server.
struct Console: Sendable {
  enum List: Int, CaseIterable, Sendable {
    case matters, appeals, proposed, watched
  }

  enum Mode: Equatable, Sendable {
    case browse, help
    /// Which measure, about the open matter.
    case measures
    case grounds(Measure)
    /// Which label.
    case labels(Ground)
    /// How many days, or seconds for slow mode.
    case number(Measure, Ground, String)
    case search(String)
  }

  /// What is to be done after a key.
  enum Effect: Equatable, Sendable {
    case refresh, quit, redraw
    /// Ends without a word: what is on its way is on disk, and leaves at the next start.
    case leave
    case open(List, Int64)
    case look(String)
    case claim(Int64, on: Bool)
    case compose(MatterDocument, Measure, Ground, number: Int?, PostLabel?)
    case settle(Int64, agrees: Bool)
    case decideAppeal(Int64, AppealOutcome)
    case drop
    case find(String)
  }

  let language: Language
  var list = List.matters
  var matters: [MatterDocument] = []
  var open = 0
  var urgent = 0
  var appeals: [WaitingDocument] = []
  var proposed: [WaitingDocument] = []
  var watched: [WatchedDocument] = []
  var chosen: [List: Int] = [:]
  /// What the right side shows of the chosen one, unwrapped lines.
  var detail: [String] = []
  var scroll = 0
  var mode = Mode.browse
  var pending: ConsolePending?
  var status = ""
  var isLive = false

  init(language: Language, watched: [WatchedDocument] = []) {
    self.language = language
    self.watched = watched
  }

  var count: Int {
    switch list {
    case .matters: matters.count
    case .appeals: appeals.count
    case .proposed: proposed.count
    case .watched: watched.count
    }
  }

  var place: Int { min(chosen[list] ?? 0, max(0, count - 1)) }
  var matter: MatterDocument? { list == .matters && !matters.isEmpty ? matters[place] : nil }

  private var current: Effect? {
    guard count > 0 else { return nil }
    switch list {
    case .matters: return .open(.matters, matters[place].id)
    case .appeals: return .open(.appeals, appeals[place].id)
    case .proposed: return .open(.proposed, proposed[place].id)
    case .watched: return .look(watched[place].topic)
    }
  }

  private mutating func move(by step: Int) -> [Effect] {
    guard count > 0 else { return [] }
    chosen[list] = max(0, min(count - 1, place + step))
    scroll = 0
    return current.map { [$0] } ?? []
  }

  /// What a key does.
  mutating func press(_ key: ConsoleKey) -> [Effect] {
    if key == .redraw || key == .resize { return [.redraw] }
    if key == .gone { return [.leave] }
    switch mode {
    case .help:
      mode = .browse
      return []
    case .measures: return chooseMeasure(key)
    case .grounds(let measure): return chooseGround(key, for: measure)
    case .labels(let ground): return chooseLabel(key, on: ground)
    case .number(let measure, let ground, let typed): return type(key, measure, ground, typed)
    case .search(let typed): return search(key, typed)
    case .browse: return browse(key)
    }
  }

  private mutating func browse(_ key: ConsoleKey) -> [Effect] {
    status = ""
    switch key {
    case .up, .letter("k"): return move(by: -1)
    case .down, .letter("j"): return move(by: 1)
    case .pageDown, .letter(" "): scroll += 10
    case .pageUp, .letter("b"): scroll = max(0, scroll - 10)
    case .tab:
      list = List(rawValue: (list.rawValue + 1) % List.allCases.count)!
      scroll = 0
      detail = []
      return current.map { [$0] } ?? []
    case .enter: return current.map { [$0] } ?? []
    case .letter("?"): mode = .help
    case .letter("q"): return [.quit]
    case .letter("g"): return [.refresh]
    case .letter("/"): mode = .search("")
    case .letter("u"): return pending == nil ? [] : [.drop]
    case .letter("c"):
      if let matter { return [.claim(matter.id, on: matter.claimedBy == nil)] }
    case .letter("d"):
      if let matter, pending == nil, !matter.measures.isEmpty { mode = .measures }
      if pending != nil { say(Phrase(ro: "O hotărâre este pe drum; u o oprește.", en: "A decision is on its way; u stops it.")) }
    case .letter("y"), .letter("n"): return answer(key == .letter("y"))
    default: break
    }
    return []
  }

  /// Yes and no: to a proposed decision, and to an appeal (yes reverses).
  private mutating func answer(_ isYes: Bool) -> [Effect] {
    switch list {
    case .proposed where !proposed.isEmpty: [.settle(proposed[place].id, agrees: isYes)]
    case .appeals where !appeals.isEmpty: [.decideAppeal(appeals[place].id, isYes ? .reversed : .upheld)]
    default: []
    }
  }

  private mutating func chooseMeasure(_ key: ConsoleKey) -> [Effect] {
    guard let matter else { return leave() }
    guard case .letter(let letter) = key, let index = Self.index(letter), index < matter.measures.count else { return leave() }
    mode = .grounds(matter.measures[index])
    return []
  }

  private mutating func chooseGround(_ key: ConsoleKey, for measure: Measure) -> [Effect] {
    guard let matter else { return leave() }
    var ground = matter.ground
    if key != .enter {
      guard case .letter(let letter) = key, let index = Self.index(letter), index < Ground.allCases.count else { return leave() }
      ground = Ground.allCases[index]
    }
    if measure.hasDays || measure == .slow {
      mode = .number(measure, ground, "")
      return []
    }
    if measure == .label {
      mode = .labels(ground)
      return []
    }
    mode = .browse
    return [.compose(matter, measure, ground, number: nil, nil)]
  }

  private mutating func chooseLabel(_ key: ConsoleKey, on ground: Ground) -> [Effect] {
    guard let matter, case .letter(let letter) = key, let index = Self.index(letter), index < PostLabel.allCases.count else {
      return leave()
    }
    mode = .browse
    return [.compose(matter, .label, ground, number: nil, PostLabel.allCases[index])]
  }

  private mutating func type(_ key: ConsoleKey, _ measure: Measure, _ ground: Ground, _ typed: String) -> [Effect] {
    switch key {
    case .letter(let digit) where digit.isASCII && digit.isNumber && typed.count < 5:
      mode = .number(measure, ground, typed + String(digit))
    case .backspace: mode = .number(measure, ground, String(typed.dropLast()))
    case .enter:
      guard let matter else { return leave() }
      mode = .browse
      return [.compose(matter, measure, ground, number: Int(typed), nil)]
    case .escape: return leave()
    default: break
    }
    return []
  }

  private mutating func search(_ key: ConsoleKey, _ typed: String) -> [Effect] {
    switch key {
    case .letter(let letter) where typed.count < 60: mode = .search(typed + String(letter))
    case .backspace: mode = .search(String(typed.dropLast()))
    case .enter:
      mode = .browse
      return typed.isEmpty ? [] : [.find(typed)]
    case .escape: return leave()
    default: break
    }
    return []
  }

  private mutating func leave() -> [Effect] {
    mode = .browse
    return []
  }

  mutating func say(_ phrase: Phrase) { status = phrase.text(language) }

  /// `a` is the first.
  static func index(_ letter: Character) -> Int? {
    guard let value = letter.asciiValue, (0x61...0x7A).contains(value) else { return nil }
    return Int(value) - 0x61
  }

  /// The queue as the server says it now; who was chosen stays chosen.
  mutating func take(_ queue: JSONValue) throws(Failure) {
    let answer = try AnswerReader(queue)
    let before = matter?.id
    var fresh: [MatterDocument] = []
    for value in try answer.array("matters") { fresh.append(try MatterDocument(value)) }
    matters = fresh
    open = answer.count("open")
    urgent = answer.count("urgent")
    appeals = []
    for value in try answer.array("appeals") { appeals.append(try WaitingDocument(value)) }
    proposed = []
    for value in try answer.array("proposed") { proposed.append(try WaitingDocument(value)) }
    if let before, let index = matters.firstIndex(where: { $0.id == before }) { chosen[.matters] = index }
  }

  /// The first matter after the chosen one that has a text in what the list shows of it; goes around.
  mutating func find(_ text: String) -> [Effect] {
    let needle = RomanianFold.fold(text)
    let order = matters.indices.map { (place + 1 + $0) % max(1, matters.count) }
    for index in order {
      let matter = matters[index]
      let words = [matter.title ?? "", matter.person ?? "", matter.ground.phrase.text(language), String(matter.id)]
      if RomanianFold.fold(words.joined(separator: " ")).contains(needle) {
        list = .matters
        chosen[.matters] = index
        scroll = 0
        return [.open(.matters, matter.id)]
      }
    }
    say(Phrase(ro: "Nimic cu „\(text)”.", en: "Nothing with \"\(text)\"."))
    return []
  }
}
