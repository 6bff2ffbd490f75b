import ForumCore

extension ImportFault {
  /// Line and reason, as a report shows them.
  var phrase: Phrase {
    let reason = self.reason.phrase
    let end = skips ? Phrase("") : Phrase(ro: " Rândul a fost păstrat.", en: " The row was kept.")
    return Phrase(
      ro: "\(row.file), linia \(row.line): \(reason.ro)\(end.ro)", en: "\(row.file), line \(row.line): \(reason.en)\(end.en)")
  }
}

extension ImportFault.Reason {
  var phrase: Phrase {
    switch self {
    case .strayQuote:
      Phrase(ro: "ghilimele în mijlocul unui câmp.", en: "a quotation mark in the middle of a field.")
    case .unclosedQuote: Phrase(ro: "ghilimele care nu se închid.", en: "a quotation mark that is not closed.")
    case .rowTooLong(let limit): Phrase(ro: "rândul trece de \(limit) de octeți.", en: "the row is longer than \(limit) bytes.")
    case .badText(let column):
      Phrase(ro: "coloana \(column) nu este text UTF-8.", en: "the column \(column) is not UTF-8 text.")
    case .fieldCount(let expected, let found):
      Phrase(ro: "are \(found) câmpuri în loc de \(expected).", en: "has \(found) fields instead of \(expected).")
    case .badNumber(let column, let value):
      Phrase(
        ro: "coloana \(column) nu este un număr bun: „\(value)”.", en: "the column \(column) is not a good number: \"\(value)\".")
    case .badDate(let value): Phrase(ro: "data nu există: „\(value)”.", en: "there is no such date: \"\(value)\".")
    case .badTime(let value):
      Phrase(ro: "ora nu are forma bună: „\(value)”.", en: "the time has not the right form: \"\(value)\".")
    case .emptyTitle: Phrase(ro: "lipsește titlul.", en: "the title is missing.")
    case .duplicate(let id, let line):
      Phrase(ro: "numărul \(id) este și pe linia \(line).", en: "the number \(id) is on line \(line) too.")
    case .unknownThread(let id):
      Phrase(ro: "subiectul \(id) lipsește sau nu a fost primit.", en: "the thread \(id) is missing or was not taken.")
    case .unknownAuthorKind(let value):
      Phrase(ro: "fel de autor necunoscut: „\(value)”.", en: "an unknown kind of author: \"\(value)\".")
    case .votesDiffer(let total, let inFavour, let against):
      Phrase(
        ro: "\(inFavour) voturi pentru și \(against) contra nu fac \(total).",
        en: "\(inFavour) votes for and \(against) against do not make \(total).")
    case .parentElsewhere(let id):
      Phrase(ro: "răspunde la \(id), care este în alt subiect.", en: "answers \(id), which is in another thread.")
    case .circle: Phrase(ro: "răspunsurile se închid în cerc.", en: "the replies go round in a circle.")
    case .rejected(let rejection): rejection.phrase
    }
  }
}
