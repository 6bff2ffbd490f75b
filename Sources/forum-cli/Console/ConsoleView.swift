import ForumCore

/// The console as rows of exactly a screen: the list on the left, the open matter on the right, what is asked and the legend below.
struct ConsoleView: Sendable {
  let console: Console
  let rows: Int
  let columns: Int
  let now: Instant

  private var language: Language { console.language }
  /// The list's part of the width; on a narrow screen the matter has the most of it.
  private var left: Int { max(20, min(44, columns * 2 / 5)) }
  private var right: Int { max(10, columns - left - 3) }
  private var body: Int { max(1, rows - 4) }

  func screen() -> [ConsoleRow] {
    var screen = [head(), ConsoleRow(String(repeating: "─", count: columns), .dim)]
    switch console.mode {
    case .help: screen += pad(help())
    case .measures: screen += pad(measures())
    case .grounds: screen += pad(grounds())
    case .labels: screen += pad(choices(t("Ce etichetă?", "Which label?"), PostLabel.allCases.map { $0.phrase.text(language) }))
    case .browse, .number, .search: screen += panes()
    }
    screen.append(statusRow())
    screen.append(legend())
    return screen.map { $0.width > columns ? $0.clipped(to: columns) : $0 }
  }

  private func t(_ ro: String, _ en: String) -> String { Phrase(ro: ro, en: en).text(language) }

  private func head() -> ConsoleRow {
    var row = ConsoleRow()
    let names: [(Console.List, String)] = [
      (.matters, t("Cazuri", "Matters") + " \(console.open)"),
      (.appeals, t("Contestări", "Appeals") + " \(console.appeals.count)"),
      (.proposed, t("De confirmat", "To confirm") + " \(console.proposed.count)"),
      (.watched, t("În direct", "Live") + (unseen > 0 ? " +\(unseen)" : "")),
    ]
    for (list, name) in names {
      row.append(" \(name) ", list == console.list ? .bold : nil, isChosen: list == console.list)
      row.append(" ")
    }
    if console.urgent > 0 { row.append(t("urgente: ", "urgent: ") + "\(console.urgent)", .warning) }
    let state = console.isLive ? t("● în direct", "● live") : t("○ fără legătură", "○ not connected")
    let gap = columns - row.width - TextLayout.width(state)
    guard gap > 0 else { return row }
    row.append(String(repeating: " ", count: gap))
    row.append(state, console.isLive ? .live : .warning)
    return row
  }

  private var unseen: Int { console.watched.reduce(0) { $0 + $1.unseen } }

  private func panes() -> [ConsoleRow] {
    let list = self.list()
    let lines = console.detail.flatMap { TextLayout.wrap($0, to: right) }
    let scroll = min(console.scroll, max(0, lines.count - body))
    return (0..<body).map { number in
      var row = number < list.count ? list[number] : ConsoleRow()
      row.append(String(repeating: " ", count: max(0, left - row.width)))
      row.append(" │ ", .dim)
      if scroll + number < lines.count {
        let line = lines[scroll + number]
        row.append(line.hasPrefix("▍") ? String(line.dropFirst()) : line, line.hasPrefix("▍") ? .bold : nil)
      }
      return row
    }
  }

  /// Two rows for each: what, and about whom; the chosen one stays in sight.
  private func list() -> [ConsoleRow] {
    let entries = entries()
    guard !entries.isEmpty else { return TextLayout.wrap(empty, to: left).map { ConsoleRow($0, .dim) } }
    let visible = max(1, body / 2)
    let first = max(0, min(console.place - visible / 2, entries.count - visible))
    return entries.indices.dropFirst(first).prefix(visible).flatMap { index in
      let isChosen = index == console.place
      let mark = isChosen ? "› " : "  "
      let top = TextLayout.cut(mark + entries[index].top, to: left)
      let below = TextLayout.cut("  " + entries[index].below, to: left)
      return [
        ConsoleRow(top + String(repeating: " ", count: left - TextLayout.width(top)), entries[index].ink, isChosen: isChosen),
        ConsoleRow(below, .dim),
      ]
    }
  }

  private var empty: String {
    switch console.list {
    case .matters: t("Nu așteaptă niciun caz.", "No matter waits.")
    case .appeals: t("Nu așteaptă nicio contestare.", "No appeal waits.")
    case .proposed: t("Nimic de confirmat.", "Nothing to confirm.")
    case .watched:
      t(
        "Porniți cu numerele subiectelor de urmărit: forum-cli moderate 42.",
        "Start with threads to follow: forum-cli moderate 42.")
    }
  }

  private func entries() -> [(top: String, below: String, ink: Style.Ink?)] {
    func age(_ at: Instant) -> String { RelativeTime.phrase(at, now: now).text(language) }
    func one(_ text: String?) -> String { TextLayout.harmlessLine(text ?? "") }
    switch console.list {
    case .matters:
      return console.matters.map { matter in
        let what = matter.why == nil ? matter.ground.phrase.text(language) : t("așteaptă citirea", "waits to be read")
        let urgent = matter.isUrgent ? t("URGENT ", "URGENT ") : ""
        let claimed = matter.claimedBy.map { t("lucrează ", "has it: ") + one($0) } ?? ""
        let many = matter.notices > 1 ? " ×\(matter.notices)" : ""
        let below = [claimed, age(matter.openedAt), one(matter.person), one(matter.title)].filter { !$0.isEmpty }
        return (urgent + what + many, below.joined(separator: " · "), matter.isUrgent ? .warning : nil)
      }
    case .appeals:
      return console.appeals.map { (t("contra ", "against ") + "#\($0.decision ?? 0) · " + age($0.at), one($0.text), nil) }
    case .proposed:
      return console.proposed.map { (($0.measure?.phrase.text(language) ?? "") + " · " + age($0.at), one($0.text), nil) }
    case .watched:
      return console.watched.map {
        ((($0.unseen > 0) ? "+\($0.unseen) " : "") + one($0.title), $0.topic, $0.unseen > 0 ? .live : nil)
      }
    }
  }

  private func measures() -> [ConsoleRow] {
    choices(t("Ce măsură?", "Which measure?"), (console.matter?.measures ?? []).map { $0.phrase.text(language) })
  }

  private func grounds() -> [ConsoleRow] {
    let stays = console.matter.map { $0.ground.phrase.text(language) } ?? ""
    return choices(
      t("Pe ce temei? Enter: \(stays)", "On which ground? Enter: \(stays)"), Ground.allCases.map { $0.phrase.text(language) })
  }

  private func choices(_ title: String, _ names: [String]) -> [ConsoleRow] {
    [ConsoleRow(title, .bold), ConsoleRow()]
      + names.enumerated().map { index, name in ConsoleRow("  \(Character(Unicode.Scalar(UInt8(0x61 + index))))  \(name)") }
  }

  private func help() -> [ConsoleRow] {
    let keys: [(String, String)] = [
      ("↑ ↓  j k", t("alege în listă", "choose in the list")),
      ("Tab", t("cazuri, contestări, de confirmat, în direct", "matters, appeals, to confirm, live")),
      (t("Spațiu b", "Space b"), t("derulează în dreapta", "scroll on the right")),
      ("c", t("ia cazul un sfert de oră, sau îl dă înapoi", "take the matter for a quarter of an hour, or give it back")),
      ("d", t("hotărăște: măsura, temeiul, apoi motivele în $EDITOR", "decide: measure, ground, then the reasons in $EDITOR")),
      (
        "u",
        t("oprește hotărârea în cele zece secunde de dinainte să plece", "stop the decision in the ten seconds before it leaves")
      ),
      ("y n", t("de confirmat: da, nu; contestări: anulează, menține", "to confirm: yes, no; appeals: reverse, uphold")),
      ("/", t("caută în cazuri", "search the matters")), ("g", t("citește din nou", "read again")),
      ("Ctrl-L", t("desenează din nou", "draw again")),
      ("q", t("ieșire", "quit")),
    ]
    return [ConsoleRow(t("Taste", "Keys"), .bold), ConsoleRow()]
      + keys.map { key, words in
        var row = ConsoleRow("  " + key + String(repeating: " ", count: max(1, 12 - TextLayout.width(key))), .bold)
        row.append(TextLayout.cut(words, to: max(1, columns - 14)))
        return row
      }
  }

  private func pad(_ rows: [ConsoleRow]) -> [ConsoleRow] {
    Array(rows.prefix(body)) + Array(repeating: ConsoleRow(), count: max(0, body - rows.count))
  }

  private func statusRow() -> ConsoleRow {
    switch console.mode {
    case .number(let measure, _, let typed):
      let unit = measure == .slow ? t("Secunde", "Seconds") : t("Zile", "Days")
      return ConsoleRow("\(unit): \(typed)▏", .bold)
    case .search(let typed): return ConsoleRow("/\(typed)▏", .bold)
    default: break
    }
    if let pending = console.pending {
      let name = pending.measure.phrase.text(language)
      if let trouble = pending.trouble {
        return ConsoleRow(
          TextLayout.cut(t("Nu a plecat încă: ", "Not sent yet: ") + "\(name) · \(trouble)", to: columns), .warning)
      }
      let seconds = max(0, (pending.leavesAt.microseconds - now.microseconds + 999_999) / 1_000_000)
      return ConsoleRow(
        TextLayout.cut(
          t("\(name): pleacă peste \(seconds) s · u o oprește", "\(name): leaves in \(seconds) s · u stops it"), to: columns),
        .warning)
    }
    return ConsoleRow(TextLayout.cut(console.status, to: columns), .dim)
  }

  private func legend() -> ConsoleRow {
    let words =
      switch console.mode {
      case .help: t("orice tastă: înapoi", "any key: back")
      case .measures, .grounds, .labels: t("litera alege · altă tastă: înapoi", "a letter chooses · any other key: back")
      case .number, .search: t("Enter: gata · Esc: înapoi", "Enter: done · Esc: back")
      case .browse:
        switch console.list {
        case .matters:
          t(
            "↑↓ alege  c ia  d hotărăște  / caută  Tab liste  ? ajutor  q ieșire",
            "↑↓ choose  c claim  d decide  / search  Tab lists  ? help  q quit")
        case .appeals:
          t(
            "↑↓ alege  y anulează  n menține  Tab liste  ? ajutor  q ieșire",
            "↑↓ choose  y reverse  n uphold  Tab lists  ? help  q quit")
        case .proposed:
          t("↑↓ alege  y de acord  n nu  Tab liste  ? ajutor  q ieșire", "↑↓ choose  y agree  n no  Tab lists  ? help  q quit")
        case .watched:
          t("↑↓ alege  Spațiu derulează  Tab liste  ? ajutor  q ieșire", "↑↓ choose  Space scrolls  Tab lists  ? help  q quit")
        }
      }
    return ConsoleRow(TextLayout.cut(words, to: columns))
  }
}
