import ForumCore

@testable import ForumServer

/// Every page of the program by name, with sample records: what the tests of pages go through.
enum SamplePages {
  /// The pages as a guest, a participant and an administrator get them.
  static func all(locale: InterfaceLocale = .ro, theme: Theme = .auto) -> [(name: String, page: any Page)] {
    func context(_ path: String, _ viewer: ParticipantRecord? = nil, topic: String? = nil) -> PageContext {
      Samples.context(path, locale: locale, theme: theme, viewer: viewer, topic: topic)
    }
    let thread = Samples.thread(unread: 3)
    let paging = Paging(
      first: "/threads/200", previous: "/threads/200?before=201", next: "/threads/200?after=209", last: "/threads/200?last=1")
    let wrong = FormState(
      values: [
        "name": "Ana <b>", "email": "ana", "title": "", "body": "Un text \"lung\" & bun.", "idempotency-key": "k1",
        "back": "/threads/200",
      ],
      problems: [
        FieldProblem(field: "email", code: "email-invalid"), FieldProblem(field: "title", code: "title-empty"),
        FieldProblem(field: "password", code: "password-too-short", parameters: ["limit": "10"]),
        FieldProblem(field: nil, code: "thread-locked"),
      ])
    var signedIn = context("/threads/200", Samples.viewer, topic: "threads/200")
    signedIn.notice = .posted
    let guest = context("/threads/200", topic: "threads/200")
    func secondFactor(
      _ state: SecondFactorRecord, secret: [UInt8]? = nil, isStrong: Bool = true, codes: [PaperCode] = []
    ) -> SecondFactorPage {
      SecondFactorPage(
        context: context("/profile/second-factor", Samples.viewer), state: state, secret: secret, account: "ana@exemplu.ro",
        isStrong: isStrong, codes: codes)
    }
    return [
      (
        "home", HomePage(context: context("/"), spaces: Samples.spaces, newest: Samples.threads, waiting: [thread], practices: [])
      ),
      ("about", AboutPage(context: context("/about"))),
      (
        "spaces",
        SpacesPage(
          context: context("/spaces", Samples.moderator), spaces: Samples.spaces,
          form: FormState(values: ["idempotency-key": "k1", "key": "transport"]))
      ),
      (
        "space",
        SpacePage(
          context: context("/spaces/education", topic: "spaces/education"), space: Samples.spaces[0], threads: Samples.threads,
          paging: .none)
      ),
      (
        "space-empty",
        SpacePage(
          context: context("/spaces/health", topic: "spaces/health"), space: Samples.spaces[1], threads: [], paging: .none)
      ),
      (
        "threads",
        ThreadListPage(
          context: context("/threads?kind=question"), filter: ThreadListFilter(kind: .question, territory: Samples.cluj),
          spaces: Samples.spaces,
          threads: Samples.threads, paging: Paging(next: "/threads?after=1-2"))
      ),
      ("thread-guest", ThreadPage(context: guest, thread: thread, posts: Samples.posts, paging: paging, unreadAfter: nil)),
      ("thread", ThreadPage(context: signedIn, thread: thread, posts: Samples.posts, paging: .none, unreadAfter: 205)),
      (
        "thread-locked",
        ThreadPage(
          context: context("/threads/200", Samples.moderator, topic: "threads/200"), thread: Samples.thread(locked: true),
          posts: Samples.posts,
          paging: .none, unreadAfter: nil, form: wrong)
      ),
      (
        "reply",
        ReplyPage(
          context: context("/threads/200/reply", Samples.viewer), thread: thread, parent: Samples.posts[1],
          form: FormState(
            values: ["body": Markdown.quote(Samples.posts[1].body!)], preview: "# Titlu\n\nUn **răspuns** cu ~~greșeli~~."))
      ),
      (
        "new-thread",
        NewThreadPage(
          context: context("/threads/new", Samples.viewer), spaces: Samples.spaces, territories: [Samples.cluj], form: wrong)
      ),
      (
        "edit",
        EditPage(context: context("/posts/204/edit", Samples.viewer), thread: thread, post: Samples.posts[3], form: .empty)
      ),
      (
        "history",
        HistoryPage(
          context: context("/posts/204/history"), thread: thread, post: Samples.posts[3],
          page: RevisionPage(revisions: [
            RevisionRecord(position: 204, body: "La 15:00, în sala mică. Vă așteptăm.", at: Samples.at(82)),
            RevisionRecord(position: 210, body: "La 16:00, în sala mare. Vă așteptăm.", at: Samples.at(100)),
            RevisionRecord(position: 211, body: nil, at: Samples.at(101)),
          ]))
      ),
    ]
      + Act.allCases.map { act in
        (
          "act-\(act)",
          ActPage(
            context: context("/threads/200", Samples.moderator), act: act, thread: thread,
            post: act == .withdraw ? Samples.posts[5] : nil) as any Page
        )
      } + [
        (
          "device",
          DevicePage(context: context("/device", Samples.viewer), code: nil, request: nil, limit: .participant, form: wrong)
        ),
        (
          "device-asks",
          DevicePage(
            context: context("/device", Samples.moderator), code: PaperCode(bytes: Array(1...12)),
            request: DeviceRequest(name: "forum-cli · <b>birou</b>", askedAt: Samples.at(100)), limit: .moderator, form: .empty)
        ),
        (
          "voices",
          VoicesPage(
            context: context("/threads/200/voices"), scope: .thread(thread),
            shares: VoiceShares(
              posts: VoiceBalance(institution: 20, ngo: 8, community: 6, unstated: 2),
              people: VoiceBalance(institution: 9, ngo: 5, community: 3, unstated: 2),
              reactions: VoiceBalance(institution: 40, ngo: 12, community: 11), counted: 100_003))
        ),
        (
          "verification",
          ConfirmationPage(
            context: context("/organisations/mailbox/abc"), code: "abc", purpose: .organisation(name: "Ana <b>și</b> Ion"))
        ),
        (
          "roles",
          RolesPage(
            context: context("/roles", Samples.moderator),
            holders: [
              RoleHolder(person: AuthorRecord(id: ParticipantID(7), name: "Ana <b>Pop</b>"), role: .administrator, space: nil),
              RoleHolder(person: AuthorRecord(id: ParticipantID(8), name: nil), role: .moderator, space: Samples.spaces[0]),
            ], spaces: Samples.spaces, form: wrong)
        ),
        ("register", RegisterPage(context: context("/register"), form: wrong)),
        ("sign-in", SignInPage(context: context("/sign-in"), form: .empty)),
        ("sign-in-mail", SignInPage(context: context("/sign-in"), form: wrong, hasMail: true)),
        (
          "confirmation-change",
          ConfirmationPage(context: context("/profile/email/abc"), code: "abc", purpose: .address(email: "ana@exemplu.ro"))
        ),
        (
          "confirmation",
          ConfirmationPage(context: context("/register/abc"), code: "abc", purpose: .registration(email: "ana@exemplu.ro"))
        ),
        ("sign-in-link", SignInLinkPage(context: context("/sign-in/link"), form: wrong)),
        ("use-link", UseLinkPage(context: context("/sign-in/link/abc"), code: "abc", form: .empty)),
        ("mail-sent", MailSentPage(context: context("/register"), isRegistration: true)),
        ("mail-sent-link", MailSentPage(context: context("/sign-in/link"), isRegistration: false)),
        ("second-step", SecondStepPage(context: context("/sign-in/code"), form: FormState(values: ["ticket": "1.2.abc"]))),
        ("second-factor-none", secondFactor(SecondFactorRecord(hasOneTimePassword: false, recoveryCodes: 0, passkeys: []))),
        (
          "second-factor-secret",
          secondFactor(
            SecondFactorRecord(hasOneTimePassword: false, recoveryCodes: 0, passkeys: []),
            secret: [UInt8](repeating: 0x5A, count: 20))
        ),
        (
          "second-factor-passkeys",
          secondFactor(
            SecondFactorRecord(
              hasOneTimePassword: false, recoveryCodes: 0,
              passkeys: [
                PasskeyRecord(id: [1, 2], name: "Firefox, Linux", createdAt: Samples.at(0), usedAt: Samples.at(0)),
                PasskeyRecord(id: [3], name: "", createdAt: Samples.at(0), usedAt: nil),
              ]))
        ),
        (
          "second-factor-weak",
          secondFactor(
            SecondFactorRecord(
              hasOneTimePassword: false, recoveryCodes: 0,
              passkeys: [PasskeyRecord(id: [1, 2], name: "Firefox, Linux", createdAt: Samples.at(0), usedAt: nil)]),
            isStrong: false)
        ),
        (
          "second-factor-codes",
          secondFactor(
            SecondFactorRecord(hasOneTimePassword: true, recoveryCodes: 10, passkeys: []),
            codes: (0..<10).map { _ in PaperCode() })
        ),
        (
          "joining",
          JoiningPage(
            context: context("/join"),
            form: FormState(values: ["code": "K7"], problems: [FieldProblem(field: "code", code: "invitation-invalid")]))
        ),
        (
          "join-paper",
          JoinPage(
            context: context("/join/K7QM"), code: PaperCode().description,
            invitation: InvitationRecord(email: nil, participant: ParticipantID(9)), form: .empty)
        ),
        (
          "join-mail",
          JoinPage(
            context: context("/join/abc"), code: "abc",
            invitation: InvitationRecord(email: "ana@exemplu.ro", participant: nil), form: wrong)
        ),
        (
          "invitations",
          InvitationsPage(
            context: context("/invitations", Samples.viewer), waiting: WaitingInvitations(onPaper: 3, mailed: 1),
            people: [AssistedPerson(person: AuthorRecord(id: ParticipantID(9), name: "Salvia"), hasConsented: true)],
            hasMail: true,
            form: FormState(
              values: ["act": "paper", "count": "70"],
              problems: [FieldProblem(field: "count", code: "count-invalid", parameters: ["limit": "50"])]))
        ),
        (
          "assistance",
          AssistancePage(
            context: context("/threads/42/assist", Samples.viewer), thread: Samples.thread(), parent: Samples.posts[1],
            people: [AssistedPerson(person: AuthorRecord(id: ParticipantID(9), name: "Salvia"), hasConsented: true)],
            form: FormState(
              values: ["body": "Text"], problems: [FieldProblem(field: "how", code: "field-empty", parameters: ["field": "how"])])
          )
        ),
        (
          "assistance-first",
          AssistancePage(
            context: context("/threads/42/assist", Samples.viewer), thread: Samples.thread(), parent: nil, people: [],
            form: .empty)
        ),
        (
          "invitation-sheet",
          InvitationSheetPage(
            context: context("/invitations", Samples.viewer),
            cards: (0..<3).map { _ in InvitationSheetPage.Card(code: PaperCode(), url: "https://sfat.example/join/K7QM-3DXF-9TWA")
            }, address: "https://sfat.example/join", until: Samples.at(0))
        ),
        ("setup", SetupPage(context: context("/setup/abc"), code: "abc", form: .empty)),
        ("setup-signed-in", SetupPage(context: context("/setup/abc", Samples.viewer), code: "abc", form: .empty)),
        (
          "profile",
          ProfilePage(
            context: context("/profile", Samples.viewer), participant: Samples.viewer, organisations: Samples.organisations,
            name: wrong,
            speaker: FormState(
              values: ["category": "community"], problems: [FieldProblem(field: "consent", code: "consent-required")]))
        ),
        (
          "participant",
          ParticipantPage(
            context: context("/participants/103"), participant: Samples.viewer, threads: Samples.threads, paging: .none)
        ),
        (
          "organisations",
          OrganisationsPage(
            context: context("/organisations"), category: nil, organisations: Samples.organisations, paging: .none)
        ),
        (
          "new-organisation",
          NewOrganisationPage(context: context("/organisations/new", Samples.viewer), territories: [Samples.cluj], form: .empty)
        ),
        (
          "organisation",
          OrganisationPage(
            context: context("/organisations/32", Samples.moderator, topic: "organisations/32"),
            organisation: Samples.organisations[1],
            threads: Samples.threads, paging: .none)
        ),
        ("problem", ProblemPage(context: context("/nu-exista"), status: 404, code: "not-found")),
        (
          "problem-kept",
          ProblemPage(
            context: context("/threads/200/posts", Samples.viewer), status: 507, code: "disk-full", kept: "Textul meu <lung>",
            retryAfter: 20)
        ),
      ]
  }
}
