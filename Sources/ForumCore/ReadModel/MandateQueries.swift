/// A mandate: who may speak for which organisation, from when to when.
public struct MandateRecord: Sendable, Equatable {
  public var id: MandateID
  public var organisation: OrganisationID
  public var organisationName: String?
  public var person: AuthorRecord
  public var from: CalendarDay
  /// The last day; nil for an open end.
  public var until: CalendarDay?
  public var isAccepted: Bool
  public var isEnded: Bool
  public var offeredAt: Instant
  /// Whether the organisation is verified still.
  public var isVerified: Bool

  /// Whether it stands on a day.
  public func stands(on day: CalendarDay) -> Bool {
    isAccepted && !isEnded && isVerified && from <= day && (until.map { day <= $0 } ?? true)
  }
}

extension Reader {
  private static let mandate: SQL = """
    SELECT m.id, m.organisation, oname.bytes, m.participant, name.bytes, m.from_at, m.until_at, m.accepted, m.ended, m.offered_at,
      o.verified
    FROM mandates m
    JOIN organisations o ON o.id = m.organisation
    LEFT JOIN contents oname ON oname.position = m.organisation AND oname.name = 'name'
    LEFT JOIN participants p ON p.id = m.participant
    LEFT JOIN contents name ON name.position = p.name AND name.name = 'name'
    """
  private static let mandatesOfOrganisation: SQL = mandate + " WHERE m.organisation = $1 ORDER BY m.id DESC LIMIT $2"
  private static let mandatesOfPerson: SQL = mandate + " WHERE m.participant = $1 ORDER BY m.id DESC LIMIT $2"

  private static let mandateByID: SQL = mandate + " WHERE m.id = $1"

  public func mandate(_ id: MandateID) throws -> MandateRecord? {
    try database.row(Self.mandateByID, [SQLValue(id)]) { MandateRecord($0) }
  }

  /// An organisation's mandates, the newest first, those that are over too.
  public func mandates(for organisation: OrganisationID, limit: Int = Limits.page) throws -> [MandateRecord] {
    try database.rows(Self.mandatesOfOrganisation, [SQLValue(organisation), .integer(Int64(limit))]) { MandateRecord($0) }
  }

  /// A person's mandates, the newest first, those that are over too.
  public func mandates(of person: ParticipantID, limit: Int = Limits.page) throws -> [MandateRecord] {
    try database.rows(Self.mandatesOfPerson, [SQLValue(person), .integer(Int64(limit))]) { MandateRecord($0) }
  }

  /// Who may act for an organisation here.
  public func managers(of organisation: OrganisationID) throws -> [AuthorRecord] {
    try database.rows(
      """
      SELECT g.participant, name.bytes FROM managers g
      LEFT JOIN participants p ON p.id = g.participant
      LEFT JOIN contents name ON name.position = p.name AND name.name = 'name'
      WHERE g.organisation = $1 ORDER BY g.participant LIMIT 200
      """, [SQLValue(organisation)]
    ) { AuthorRecord(id: $0.id(0), name: $0.textOrNil(1)) }
  }
}

extension MandateRecord {
  fileprivate init(_ row: Row) {
    self.init(
      id: row.id(0), organisation: row.id(1), organisationName: row.textOrNil(2),
      person: AuthorRecord(id: row.id(3), name: row.textOrNil(4)), from: CalendarDay(row.instant(5)),
      // The moment is the first that is no longer within.
      until: row.instantOrNil(6).map { CalendarDay($0.adding(seconds: -1)) }, isAccepted: row.intOrNil(7) != nil,
      isEnded: row.intOrNil(8) != nil, offeredAt: row.instant(9), isVerified: row.intOrNil(10) != nil)
  }
}
