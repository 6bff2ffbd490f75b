import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// Nothing writes without the right to: every route that takes POST, called by everybody who may not, in every way.
struct RefusalTests {
  /// Every field that any form has, good enough for each: what is refused below is refused for who asks, not for what.
  private static let values: [String: String] = [
    "space": "health", "kind": "news", "title": "Titlu", "body": "Text", "territory": "", "reason": "Motiv", "reaction": "agree",
    "name": "Un nume", "key": "transport", "category": "ngo", "current": "o parola destul de lunga",
    "password": "alta parola destul de lunga", "email": "nou@exemplu.ro", "measure": "hide", "ground": "spam", "facts": "Fapte",
    "explanation": "Motive", "agree": "1", "outcome": "upheld", "text": terms, "premoderation": "newcomers",
    "words": "ceva", "from": "2026-01-01", "others": "1", "act": "end", "how": "A spus da.", "role": "participant",
    "contact": "contact@exemplu.ro",
  ]
  /// Good as the text of an appeal, too.
  private static let terms: String = {
    let clauses = JSONObject(Ground.allCases.map { ($0.rawValue, JSONValue.string("Regulă")) })
    let text: JSONValue = ["ro": ["title": "Termeni", "intro": "Pe scurt", "clauses": .object(clauses)]]
    return String(decoding: text.bytes, as: UTF8.self)
  }()
  private static let json = JSONValue.object(
    values.sorted { $0.key < $1.key }.reduce(into: [:]) {
      $0[$1.key] = .string($1.key == "territory" ? "RO" : $1.value)
    })

  /// Writing routes for people, in an order in which each can be done after those before it. Sign-out ends it.
  private static let acts: [RouteTemplate] = [
    .threads, .posts, .assist, .assistThread, .post, .reactions, .retitleThread, .organisations, .verifyOrganisation, .managers,
    .describeOrganisation, .mandates,
    .acceptMandate, .endMandate, .spaces, .profileName,
    .profileSpeaker, .claimMatter, .severalMatters, .decisions, .settleDecision, .appealDecision, .appeal, .terms,
    .moderationRules,
    .spaceModeration, .roles, .verifyProfession, .withdrawPost, .invitations, .passkeys, .secondFactor, .device, .restriction,
    .profileEmail,
    .profilePassword,
    .profileSessions,
    .signOut,
  ]
  /// Writing routes for guests, the one for managers that needs a mail server (`Tests/Mail`), the one that only changes the browser's own cookie, and the one after which nobody is left to try the
  /// others (`OwnTests`).
  private static let open: Set<RouteTemplate> = [
    .register, .confirmRegistration, .signIn, .signInLink, .useSignInLink, .secondStep, .passkeySignIn, .setup, .join,
    .preferences, .confirmEmail, .useVerificationLink, .organisationMailbox, .deviceAuthorization, .deviceToken,
    .notices,
    .testEcho,
    .erasure,
  ]

  private struct Forum {
    let administrator: Visitor
    /// Of the administrator's app.
    let secret: [UInt8]
    let thread: Int64
    /// The administrator's own post, and somebody else's: one may not react to or moderate one's own.
    let own: Int64
    let other: Int64
    let organisation: Int64
    /// A matter about somebody else's post; a proposed decision, one against the administrator, and an appeal of somebody else.
    let matter: Int64
    let proposed: Int64
    let against: Int64
    let appeal: Int64
    /// Somebody to be appointed, for whom the administrator wrote, and a mandate offered to the administrator.
    let person: Int64
    let mandate: Int64
    /// One of the administrator's.
    let passkey: [UInt8]
    /// Of a program that waits.
    let userCode: PaperCode
    /// Somebody who says what their profession is.
    let mediator: Int64
    /// A matter to be decided with others.
    let alike: Int64

    var values: [String: String] {
      // The code of now was used when codes were turned on.
      let code = OneTimePassword.code(secret: secret, step: OneTimePassword.step(at: .now) + 1)
      return RefusalTests.values.merging([
        "post": "\(other)", "person": "\(person)", "code": code, "passkey": Base64URL.encode(passkey),
        "user-code": userCode.description, "matters": "\(alike)",
      ]) { $1 }
    }
    var json: JSONValue {
      var object = RefusalTests.json.object!
      object["post"] = .integer(other)
      object["person"] = .integer(person)
      object["user-code"] = .string(userCode.description)
      object["matters"] = .string("\(alike)")
      object["text"] = try! JSONParser.parse(Array(RefusalTests.terms.utf8))
      return .object(object)
    }

    func path(_ template: RouteTemplate) -> String {
      let post = [.post, .withdrawPost].contains(template) ? own : other
      return template.rawValue.replacing("{thread}", with: "\(thread)").replacing("{post}", with: "\(post)")
        .replacing("{organisation}", with: "\(organisation)").replacing("{matter}", with: "\(matter)")
        .replacing("{decision}", with: "\(template == .settleDecision ? proposed : against)")
        .replacing("{appeal}", with: "\(appeal)").replacing("{space}", with: "education")
        .replacing("{mandate}", with: "\(mandate)").replacing("{participant}", with: "\(mediator)")
    }
  }

  /// An administrator with a session, and things of theirs to act on.
  private func forum(_ server: TestServer) async throws -> Forum {
    let (administrator, secret) = try await server.administrator("Ana")
    let token = try #require(try administrator.csrf(on: "/profile"))
    let opened = try JSONParser.parse(try administrator.send("/threads", Self.json, fields: ["X-CSRF": token]).body)
    let thread = try #require(opened["id"]?.integer)
    let author = try await server.program(.participant)
    let moderator = try await server.program(.moderator)
    func id(_ answer: ClientResponse, _ name: String = "id") throws -> Int64 {
      try #require(try JSONParser.parse(answer.body)[name]?.integer, "\(answer.text)")
    }
    let own = try #require(opened["post"]?.integer)
    let other = try id(author.send("/threads/\(thread)/posts", ["body": "Text"]))
    let notice = try author.send(
      "/notices", ["post": .integer(own), "ground": "spam", "explanation": "De ce", "good-faith": true])
    let matter = try id(
      moderator.send("/notices", ["post": .integer(other), "ground": "spam", "explanation": "De ce", "good-faith": true]))
    #expect(notice.status == 201)
    func decision(_ body: JSONObject) throws -> Int64 {
      try id(moderator.send("/decisions", .object(JSONObject(body.members.map { ($0.key, $0.value) } + reasons))))
    }
    let reasons: [(String, JSONValue)] = [("facts", "Fapte"), ("explanation", "Motive")]
    let authorID = try #require(try author.json("/profile.json")["id"]?.integer)
    try await server.forum.execute(
      .stateSpeaker(SpeakerChoice(profession: .schoolMediator)), by: .signedIn(ParticipantID(authorID)))
    let proposed = try decision(["participant": .integer(authorID), "measure": "suspend"])
    let against = try decision(["post": .integer(own), "measure": "label", "label": "disputed"])
    let second = try id(author.send("/threads/\(thread)/posts", ["body": "Alt text"]))
    let hidden = try decision(["post": .integer(second), "measure": "hide"])
    let third = try id(author.send("/threads/\(thread)/posts", ["body": "Încă un text"]))
    let alike = try id(
      moderator.send("/notices", ["post": .integer(third), "ground": "spam", "explanation": "De ce", "good-faith": true]))
    let appeal = try id(author.send("/decisions/\(hidden)/appeal", ["text": "De ce nu"]))
    let founder = try await server.program(.participant)
    let founding: JSONValue = ["name": "O asociație", "category": "ngo"]
    let association = try id(founder.send("/organisations", founding))
    try await server.forum.execute(.verifyOrganisation(OrganisationID(association)), by: .system)
    let ownID = try #require(try administrator.json("/profile.json")["id"]?.integer)
    let mandate = try id(founder.send("/organisations/\(association)/mandates", ["person": .integer(ownID)]))
    let founded = try administrator.send("/organisations", Self.json, fields: ["X-CSRF": token])
    let passkey = NewPasskey(
      id: RandomBytes.make(16), key: PasskeyKey(algorithm: .edDSA, info: RandomBytes.make(44)), signCount: 0)
    let strong = NewSession(hash: RandomBytes.make(32), participant: ParticipantID(ownID), isStrong: true)
    try await server.forum.execute(.startSession(strong), by: .system)
    try await server.forum.execute(
      .addPasskey(passkey, name: "Firefox, Linux", challenge: RandomBytes.make(32), session: strong.hash),
      by: .signedIn(ParticipantID(ownID)))
    let userCode = PaperCode()
    try await server.forum.execute(
      .requestDevice(hash: RandomBytes.make(32), userCode: userCode.hash, name: "Un program"), by: .visitor)
    let said = NewAssistedPost(
      place: .thread(ThreadID(thread), parent: nil), body: "Text", language: "ro",
      person: .new(name: "Salvia", isCommunity: false),
      consent: "A spus da.")
    let written = try await server.forum.execute(.publishAssistedPost(said), by: .signedIn(ParticipantID(ownID)))
    return Forum(
      administrator: administrator, secret: secret, thread: thread, own: own, other: other,
      organisation: try #require(try JSONParser.parse(founded.body)["id"]?.integer), matter: matter, proposed: proposed,
      against: against, appeal: appeal, person: written.answer[1], mandate: mandate, passkey: passkey.id, userCode: userCode,
      mediator: authorID, alike: alike)
  }

  @Test func `the acts tried here are all there are, and each succeeds for who may`() async throws {
    let writing = RouteTemplate.allCases.filter { $0.methods.contains("POST") }
    #expect(Set(Self.acts).union(Self.open) == Set(writing))
    try await TestServer.with { server in
      let forum = try await forum(server)
      let token = try #require(try forum.administrator.csrf(on: "/profile"))
      for act in Self.acts {
        let form = forum.values.merging(["csrf": token]) { $1 }
        let answer = try forum.administrator.post(forum.path(act), form, fields: ["Origin": forum.administrator.origin])
        #expect(answer.status == 303, "\(act.rawValue): \(answer.text)")
      }
    }
  }

  @Test func `a signed-in browser writes nothing that did not come from our own pages`() async throws {
    try await TestServer.with { server in
      let forum = try await forum(server)
      let administrator = forum.administrator
      let token = try #require(try administrator.csrf(on: "/profile"))
      let head = server.forum.head
      let foreign: [HTTPFields] = [
        ["Origin": "https://rau.exemplu"], ["Origin": "null"], ["Origin": administrator.origin + "/"],
        ["Origin": administrator.origin + ".rau.exemplu"], ["Origin": administrator.origin.uppercased()], ["Origin": ""],
        ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"],
        ["Origin": administrator.origin, "Sec-Fetch-Site": "cross-site"],
      ]
      let stranger = Visitor(server)
      let strangersToken = try #require(try stranger.csrf(on: "/sign-in"))
      for act in Self.acts {
        let path = forum.path(act)
        for wrong in [nil, "", token + "x", strangersToken, String(token.dropLast())] {
          let form = wrong.map { wrong in forum.values.merging(["csrf": wrong]) { $1 } } ?? forum.values
          #expect(try administrator.post(path, form).status == 403, "\(path) with \(wrong ?? "no token")")
          let fields: HTTPFields = wrong.map { ["X-CSRF": $0] } ?? [:]
          #expect(try administrator.send(path, forum.json, fields: fields).status == 403, "\(path) with \(wrong ?? "no token")")
        }
        let form = forum.values.merging(["csrf": token]) { $1 }
        for fields in foreign {
          #expect(try administrator.post(path, form, fields: fields).status == 403, "\(path) from \(fields)")
          var more = fields
          more.add("X-CSRF", token)
          #expect(try administrator.send(path, forum.json, fields: more).status == 403, "\(path) from \(fields)")
        }
        // The token in the address, or the body as what a form of another site can send without asking.
        #expect(try administrator.post(path + "?csrf=" + token, forum.values).status == 403, "\(path)")
        let plain: HTTPFields = ["Content-Type": "text/plain"]
        #expect(try administrator.request("POST", path, fields: plain, body: forum.json.bytes).status == 415, "\(path)")
      }
      #expect(server.forum.head == head)
      #expect(try administrator.page("/profile").status == 200, "still signed in")
    }
  }

  @Test func `guests, and people and programs of too low a role, write nothing`() async throws {
    try await TestServer.with({ $0.testMode = true }) { server in
      let forum = try await forum(server)
      // What everybody with an account may do; to a post only its author.
      let common: Set<RouteTemplate> = [
        .threads, .posts, .reactions, .organisations, .profileName, .profileSpeaker, .restriction, .profileEmail,
        .profilePassword, .signOut,
        .passkeys, .secondFactor, .device, .profileSessions, .appealDecision, .mandates, .managers, .describeOrganisation,
        .acceptMandate,
        .endMandate,
      ]
      let moderating: Set<RouteTemplate> = [
        .invitations, .assist, .assistThread, .retitleThread, .claimMatter, .severalMatters, .decisions, .settleDecision, .appeal,
      ]
      let bela = try server.person("Bela")
      let token = try #require(try bela.csrf(on: "/profile"))
      let participant = try await server.program(.participant)
      let moderator = try await server.program(.moderator)
      let guest = Visitor(server)
      let guestsToken = try #require(try guest.csrf(on: "/sign-in"))
      let head = server.forum.head
      for act in Self.acts where act != .signOut {
        let path = forum.path(act)
        #expect(try Visitor(server).send(path, forum.json).status == 401, "\(path) by a guest")
        #expect(try Visitor(server).post(path, forum.values).status == 403, "\(path) by a guest's form without a token")
        let signed = forum.values.merging(["csrf": guestsToken]) { $1 }
        #expect(try guest.post(path, signed, fields: ["Origin": guest.origin]).status == 401, "\(path) by a guest's form")
        guard !common.contains(act) else { continue }
        let form = forum.values.merging(["csrf": token]) { $1 }
        #expect(try bela.post(path, form, fields: ["Origin": bela.origin]).status == 403, "\(path) by a participant")
        #expect(try participant.send(path, forum.json).status == 403, "\(path) by a participant's program")
        guard !moderating.contains(act) else { continue }
        #expect(try moderator.send(path, forum.json).status == 403, "\(path) by a moderator's program")
      }
      #expect(server.forum.head == head)
    }
  }

  @Test func `what only moderators hear is refused to guests before a stream begins`() async throws {
    try await TestServer.with { server in
      let bela = try server.person("Bela")
      for topic in ["moderation", "me"] {
        for accept in ["text/event-stream", "text/html", "*/*", nil] {
          let answer = try Visitor(server).request(
            "GET", "/live/events?topic=\(topic)", fields: accept.map { ["Accept": $0] } ?? [:])
          #expect(answer.status == 401 && answer.fields["WWW-Authenticate"] != nil, "\(topic) as \(accept ?? "anything")")
        }
      }
      #expect(try bela.request("GET", "/live/events?topic=moderation").status == 403)
    }
  }

  @Test func `a compressed body is refused, and told which coding is taken`() async throws {
    try await TestServer.with { server in
      let program = try await server.program(.participant)
      let body: JSONValue = ["space": "health", "kind": "news", "title": "Titlu", "body": "Text", "territory": "RO"]
      let head = server.forum.head
      for coding in ["gzip", "br", "GZIP", "identity, gzip", "gzip, identity", "deflate;q=1"] {
        let refused = try program.send("/threads", body, fields: ["Content-Encoding": coding])
        #expect(refused.status == 415 && refused.fields["Accept-Encoding"] == "identity", "\(coding)")
        #expect(try JSONParser.parse(refused.body)["code"] == "content-coding-unsupported")
      }
      var twice: HTTPFields = ["Content-Encoding": "identity"]
      twice.add("Content-Encoding", "gzip")
      #expect(try program.send("/threads", body, fields: twice).status == 415)
      let type = try program.request("POST", "/threads", fields: ["Content-Type": "text/csv"], body: [65])
      #expect(type.status == 415 && !type.fields.contains("Accept-Encoding"), "there the type was the matter")
      #expect(server.forum.head == head)
      #expect(try program.send("/threads", body, fields: ["Content-Encoding": "Identity"]).status == 201)
    }
  }
}
