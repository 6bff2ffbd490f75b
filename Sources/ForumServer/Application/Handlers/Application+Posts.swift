import ForumCore

/// Posts: answering, editing, taking back, reacting.
extension Application {
  /// Where a post stands on its thread's page.
  static func place(of post: PostID, in thread: ThreadID) -> String {
    Route.thread(thread).url(["around": post.description]) + "#post-\(post)"
  }

  func showPost(_ id: PostID, _ exchange: Exchange) throws(Problem) -> Reply {
    try read(for: exchange) { reader in
      guard let post = try reader.post(id, viewer: exchange.participant) else { throw Problem(Rejection.postNotFound) }
      guard exchange.representation == .json else { return .redirect(302, Self.place(of: id, in: post.thread)) }
      return .json { PostJSON.write(post, viewer: exchange.participant, to: &$0) }
    }
  }

  func composeReply(_ id: ThreadID, _ exchange: Exchange) throws(Problem) -> Reply {
    try exchange.requires(.publishPost)
    let parent = try exchange.query?.position("parent").map { PostID($0) }
    let quoted = try exchange.query?.position("quote").map { PostID($0) }
    var values: [String: String] = [:]
    if let quoted, let body = try read({ try $0.post(quoted) })?.body { values["body"] = Markdown.quote(body) }
    return try replyPage(id, parent: parent, exchange, form(values))
  }

  private func replyPage(_ id: ThreadID, parent: PostID?, _ exchange: Exchange, _ form: FormState) throws(Problem) -> Reply {
    try read { reader in
      guard let thread = try reader.thread(id, viewer: exchange.participant) else { throw Problem(Rejection.threadNotFound) }
      let post = try parent.flatMap { try reader.post($0, viewer: exchange.participant) }
      let context = try context(exchange, reader)
      return .page(
        ReplyPage(
          context: context, thread: thread, parent: post?.thread == id ? post : nil, form: form,
          isThirdInstitution: try isThirdInstitution(context, in: id, reader)))
    }
  }

  func publishPost(_ id: ThreadID, _ exchange: Exchange) async throws(Problem) -> Reply {
    try exchange.requires(.publishPost)
    let parent = try exchange.fields.position("parent").map { PostID($0) }
    if try exchange.fields.flag("preview") {
      return try preview(exchange) { form throws(Problem) in try replyPage(id, parent: parent, exchange, form) }
    }
    return try await submit(exchange) { () async throws(Problem) in
      let body = try exchange.fields.string("body")
      let language = try exchange.fields.choice("language") ?? exchange.locale.rawValue
      try limitPosting(exchange)
      let receipt = try await execute(
        .publishPost(thread: id, parent: parent, body: body, language: language, as: try spokenFor(exchange)), exchange)
      guard let post = receipt.positions.first.map({ PostID($0) }) else { throw Problem(.internalError) }
      if receipt.answer.count > 1 { return waiting(post, backTo: Route.thread(id).path, exchange, receipt) }
      return created(.post(post), at: Self.place(of: post, in: id), exchange, notice: .posted) { json in
        json.member("id", post.rawValue)
        json.member("position", receipt.position)
      }
    } again: { form throws(Problem) in
      try replyPage(id, parent: parent, exchange, form)
    }
  }

  /// The organisation that the sender wants to speak for.
  func spokenFor(_ exchange: Exchange) throws(Problem) -> OrganisationID? {
    try exchange.fields.position("as").map { OrganisationID($0) }
  }

  /// What is answered where the words wait for a moderator: 202, and to a browser the page it came from.
  func waiting(_ post: PostID, backTo url: String, _ exchange: Exchange, _ receipt: Receipt) -> Reply {
    guard exchange.representation == .json else { return Reply.seeOther(url).saying(.held, isSecure: exchange.isSecure) }
    return .json(202) { json in
      json.beginObject()
      json.member("id", post.rawValue)
      json.member("state", "held")
      json.member("position", receipt.position)
      json.endObject()
    }
  }

  /// A post with its thread, or 404.
  private func post(_ id: PostID, _ exchange: Exchange, _ reader: Reader) throws -> (PostRecord, ThreadRecord) {
    guard let post = try reader.post(id, viewer: exchange.participant),
      let thread = try reader.thread(post.thread, viewer: exchange.participant)
    else { throw Problem(Rejection.postNotFound) }
    return (post, thread)
  }

  func composeEdit(_ id: PostID, _ exchange: Exchange) throws(Problem) -> Reply {
    let participant = try exchange.signedIn()
    return try editPage(id, exchange, form()) { post in
      guard post.author.id == participant else { throw Problem(Rejection.notYours) }
    }
  }

  private func editPage(
    _ id: PostID, _ exchange: Exchange, _ form: FormState, check: (PostRecord) throws -> Void = { _ in }
  ) throws(Problem) -> Reply {
    try read(for: exchange) { reader in
      let (post, thread) = try post(id, exchange, reader)
      try check(post)
      return .page(EditPage(context: try context(exchange, reader), thread: thread, post: post, form: form))
    }
  }

  func editPost(_ id: PostID, _ exchange: Exchange) async throws(Problem) -> Reply {
    try exchange.requires(.editOwnPost)
    if try exchange.fields.flag("preview") {
      return try preview(exchange) { form throws(Problem) in try editPage(id, exchange, form) }
    }
    return try await submit(exchange) { () async throws(Problem) in
      let command = Command.editPost(
        id, body: try exchange.fields.string("body"), language: try exchange.fields.choice("language"),
        replaces: try exchange.fields.position("replaces"))
      try limitActing(exchange)
      let receipt = try await execute(command, exchange)
      return try back(to: id, exchange, notice: .edited, position: receipt.position)
    } again: { form throws(Problem) in
      try editPage(id, exchange, form)
    }
  }

  /// `before` names the version that the page ends before. Not every version at once: an author may make any number of them.
  func showHistory(_ id: PostID, _ exchange: Exchange) throws(Problem) -> Reply {
    let before = try (exchange.query ?? .empty).position("before")
    return try read(for: exchange) { reader in
      let (post, thread) = try post(id, exchange, reader)
      let mayReadHidden = Rights.allows(exchange.identity.role(in: thread.space.id), .readHidden)
      let page = try reader.revisions(
        of: id, before: before ?? .max, includingHidden: mayReadHidden)
      let mayReadAgreement =
        mayReadHidden
        || exchange.participant.map { [post.author.id, post.assistant?.id].contains($0) } ?? false
      let agreement = mayReadAgreement && post.assistant != nil ? try reader.agreement(to: id) : nil
      func url(_ representation: Representation?, before: Position?) -> String {
        Route.postHistory(id).url(as: representation, pairs: [("before", before.map { String($0) })])
      }
      guard exchange.representation == .json else {
        let paging = Paging(previous: before.map { _ in url(nil, before: nil) }, next: page.next.map { url(nil, before: $0) })
        return .page(
          HistoryPage(
            context: try context(exchange, reader), thread: thread, post: post, page: page, paging: paging, agreement: agreement))
      }
      let position = try reader.position
      return .json { json in
        json.beginObject()
        json.member("id", id.rawValue)
        if let agreement { json.member("agreement", agreement) }
        json.key("revisions")
        json.beginArray()
        for revision in page.revisions {
          json.beginObject()
          json.member("position", revision.position)
          json.optional("body", revision.body)
          json.member("at", revision.at.description)
          json.endObject()
        }
        json.endArray()
        json.optional("next", page.next.map { url(.json, before: $0) })
        json.member("position", position)
        json.endObject()
      }
    }
  }

  func react(_ id: PostID, _ exchange: Exchange) async throws(Problem) -> Reply {
    try exchange.requires(.react)
    guard let reaction = try exchange.fields.word("reaction", Reaction.self) else { throw .field("reaction") }
    // The page's buttons share one form, and say in their address whether they give or take back.
    let isOn = exchange.fields.has("on") ? try exchange.fields.flag("on") : exchange.query?["on"] != "0"
    try limitActing(exchange)
    let receipt = try await execute(.react(id, reaction, on: isOn), exchange)
    let post = try read { try $0.post(id, viewer: exchange.participant) }
    guard let post else { throw Problem(Rejection.postNotFound) }
    return changed(backTo: Self.place(of: id, in: post.thread), exchange, notice: nil, position: receipt.position) { json in
      json.key("reactions")
      PostJSON.write(post.reactions, to: &json)
      json.key("ownReactions")
      json.beginArray()
      for own in Reaction.allCases where post.ownReactions.contains(own) { json.string(own.rawValue) }
      json.endArray()
    }
  }

  // MARK: Taking a post back

  func askWithdrawal(_ id: PostID, _ exchange: Exchange) throws(Problem) -> Reply {
    try exchange.requires(.withdrawOwnPost)
    return try withdrawalPage(id, exchange, form())
  }

  private func withdrawalPage(_ id: PostID, _ exchange: Exchange, _ form: FormState) throws(Problem) -> Reply {
    try read(for: exchange) { reader in
      let (post, thread) = try post(id, exchange, reader)
      guard [post.author.id, post.assistant?.id].contains(exchange.participant) else { throw Problem(Rejection.notYours) }
      return .page(ActPage(context: try context(exchange, reader), act: .withdraw, thread: thread, post: post, form: form))
    }
  }

  func withdrawPost(_ id: PostID, _ exchange: Exchange) async throws(Problem) -> Reply {
    _ = try exchange.signedIn()
    return try await submit(exchange) { () async throws(Problem) in
      try limitActing(exchange)
      let before = forum.head
      let receipt = try await execute(.withdrawPost(id), exchange)
      guard try read({ try $0.heldPost(id) })?.state != .withdrawn else {
        keepErasures(after: before)
        return changed(backTo: Route.ownModeration.path, exchange, notice: .withdrawn, position: receipt.position)
      }
      return try back(to: id, exchange, notice: .withdrawn, position: receipt.position)
    } again: { form throws(Problem) in
      try withdrawalPage(id, exchange, form)
    }
  }

  private func back(to id: PostID, _ exchange: Exchange, notice: Notice, position: Position) throws(Problem) -> Reply {
    guard let thread = try read({ try $0.post(id) })?.thread else { throw Problem(Rejection.postNotFound) }
    return changed(backTo: Self.place(of: id, in: thread), exchange, notice: notice, position: position) { json in
      json.member("id", id.rawValue)
    }
  }
}
