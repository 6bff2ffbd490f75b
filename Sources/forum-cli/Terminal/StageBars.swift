import ForumCore

/// The progress of work in several stages: a bar for each in a terminal, and elsewhere a plain line as each begins. Lives on the
/// thread that does the work.
final class StageBars {
  private let terminal: Terminal
  private let isQuiet: Bool
  private var label: String?
  private var bar: ProgressBar?

  /// `quiet` says nothing, for answers to programs.
  init(on terminal: Terminal, quiet: Bool) {
    self.terminal = terminal
    isQuiet = quiet
  }

  /// How far the stage of this label is; another label than before begins the next.
  func update(_ label: String, _ done: Int, of total: Int) {
    if label != self.label {
      bar?.finish()
      self.label = label
      bar = ProgressBar(label, on: terminal, quiet: isQuiet)
      if !terminal.errorIsTerminal, !isQuiet { terminal.note("\(label)…") }
    }
    bar?.update(done, of: total)
  }

  /// Takes the last bar away.
  func finish() { bar?.finish() }
}

extension Backup.Stage {
  /// What is being done, for a bar.
  var phrase: Phrase {
    switch self {
    case .copying: Phrase(ro: "Copiere", en: "Copying")
    case .checking: Phrase(ro: "Verificarea jurnalului", en: "Checking the log")
    case .erasing: Phrase(ro: "Ștergere din nou", en: "Erasing again")
    case .proving: Phrase(ro: "Dovedire", en: "Proving")
    }
  }
}
