import ForumCore

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
    case .institution: Phrase(ro: "instituție", en: "institution")
    case .ngo: Phrase(ro: "ONG", en: "NGO")
    case .community: Phrase(ro: "comunitate", en: "community")
    case .mixed: Phrase(ro: "grup mixt", en: "mixed group")
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
    case .local: Phrase(ro: "nivel local", en: "local level")
    case .county: Phrase(ro: "nivel județean", en: "county level")
    case .regional: Phrase(ro: "nivel regional", en: "regional level")
    case .national: Phrase(ro: "nivel național", en: "national level")
    case .european: Phrase(ro: "nivel european", en: "European level")
    }
  }
}

extension Profession {
  var phrase: Phrase? {
    switch self {
    case .socialWorker: Phrase(ro: "asistență socială", en: "social work")
    case .healthMediator: Phrase(ro: "mediere sanitară", en: "health mediation")
    case .schoolMediator: Phrase(ro: "mediere școlară", en: "school mediation")
    case .romaTeacher: Phrase(ro: "cadru didactic rom", en: "Roma teacher")
    case .romaniTeacher: Phrase(ro: "cadru didactic de limba romani", en: "teacher of Romani")
    case .localRomaExpert: Phrase(ro: "expertiză locală pentru romi", en: "local Roma expert")
    case .countyOfficeForRoma: Phrase(ro: "birou județean pentru romi", en: "county office for Roma")
    case .communityFacilitator: Phrase(ro: "facilitare comunitară", en: "community facilitation")
    case .communityNurse: Phrase(ro: "asistență medicală comunitară", en: "community nursing")
    case .other: nil
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

/// Names of the built-in spaces by their keys; an operator's own is shown by its key.
enum SpaceTexts {
  static func phrase(_ key: String) -> Phrase {
    switch key {
    case "education": Phrase(ro: "Educație", en: "Education")
    case "health": Phrase(ro: "Sănătate", en: "Health")
    case "housing": Phrase(ro: "Locuire și infrastructură", en: "Housing and infrastructure")
    case "employment": Phrase(ro: "Ocupare", en: "Employment")
    case "identity": Phrase(ro: "Identitate, patrimoniu, memorie", en: "Identity, heritage, memory")
    case "anti-discrimination": Phrase(ro: "Combaterea discriminării", en: "Anti-discrimination")
    default: Phrase(key)
    }
  }
}
