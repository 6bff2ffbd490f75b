import ForumCore

@testable import ForumServer

/// Believable records with our own text, for the tests of pages and for looking at them.
enum Samples {
  static let folder = #filePath.components(upTo: "/Tests/") + "/web/locales"
  static let localisation = try! Localisation(folder: folder)

  static func context(
    _ path: String = "/", locale: InterfaceLocale = .ro, theme: Theme = .auto, viewer: ParticipantRecord? = nil,
    topic: String? = nil
  ) -> PageContext {
    PageContext(
      localisation: localisation, locale: locale, theme: theme, viewer: viewer,
      csrf: viewer == nil ? nil : "3Q2-tokenul-formularului",
      logID: "5f0c9a1e", position: 4_711, topic: topic, baseURL: "https://sfat.example",
      assets: AssetLinks(
        css: "/assets/forum.css?v=1", liveJS: "/assets/live.js?v=1", formsJS: "/assets/forms.js?v=1",
        passkeysJS: "/assets/passkeys.js?v=1", icon: "/assets/icon.svg?v=1"
      ),
      path: path)
  }

  /// 24 November 2026, 18:00 UTC, and some minutes.
  static func at(_ minutes: Int64) -> Instant { Instant(microseconds: 1_795_543_200_000_000).adding(seconds: minutes * 60) }

  static let spaces = zip(
    ["education", "health", "housing", "employment", "identity", "anti-discrimination"], [12, 7, 9, 4, 3, 1]
  ).enumerated().map { index, space in
    SpaceRecord(
      id: SpaceID(Position(index + 1)), key: space.0, threads: space.1, posts: space.1 * 6,
      voices: VoiceBalance(institution: space.1 * 3, ngo: space.1 * 2, community: space.1, mixed: index == 0 ? 2 : 0))
  }

  static let cluj = TerritoryRecord(code: "CJ", name: "Cluj", within: "Nord-Vest")
  static let floresti = TerritoryRecord(code: "57706", name: "Florești", within: "Cluj")

  static let townHall = Speaker(
    category: .institution, level: .local, organisation: OrganisationID(31), organisationName: "Primăria Florești",
    isOrganisationVerified: true)
  static let association = Speaker(
    category: .ngo, organisation: OrganisationID(32), organisationName: "Asociația „Drumul spre școală”",
    profession: .schoolMediator)
  static let community = Speaker(category: .community)

  static let ioana = AuthorRecord(id: ParticipantID(101), name: "Ioana M.")
  static let secretary = AuthorRecord(id: ParticipantID(102), name: "Mircea Pop")
  static let mediator = AuthorRecord(id: ParticipantID(103), name: "Elena Covaci")
  static let father = AuthorRecord(id: ParticipantID(104), name: "Gheorghe, tată a trei copii")

  static let viewer = ParticipantRecord(
    id: mediator.id, name: mediator.name, speaker: association, registeredAt: at(-90_000), posts: 14)
  static let moderator = ParticipantRecord(
    id: ParticipantID(105), name: "Moderatoarea serii", role: .administrator, speaker: Speaker(), registeredAt: at(-90_000))

  static let organisations = [
    OrganisationRecord(
      id: OrganisationID(31), name: "Primăria Florești", category: .institution, level: .local, territory: floresti,
      isVerified: true),
    OrganisationRecord(id: OrganisationID(32), name: "Asociația „Drumul spre școală”", category: .ngo, territory: cluj),
    OrganisationRecord(
      id: OrganisationID(33), name: "Grupul de inițiativă de pe Valea Gârbăului", category: .community, territory: floresti),
    OrganisationRecord(
      id: OrganisationID(34), name: "Grupul de lucru mixt de la Prefectura Cluj", category: .mixed, territory: cluj,
      isVerified: true),
  ]

  static func thread(
    _ id: Position = 200, kind: ThreadKind = .question,
    title: String? = "Transport școlar până la capătul satului: cine răspunde?",
    posts: Int = 9, unread: Int? = nil, locked: Bool = false,
    voices: VoiceBalance = VoiceBalance(institution: 5, ngo: 3, community: 1)
  ) -> ThreadRecord {
    ThreadRecord(
      id: ThreadID(id), space: spaces[0], kind: kind, territory: floresti, title: title, author: ioana, speaker: community,
      openedAt: at(0), firstPost: PostID(id + 1), posts: posts, participants: 4, isLocked: locked,
      lockReason: locked ? "S-a găsit o soluție; continuăm în subiectul despre orar." : nil,
      lastPost: LastPost(id: PostID(id + 9), at: at(190), author: secretary, speaker: townHall), voices: voices, unread: unread,
      changed: 4_711)
  }

  static func post(
    _ id: Position, to parent: Position? = nil, _ author: AuthorRecord, _ speaker: Speaker, _ body: String?, minutes: Int64
  ) -> PostRecord {
    PostRecord(
      id: PostID(id), thread: ThreadID(200), placed: id, parent: parent.map { PostID($0) },
      parentAuthor: parent == nil ? nil : ioana.name,
      author: author, speaker: speaker, body: body, publishedAt: at(minutes))
  }

  static let posts: [PostRecord] = {
    var posts = [
      post(
        201, ioana, community,
        """
        Bună ziua. Autobuzul școlar **nu mai urcă** până pe Valea Gârbăului din septembrie. Copiii merg pe jos 3,5 km, iarna pe întuneric.

        - 14 copii din clasele 0–4
        - 9 copii din clasele 5–8

        Cine hotărăște traseul și când se poate schimba?
        """, minutes: 0),
      post(
        202, to: 201, secretary, townHall,
        "Vă mulțumim pentru semnal. Traseul se stabilește de consiliul local, la propunerea școlii. Punem subiectul pe ordinea de zi din **12 decembrie** și vă răspundem aici.",
        minutes: 55),
      post(203, to: 202, father, community, "Vin și eu la ședință. La ce oră începe?", minutes: 70),
      post(
        204, to: 203, secretary, townHall,
        "La 16:00, în sala mare. Proiectul de hotărâre este pe https://floresti.example/hotarari?an=2026.",
        minutes: 82),
      post(205, to: 204, father, community, "Mulțumesc, am notat.", minutes: 90),
      post(
        206, to: 201, mediator, association,
        """
        > Cine hotărăște traseul și când se poate schimba?

        La noi a mers așa:

        | Pas | Cine | Cât a durat |
        | --- | --- | ---: |
        | Cerere cu semnături | părinții | o săptămână |
        | Aviz de drum | poliția rutieră | 12 zile |
        | Hotărâre | consiliul local | o ședință |

        ### Ce mai este de făcut
        - [x] lista copiilor
        - [ ] acordul școlii
        """, minutes: 120),
      post(207, to: 206, ioana, community, nil, minutes: 130),
      post(208, to: 201, father, community, nil, minutes: 140),
      post(209, to: 150, secretary, townHall, "Răspuns la un mesaj de pe pagina dinainte.", minutes: 190),
    ]
    posts[0].reactions = ReactionCounts(agree: 12, thanks: 0, useful: 3)
    posts[0].ownReactions = [.agree]
    posts[1].reactions = ReactionCounts(agree: 2, thanks: 4)
    posts[3].editedAt = at(100)
    posts[3].edits = 2
    posts[5].importedVotes = ImportedVotes(inFavour: 21, against: 2)
    posts[6].state = .withdrawn
    posts[7].state = .hidden
    posts[7].reason = "Conține datele personale ale unui copil."
    posts[8].isOrphan = true
    posts[8].parentAuthor = "Vecina de la numărul 12"
    return posts
  }()

  static let threads = [
    thread(200, unread: 3),
    thread(
      300, kind: .goodPractice, title: "Cabinetul deschis două seri pe săptămână: ce a mers și ce nu", posts: 21,
      voices: VoiceBalance(institution: 9, ngo: 4, community: 8)),
    thread(
      400, kind: .proposal, title: "Un singur formular pentru racordarea la curent", posts: 1, locked: true,
      voices: VoiceBalance(ngo: 1)),
  ]
}

extension String {
  /// Everything before the last occurrence of `separator`.
  func components(upTo separator: String) -> String {
    guard let range = ranges(of: separator).last else { return self }
    return String(self[..<range.lowerBound])
  }
}
