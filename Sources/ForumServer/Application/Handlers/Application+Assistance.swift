import ForumCore
import ForumWire

/// Writing down what somebody without an account says.
extension Application {
  func askAssistance(_ id: ThreadID, _ exchange: Exchange) throws(Problem) -> Reply {
    try exchange.requiresAnywhere(.assist)
    return try assistancePage(id, parent: try exchange.query?.position("parent").map { PostID($0) }, exchange, form())
  }

  private func assistancePage(
    _ id: ThreadID, parent: PostID?, _ exchange: Exchange, _ form: FormState
  ) throws(Problem) -> Reply {
    let assistant = try exchange.signedIn()
    return try read { reader in
      guard let thread = try reader.thread(id, viewer: assistant) else { throw Problem(Rejection.threadNotFound) }
      try exchange.requires(.assist, in: thread.space.id)
      let post = try parent.flatMap { try reader.post($0) }
      return .page(
        AssistancePage(
          context: try context(exchange, reader), thread: thread, parent: post?.thread == id ? post : nil,
          people: try reader.assistedPeople(by: assistant), form: form))
    }
  }

  /// `person` (empty for somebody new, with `name` and `community`), `how` they agreed, `body`, `language`, `parent`.
  func publishAssistedPost(_ id: ThreadID, _ exchange: Exchange) async throws(Problem) -> Reply {
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
      let new = NewAssistedPost(
        thread: id, parent: parent, body: try fields.string("body"),
        language: try fields.choice("language") ?? exchange.locale.rawValue, person: person, consent: try fields.string("how"))
      try limitPosting(exchange)
      let receipt = try await execute(.publishAssistedPost(new), exchange)
      guard receipt.answer.count == 3 else { throw Problem(.internalError) }
      let (post, author) = (PostID(receipt.answer[0]), receipt.answer[1])
      if receipt.answer[2] == 1 { return waiting(post, backTo: Route.thread(id).path, exchange, receipt) }
      return created(.post(post), at: Self.place(of: post, in: id), exchange, notice: .posted) { json in
        json.member("id", post.rawValue)
        json.member("author", author)
        json.member("position", receipt.position)
      }
    } again: { form throws(Problem) in
      try assistancePage(id, parent: parent, exchange, form)
    }
  }
}
