import ForumCore

// The words of `web/locales`, which a test holds these against.

extension Ground {
  var phrase: Phrase {
    switch self {
    case .hateAgainstRoma: Phrase(ro: "ură împotriva romilor", en: "hate against Roma")
    case .hate: Phrase(ro: "ură sau îndemn la violență", en: "hate or incitement to violence")
    case .discrimination: Phrase(ro: "discriminare", en: "discrimination")
    case .threat: Phrase(ro: "amenințare sau hărțuire", en: "threat or harassment")
    case .insult: Phrase(ro: "jignire", en: "insult")
    case .privacy: Phrase(ro: "date personale ale cuiva", en: "somebody's personal data")
    case .impersonation: Phrase(ro: "vorbește în numele altcuiva", en: "speaking in another's name")
    case .minors: Phrase(ro: "pericol pentru un copil", en: "danger to a child")
    case .spam: Phrase(ro: "reclamă sau repetare", en: "advertising or repetition")
    case .offTopic: Phrase(ro: "în afara subiectului", en: "off topic")
    case .falsehood: Phrase(ro: "neadevăr păgubitor", en: "harmful falsehood")
    case .other: Phrase(ro: "altceva", en: "something else")
    }
  }
}

extension Measure {
  var phrase: Phrase {
    switch self {
    case .none: Phrase(ro: "Nicio măsură", en: "No measure")
    case .label: Phrase(ro: "Etichetă pe mesaj", en: "Label on a post")
    case .hide: Phrase(ro: "Mesaj ascuns", en: "Post hidden")
    case .remove: Phrase(ro: "Mesaj eliminat", en: "Post removed")
    case .erase: Phrase(ro: "Text șters definitiv", en: "Text erased for good")
    case .lock: Phrase(ro: "Subiect închis", en: "Thread locked")
    case .move: Phrase(ro: "Subiect mutat", en: "Thread moved")
    case .split: Phrase(ro: "Mesaje puse într-un subiect nou", en: "Posts made a thread of their own")
    case .merge: Phrase(ro: "Subiecte unite", en: "Threads merged")
    case .slow: Phrase(ro: "Subiect încetinit", en: "Thread slowed down")
    case .warn: Phrase(ro: "Avertisment", en: "Warning")
    case .mute: Phrase(ro: "Scris oprit", en: "Writing stopped")
    case .suspend: Phrase(ro: "Cont suspendat", en: "Account suspended")
    case .limitLinks: Phrase(ro: "Linkurile sunt verificate întâi", en: "Links are checked first")
    case .publish: Phrase(ro: "Publicat", en: "Published")
    case .refuse: Phrase(ro: "Nepublicat", en: "Not published")
    case .lift: Phrase(ro: "Măsură anterioară ridicată", en: "Earlier measure lifted")
    }
  }
}

extension PostLabel {
  var phrase: Phrase {
    switch self {
    case .disputed: Phrase(ro: "Contestat: vedeți răspunsurile", en: "Disputed: see the answers")
    case .offTopic: Phrase(ro: "În afara subiectului", en: "Off topic")
    case .sensitive: Phrase(ro: "Poate tulbura unii cititori", en: "May upset some readers")
    }
  }
}
