import ForumCore

/// A transparency report as lines of section, indicator, scope and number: the one order that the page, JSON and CSV share.
struct TransparencyTable {
  struct Line: Equatable {
    /// `notices`, `decisions`, `appeals`.
    let section: String
    let indicator: String
    /// What is counted of it: a code of grounds, measures, sources or outcomes; empty for all.
    let scope: String
    let number: Int64
  }

  let lines: [Line]

  init(_ report: TransparencyReport) {
    var lines: [Line] = []
    func add(_ section: String, _ indicator: String, of scope: String = "", _ number: Int64) {
      lines.append(Line(section: section, indicator: indicator, scope: scope, number: number))
    }
    add("notices", "received", Int64(report.notices.values.reduce(0, +)))
    for ground in Ground.allCases {
      add("notices", "received-by-ground", of: ground.rawValue, Int64(report.notices[ground] ?? 0))
    }
    add("notices", "acted-on-law", Int64(report.actedOnLaw))
    add("notices", "acted-on-terms", Int64(report.actedOnTerms))
    add("notices", "declined", Int64(report.declined))
    add("notices", "automatically", 0)
    if let median = report.medianNoticeSeconds { add("notices", "median-seconds", median) }
    add("decisions", "taken", Int64(report.measures.values.reduce(0, +)))
    for measure in Measure.allCases { add("decisions", "by-measure", of: measure.rawValue, Int64(report.measures[measure] ?? 0)) }
    for ground in Ground.allCases { add("decisions", "by-ground", of: ground.rawValue, Int64(report.grounds[ground] ?? 0)) }
    for source in DecisionSource.allCases {
      add("decisions", "by-source", of: source.rawValue, Int64(report.sources[source] ?? 0))
    }
    add("decisions", "automatically", 0)
    add("appeals", "lodged", Int64(report.appeals))
    for outcome in AppealOutcome.allCases {
      add("appeals", "by-outcome", of: outcome.rawValue, Int64(report.outcomes[outcome] ?? 0))
    }
    if let median = report.medianAppealSeconds { add("appeals", "median-seconds", median) }
    self.lines = lines
  }

  /// Codes alone, which need no quoting (RFC 4180).
  var csv: [UInt8] {
    var text = "section,indicator,scope,number\r\n"
    for line in lines { text += "\(line.section),\(line.indicator),\(line.scope),\(line.number)\r\n" }
    return Array(text.utf8)
  }
}
