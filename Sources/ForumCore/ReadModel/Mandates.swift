extension Change {
  func apply(_ event: MandateOffered) throws {
    try database.run(
      """
      INSERT INTO mandates (id, organisation, participant, from_at, until_at, offered_at) VALUES ($1, $2, $3, $4, $5, $6)
      """,
      [
        .integer(position), SQLValue(event.organisation), SQLValue(event.participant), SQLValue(event.from.start),
        SQLValue(event.until?.next.start.microseconds), SQLValue(entry.at),
      ])
    try tell(Topic.participant(event.participant.rawValue))
    try changed(organisation: event.organisation.rawValue)
  }

  func apply(_ event: MandateAccepted) throws {
    try database.run("UPDATE mandates SET accepted = $2 WHERE id = $1", [.integer(id), .integer(position)])
    try changedMandate()
  }

  func apply(_ event: MandateEnded) throws {
    try database.run("UPDATE mandates SET ended = $2 WHERE id = $1", [.integer(id), .integer(position)])
    try changedMandate()
  }

  func apply(_ event: ManagerAppointed) throws {
    if event.isOn {
      try database.run(
        "INSERT INTO managers (organisation, participant) VALUES ($1, $2)", [.integer(id), SQLValue(event.participant)])
    } else {
      try database.run(
        "DELETE FROM managers WHERE organisation = $1 AND participant = $2", [.integer(id), SQLValue(event.participant)])
    }
    try tell(Topic.participant(event.participant.rawValue))
    try changed(organisation: id)
  }

  /// How many mandates a person has is kept with them, so that most pages need not look.
  private func changedMandate() throws {
    let row = try database.row("SELECT organisation, participant FROM mandates WHERE id = $1", [.integer(id)]) { row in
      (organisation: row.int(0), participant: row.int(1))
    }
    guard let row else { throw EventFault(type: type, member: "stream") }
    try database.run(
      """
      UPDATE participants SET changed = $2, mandates = (SELECT count(*) FROM mandates
        WHERE participant = $1 AND accepted IS NOT NULL AND ended IS NULL)
      WHERE id = $1
      """, [.integer(row.participant), .integer(position)])
    try tell(Topic.participant(row.participant))
    try changed(organisation: row.organisation)
  }

  private func changed(organisation: Position) throws {
    try database.run(
      "UPDATE organisations SET changed = $2 WHERE id = $1", [.integer(organisation), .integer(position)])
    try tell(Topic.organisation(organisation))
  }
}

extension Facts {
  /// Nil where there is no such organisation.
  func organisationForMandates(_ id: OrganisationID) throws -> MandateRules.Organisation? {
    let row = try database.row("SELECT category, level, verified FROM organisations WHERE id = $1", [SQLValue(id)]) { row in
      (
        category: row.textOrNil(0).flatMap(StakeholderCategory.init(rawValue:)),
        level: row.textOrNil(1).flatMap(InstitutionLevel.init(rawValue:)), isVerified: row.intOrNil(2) != nil
      )
    }
    guard let row else { return nil }
    let managers: [ParticipantID] = try database.rows(
      "SELECT participant FROM managers WHERE organisation = $1", [SQLValue(id)]
    ) { $0.id(0) }
    return MandateRules.Organisation(
      id: id, profile: row.category.map { OrganisationProfile(category: $0, level: row.level) }, isVerified: row.isVerified,
      managers: Set(managers))
  }

  func mandate(_ id: MandateID) throws -> MandateRules.Mandate? {
    let row = try database.row(
      "SELECT organisation, participant, accepted, ended FROM mandates WHERE id = $1", [SQLValue(id)]
    ) { row in
      (
        organisation: row.id(0) as OrganisationID, participant: row.id(1) as ParticipantID, isAccepted: row.intOrNil(2) != nil,
        isEnded: row.intOrNil(3) != nil
      )
    }
    guard let row, let organisation = try organisationForMandates(row.organisation) else { return nil }
    return MandateRules.Mandate(
      id: id, organisation: organisation, participant: row.participant, isAccepted: row.isAccepted, isEnded: row.isEnded)
  }

  /// Whether a person's accepted mandate for an organisation stood at a moment: from its first day to its last, and not ended by now.
  func hasMandate(_ person: ParticipantID, for organisation: OrganisationID, at moment: Instant) throws -> Bool {
    try database.integer(
      """
      SELECT 1 FROM mandates WHERE participant = $1 AND organisation = $2 AND accepted IS NOT NULL AND ended IS NULL
        AND from_at <= $3 AND (until_at IS NULL OR until_at > $3) LIMIT 1
      """, [SQLValue(person), SQLValue(organisation), SQLValue(moment)]) != nil
  }

  /// Whether a mandate was offered or stands that is not over.
  func hasOpenMandate(_ person: ParticipantID, for organisation: OrganisationID) throws -> Bool {
    try database.integer(
      """
      SELECT 1 FROM mandates WHERE participant = $1 AND organisation = $2 AND ended IS NULL
        AND (until_at IS NULL OR until_at > $3) LIMIT 1
      """, [SQLValue(person), SQLValue(organisation), SQLValue(now)]) != nil
  }

  /// A person as they speak for an organisation; themselves where that is nil.
  func speaking(_ person: ActingPerson, for organisation: OrganisationID?) throws -> ActingPerson {
    guard let organisation else { return person }
    var person = person
    person.speaker = try MandateRules.speaker(
      for: organisationForMandates(organisation), hasMandate: hasMandate(person.id, for: organisation, at: now), by: person)
    person.spokenFor = organisation
    return person
  }
}
