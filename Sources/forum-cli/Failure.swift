/// How the program ends, for scripts: the numbers of `sysexits.h` where they fit.
enum ExitCode: Int32, Sendable, CaseIterable {
  case done = 0
  /// The command ran and the answer is no: faults were found, or a rule of the forum refused it.
  case refused = 1
  /// The command line is wrong.
  case usage = 64
  /// A file or an answer could not be understood.
  case data = 65
  /// The server, the database or the folder cannot be reached.
  case unavailable = 69
  /// Busy or full just now: the same command may work later.
  case tryAgain = 75
  /// Not signed in, or without the right.
  case notAllowed = 77

  var meaning: Phrase {
    switch self {
    case .done: Phrase(ro: "făcut", en: "done")
    case .refused:
      Phrase(ro: "s-au găsit greșeli sau o regulă a forumului refuză", en: "faults were found, or a rule of the forum refuses")
    case .usage: Phrase(ro: "linia de comandă este greșită", en: "the command line is wrong")
    case .data: Phrase(ro: "un fișier sau un răspuns nu poate fi înțeles", en: "a file or an answer cannot be understood")
    case .unavailable:
      Phrase(ro: "serverul, baza de date sau dosarul nu poate fi atins", en: "the server, database or folder cannot be reached")
    case .tryAgain: Phrase(ro: "ocupat sau plin acum; încercați mai târziu", en: "busy or full just now; try again later")
    case .notAllowed: Phrase(ro: "neautentificat sau fără drept", en: "not signed in, or not allowed")
    }
  }
}

/// Why a command did not do what was asked: what happened, what to do next, and the exit code that says so to scripts.
struct Failure: Error, Equatable, Sendable {
  let code: ExitCode
  let what: Phrase
  let next: Phrase?
  /// The HTTP status, where a server said so.
  let problem: Int?

  init(_ code: ExitCode, _ what: Phrase, next: Phrase? = nil, problem: Int? = nil) {
    self.code = code
    self.what = what
    self.next = next
    self.problem = problem
  }
}
