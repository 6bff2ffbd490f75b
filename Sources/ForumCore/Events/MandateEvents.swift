/// A manager appointed somebody to speak for an institution or an NGO, from a day to a day. It stands when that person has
/// accepted. Nobody is appointed for a community group: who speaks for it would be known to belong to it for ever.
public struct MandateOffered: EventPayload {
  public static let type = EventType.mandateOffered
  public var organisation: OrganisationID
  public var participant: ParticipantID
  public var from: CalendarDay
  /// The last day; nil for an open end.
  public var until: CalendarDay?

  public var data: JSONObject {
    members(
      ("organisation", .id(organisation)), ("participant", .id(participant)), ("from", .string(from.description)),
      ("until", until.map { .string($0.description) }))
  }
  public var contents: [NewContent] { [] }

  public init(organisation: OrganisationID, participant: ParticipantID, from: CalendarDay, until: CalendarDay?) {
    self.organisation = organisation
    self.participant = participant
    self.from = from
    self.until = until
  }

  public init(_ fields: EventFields) throws {
    organisation = try fields.id("organisation")
    participant = try fields.id("participant")
    guard let from = CalendarDay(try fields.text("from")) else { throw EventFault(type: Self.type, member: "from") }
    self.from = from
    until = try fields.textOrNil("until").map { text in
      guard let day = CalendarDay(text) else { throw EventFault(type: Self.type, member: "until") }
      return day
    }
  }
}

/// Who was appointed accepted.
public struct MandateAccepted: EventPayload {
  public static let type = EventType.mandateAccepted
  public var data: JSONObject { [:] }
  public var contents: [NewContent] { [] }

  public init() {}
  public init(_ fields: EventFields) throws {}
}

/// A mandate ended before its last day, or was not accepted: by a manager, or by who had it.
public struct MandateEnded: EventPayload {
  public static let type = EventType.mandateEnded
  public var data: JSONObject { [:] }
  public var contents: [NewContent] { [] }

  public init() {}
  public init(_ fields: EventFields) throws {}
}

/// Somebody may act for an organisation here (appoint speakers), or no longer. Who registered it is its first manager.
public struct ManagerAppointed: EventPayload {
  public static let type = EventType.managerAppointed
  public var participant: ParticipantID
  /// False dismisses.
  public var isOn: Bool

  public var data: JSONObject { ["participant": .id(participant), "on": .bool(isOn)] }
  public var contents: [NewContent] { [] }

  public init(participant: ParticipantID, isOn: Bool) {
    self.participant = participant
    self.isOn = isOn
  }

  public init(_ fields: EventFields) throws {
    participant = try fields.id("participant")
    isOn = try fields.flag("on")
  }
}
