/// What was told, decided and contested in a period, counted from the read model, as a transparency report needs it (DSA 15(1), 24(1)).
public struct TransparencyReport: Sendable, Equatable {
  public var from: Instant
  public var until: Instant
  /// Notices by what they allege.
  public var notices: [Ground: Int] = [:]
  /// Of these, those that a decision answered by a measure, on the law and on the terms, and those that were declined.
  public var actedOnLaw = 0
  public var actedOnTerms = 0
  public var declined = 0
  /// Half of the answered notices were answered within so many seconds; nil where none was.
  public var medianNoticeSeconds: Int64?
  /// Decisions that were taken, by measure, by ground, and by what led to them.
  public var measures: [Measure: Int] = [:]
  public var grounds: [Ground: Int] = [:]
  public var sources: [DecisionSource: Int] = [:]
  /// Appeals lodged, and how those that were decided came out.
  public var appeals = 0
  public var outcomes: [AppealOutcome: Int] = [:]
  public var medianAppealSeconds: Int64?
}

extension Reader {
  /// The report of a period: from its first moment to before its end.
  public func transparency(from: Instant, until: Instant) throws -> TransparencyReport {
    var report = TransparencyReport(from: from, until: until)
    let period = [SQLValue(from), SQLValue(until)]
    for (ground, count) in try counts("SELECT ground, count(*) FROM notices WHERE at >= $1 AND at < $2 GROUP BY ground", period) {
      report.notices[Ground(rawValue: ground) ?? .other, default: 0] += count
    }
    var waited: [Int64] = []
    try database.each(
      """
      SELECT d.measure, d.basis, d.at - n.at FROM notices n JOIN decisions d ON d.id = n.decision
      WHERE n.at >= $1 AND n.at < $2 AND d.state NOT IN ('proposed', 'declined')
      """, period
    ) { row in
      switch (row.text(0), row.text(1)) {
      case (Measure.none.rawValue, _): report.declined += 1
      case (_, DecisionBasis.law.rawValue): report.actedOnLaw += 1
      default: report.actedOnTerms += 1
      }
      waited.append(row.int(2) / 1_000_000)
      return true
    }
    report.medianNoticeSeconds = Self.median(waited)
    try database.each(
      """
      SELECT measure, ground, source, count(*) FROM decisions
      WHERE at >= $1 AND at < $2 AND state NOT IN ('proposed', 'declined') GROUP BY measure, ground, source
      """, period
    ) { row in
      let count = Int(row.int(3))
      if let measure = Measure(rawValue: row.text(0)) { report.measures[measure, default: 0] += count }
      report.grounds[Ground(rawValue: row.text(1)) ?? .other, default: 0] += count
      if let source = DecisionSource(rawValue: row.text(2)) { report.sources[source, default: 0] += count }
      return true
    }
    var contested: [Int64] = []
    try database.each("SELECT outcome, decided_at, at FROM appeals WHERE at >= $1 AND at < $2", period) { row in
      report.appeals += 1
      if let outcome = row.textOrNil(0).flatMap(AppealOutcome.init(rawValue:)), let decidedAt = row.intOrNil(1) {
        report.outcomes[outcome, default: 0] += 1
        contested.append((decidedAt - row.int(2)) / 1_000_000)
      }
      return true
    }
    report.medianAppealSeconds = Self.median(contested)
    return report
  }

  private func counts(_ statement: SQL, _ values: [SQLValue]) throws -> [(String, Int)] {
    try database.rows(statement, values) { ($0.text(0), Int($0.int(1))) }
  }

  /// The lower of the two in the middle where their number is even.
  static func median(_ values: [Int64]) -> Int64? { values.isEmpty ? nil : values.sorted()[(values.count - 1) / 2] }
}
