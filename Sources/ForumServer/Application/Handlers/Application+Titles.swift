import ForumCore

/// Giving one's own thread another title.
extension Application {
  func askTitle(_ id: ThreadID, _ exchange: Exchange) throws(Problem) -> Reply {
    try exchange.requires(.retitleOwnThread)
    return try titlePage(id, exchange, form())
  }

  private func titlePage(_ id: ThreadID, _ exchange: Exchange, _ form: FormState) throws(Problem) -> Reply {
    try read { reader in
      guard let thread = try reader.thread(id, viewer: exchange.participant) else { throw Problem(Rejection.threadNotFound) }
      return .page(ActPage(context: try context(exchange, reader), act: .retitle, thread: thread, post: nil, form: form))
    }
  }

  func retitleThread(_ id: ThreadID, _ exchange: Exchange) async throws(Problem) -> Reply {
    _ = try exchange.signedIn()
    return try await submit(exchange) { () async throws(Problem) in
      try limitActing(exchange)
      let receipt = try await execute(.retitleThread(id, title: try exchange.fields.string("title")), exchange)
      return changed(backTo: Route.thread(id).path, exchange, notice: .retitled, position: receipt.position)
    } again: { form throws(Problem) in
      try titlePage(id, exchange, form)
    }
  }
}
