import ForumCore

// The words of `web/locales`, which a test holds these against: one word for one thing, on the page and in the terminal.

extension ThreadKind {
  var phrase: Phrase {
    switch self {
    case .discussion: Phrase(ro: "Discuție", en: "Discussion")
    case .question: Phrase(ro: "Întrebare", en: "Question")
    case .caseStudy: Phrase(ro: "Studiu de caz", en: "Case study")
    case .goodPractice: Phrase(ro: "Bună practică", en: "Good practice")
    case .proposal: Phrase(ro: "Propunere", en: "Proposal")
    case .recommendation: Phrase(ro: "Recomandare", en: "Recommendation")
    case .workshop: Phrase(ro: "Atelier", en: "Workshop")
    case .news: Phrase(ro: "Noutate", en: "News")
    }
  }
}

extension StakeholderCategory {
  var phrase: Phrase {
    switch self {
    case .institution: Phrase(ro: "instituție publică", en: "public institution")
    case .ngo: Phrase(ro: "ONG", en: "NGO")
    case .community: Phrase(ro: "comunitate", en: "community")
    case .mixed: Phrase(ro: "grup mixt", en: "mixed group")
    }
  }

  /// An institution with its level is called by it: `instituție județeană`.
  func phrase(at level: InstitutionLevel?) -> Phrase { self == .institution ? level?.phrase ?? phrase : phrase }

  /// Many of them, in the voice balance.
  var voices: Phrase {
    switch self {
    case .institution: Phrase(ro: "instituții", en: "institutions")
    case .ngo: Phrase(ro: "ONG-uri", en: "NGOs")
    case .community: Phrase(ro: "comunități", en: "communities")
    case .mixed: Phrase(ro: "grupuri mixte", en: "mixed groups")
    }
  }

  /// The shape that says it beside the word.
  var mark: String {
    switch self {
    case .institution: "▪"
    case .ngo: "◆"
    case .community: "●"
    case .mixed: "◈"
    }
  }

  var ink: Style.Ink {
    switch self {
    case .institution: .institution
    case .ngo: .ngo
    case .community: .community
    case .mixed: .bold
    }
  }
}

extension InstitutionLevel {
  var phrase: Phrase {
    switch self {
    case .local: Phrase(ro: "instituție locală", en: "local institution")
    case .county: Phrase(ro: "instituție județeană", en: "county institution")
    case .regional: Phrase(ro: "instituție regională", en: "regional institution")
    case .national: Phrase(ro: "instituție națională", en: "national institution")
    case .european: Phrase(ro: "instituție europeană", en: "European institution")
    }
  }
}

extension Profession {
  var phrase: Phrase {
    switch self {
    case .socialWorker: Phrase(ro: "asistență socială", en: "social worker")
    case .healthMediator: Phrase(ro: "mediere sanitară", en: "health mediator")
    case .schoolMediator: Phrase(ro: "mediere școlară", en: "school mediator")
    case .romaTeacher: Phrase(ro: "învățământ, cadru didactic rom", en: "Roma teacher")
    case .romaniTeacher: Phrase(ro: "predarea limbii romani", en: "teacher of Romani")
    case .localRomaExpert: Phrase(ro: "expertiză locală pentru romi", en: "local Roma expert")
    case .countyOfficeForRoma: Phrase(ro: "Biroul Județean pentru Romi", en: "county office for Roma")
    case .communityFacilitator: Phrase(ro: "facilitare comunitară", en: "community facilitator")
    case .communityNurse: Phrase(ro: "asistență medicală comunitară", en: "community nurse")
    case .other: Phrase(ro: "altă profesie", en: "other profession")
    }
  }
}

extension Reaction {
  func phrase(_ count: Int) -> Phrase {
    switch self {
    case .agree: Phrase(ro: "\(count) de acord", en: "\(count) agree")
    case .thanks: Phrase.counted(count, ro: ("mulțumesc", "mulțumesc"), en: ("thanks", "thanks"))
    case .useful: Phrase(ro: "\(count) util", en: "\(count) useful")
    }
  }
}

/// Names of the built-in spaces by their keys; an operator's own has the name the server gives.
enum SpaceTexts {
  static func phrase(_ key: String, name: String? = nil) -> Phrase {
    if let name { return Phrase(TextLayout.harmlessLine(name)) }
    return builtIn(key)
  }

  private static func builtIn(_ key: String) -> Phrase {
    switch key {
    case "education": Phrase(ro: "Educație", en: "Education")
    case "health": Phrase(ro: "Sănătate", en: "Health")
    case "housing": Phrase(ro: "Locuire și infrastructură", en: "Housing and infrastructure")
    case "employment": Phrase(ro: "Muncă", en: "Employment")
    case "identity": Phrase(ro: "Identitate, patrimoniu, memorie", en: "Identity, heritage, memory")
    case "anti-discrimination": Phrase(ro: "Combaterea discriminării", en: "Combating discrimination")
    default: Phrase(key)
    }
  }
}
