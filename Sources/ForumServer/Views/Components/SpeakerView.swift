import ForumCore

/// Who speaks, and as what: mark, name, and in words the category with its level, the organisation, the profession.
struct SpeakerView {
  let author: AuthorRecord
  let speaker: Speaker
  let texts: Texts
  /// Whether the name leads to the participant's page.
  var isLinked = true
  /// Whether it was said for the organisation, by mandate.
  var isSpokenFor = false

  func write(_ html: MarkupWriter) {
    if let category = speaker.category { html.mark(category) }
    if isLinked, author.name != nil {
      html("a", .class("name"), .href(.participant(author.id))) { name(html) }
    } else {
      html("span", .class("name")) { name(html) }
    }
    guard !words.isEmpty || speaker.organisation != nil else { return }
    html.literal(" ")
    html("span", .class("as")) { role(html) }
  }

  /// As what alone, without the name: under a participant's own heading.
  func writeAs(_ html: MarkupWriter) {
    if let category = speaker.category { html.mark(category) }
    role(html)
  }

  private func role(_ html: MarkupWriter) {
    html.text(words)
    if speaker.isProfessionVerified {
      html.literal(" ")
      html("span", .class("verified"), text: texts("professions.verifiedShort"))
    }
    guard let organisation = speaker.organisation, let name = speaker.organisationName else { return }
    if !words.isEmpty { html.literal(", ") }
    if isSpokenFor {
      html.text(texts("speaker.for"))
      html.literal(" ")
    }
    if isLinked {
      html("a", .href(.organisation(organisation))) { html("bdi", text: name) }
    } else {
      html("bdi", text: name)
    }
    if speaker.isOrganisationVerified {
      html.literal(" ")
      html("span", .class("verified"), text: texts("organisations.verifiedShort"))
    }
  }

  private func name(_ html: MarkupWriter) { html("bdi", text: texts.name(author.name)) }

  /// `instituție locală, mediatoare școlară`: everything but the organisation.
  private var words: String {
    [speaker.category.map { texts.category($0, level: speaker.level) }, speaker.profession.map(texts.profession)]
      .compactMap(\.self).joined(separator: ", ")
  }
}

extension Texts {
  /// A name, or what stands where it was erased.
  func name(_ name: String?) -> String { name ?? self("participant.erased") }

  /// `instituție județeană`, `ONG`, `comunitate`, `grup mixt`
  func category(_ category: StakeholderCategory, level: InstitutionLevel? = nil) -> String {
    if category == .institution, let level { return self("levels.\(level.rawValue)") }
    return self("categories.\(category.rawValue)")
  }

  func profession(_ profession: Profession) -> String { self("professions.\(profession.rawValue)") }
  func kind(_ kind: ThreadKind) -> String { self("kinds.\(kind.rawValue)") }

  /// The name of a space: the built-in ones by key, an operator's own by the name it was given.
  func space(_ space: SpaceRecord) -> String {
    space.name ?? (has("spaces.\(space.key).name") ? self("spaces.\(space.key).name") : space.key)
  }

  /// A territory's name; the country's in the page's language.
  func territory(_ territory: TerritoryRecord) -> String { territory.code == "RO" ? self("territory.country") : territory.name }

  /// A territory with the county or region it lies in: `Florești, Cluj`.
  func fullTerritory(_ territory: TerritoryRecord) -> String {
    let name = self.territory(territory)
    // A region lies in the country, and everybody knows.
    if territory.code.hasPrefix("RO") { return name }
    return territory.within.map { name + ", " + $0 } ?? name
  }

  func title(_ thread: ThreadRecord) -> String { thread.title ?? self("thread.untitled") }
}
