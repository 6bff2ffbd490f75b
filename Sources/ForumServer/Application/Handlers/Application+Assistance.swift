import ForumCore
import ForumWire

/// Writing down what somebody without an account says: in a thread, or as the first post of one.
extension Application {
  /// Nil opens a thread.
  func askAssistance(_ id: ThreadID?, _ exchange: Exchange) throws(Problem) -> Reply {
    try exchange.requiresAnywhere(.assist)
    return try assistancePage(id, parent: try exchange.query?.position("parent").map { PostID($0) }, exchange, form())
  }

  private func assistancePage(
    _ id: ThreadID?, parent: PostID?, _ exchange: Exchange, _ form: FormState
  ) throws(Problem) -> Reply {
    let assistant = try exchange.signedIn()
    return try read { reader in
      var page = AssistancePage(
        context: try context(exchange, reader), people: try reader.assistedPeople(by: assistant), form: form)
      guard let id else {
        (page.spaces, page.territories) = (try reader.spaces(), try reader.regionsAndCounties())
        return .page(page)
      }
      guard let thread = try reader.thread(id, viewer: assistant) else { throw Problem(Rejection.threadNotFound) }
      try exchange.requires(.assist, in: thread.space.id)
      let post = try parent.flatMap { try reader.post($0) }
      (page.thread, page.parent) = (thread, post?.thread == id ? post : nil)
      return .page(page)
    }
  }

  /// `person` (empty for somebody new, with `name` and `community`), `how` they agreed, `body`, `language`; `parent`, or, for a thread,
  /// `space`, `kind`, `territory`, `title`.
  func publishAssistedPost(_ id: ThreadID?, _ exchange: Exchange) async throws(Problem) -> Reply {
    try exchange.requiresAnywhere(.assist)
    let parent = try exchange.fields.position("parent").map { PostID($0) }
    return try await submit(exchange) { () async throws(Problem) in
      let fields = exchange.fields
      let person: NewAssistedPost.Person =
        if let known = try fields.position("person") {
          .known(ParticipantID(known))
        } else {
          .new(name: try fields.string("name"), isCommunity: try fields.flag("community"))
        }
      let place: NewAssistedPost.Place =
        if let id { .thread(id, parent: parent) } else { try opening(exchange) }
      let new = NewAssistedPost(
        place: place, body: try fields.string("body"),
        language: try fields.choice("language") ?? exchange.locale.rawValue, person: person, consent: try fields.string("how"))
      try limitPosting(exchange)
      let receipt = try await execute(.publishAssistedPost(new), exchange)
      guard receipt.answer.count == 4 else { throw Problem(.internalError) }
      return try told(receipt, in: id, exchange)
    } again: { form throws(Problem) in
      try assistancePage(id, parent: parent, exchange, form)
    }
  }

  private func opening(_ exchange: Exchange) throws(Problem) -> NewAssistedPost.Place {
    guard let kind = try exchange.fields.word("kind", ThreadKind.self, otherwise: Problem(Rejection.unknownKind)) else {
      throw Problem(Rejection.unknownKind)
    }
    return .opening(
      space: try exchange.fields.string("space"), kind: kind, territory: try territory(exchange),
      title: try exchange.fields.string("title"))
  }

  /// The answer names the post, its author, whether it waits, and the thread that it opened.
  private func told(_ receipt: Receipt, in id: ThreadID?, _ exchange: Exchange) throws(Problem) -> Reply {
    let (post, author) = (PostID(receipt.answer[0]), receipt.answer[1])
    if receipt.answer[2] == 1 {
      return waiting(post, backTo: id.map { Route.thread($0).path } ?? Route.invitations.path, exchange, receipt)
    }
    let thread = id ?? ThreadID(receipt.answer[3])
    return created(.post(post), at: Self.place(of: post, in: thread), exchange, notice: .posted) { json in
      json.member("id", post.rawValue)
      json.member("author", author)
      json.member("thread", thread.rawValue)
      json.member("position", receipt.position)
    }
  }
}
