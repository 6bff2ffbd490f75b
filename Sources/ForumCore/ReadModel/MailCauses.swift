/// An entry of the log that somebody is written to about.
public struct MailCause: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case decision(DecisionID)
    case appeal(AppealID)
    case mandate(MandateID)
  }

  public var position: Position
  public var kind: Kind
}

extension Reader {
  /// What there is to write about after a position, oldest first, and how far the log was looked through.
  public func mailCauses(after: Position, limit: Int) throws -> (causes: [MailCause], seen: Position) {
    let head = try position
    let rows = try database.rows(
      """
      SELECT position, stream, type FROM log WHERE position > $1
        AND type IN ('decision.taken.v1', 'decision.confirmed.v1', 'appeal.decided.v1', 'mandate.offered.v1')
      ORDER BY position LIMIT $2
      """, [.integer(after), .integer(Int64(limit))]
    ) { row in (position: row.int(0), stream: row.text(1), type: row.text(2)) }
    let causes = rows.compactMap { row -> MailCause? in
      guard let id = row.stream.split(separator: "/").last.flatMap({ Position($0) }) else { return nil }
      switch EventType(rawValue: row.type) {
      case .decisionTaken, .decisionConfirmed: return MailCause(position: row.position, kind: .decision(DecisionID(id)))
      case .appealDecided: return MailCause(position: row.position, kind: .appeal(AppealID(id)))
      case .mandateOffered: return MailCause(position: row.position, kind: .mandate(MandateID(id)))
      default: return nil
      }
    }
    return (causes, rows.count < limit ? head : rows.last?.position ?? head)
  }
}
