import ForumCore

/// Who has been heard, counted in three ways.
extension Application {
  func showVoices(in id: ThreadID, _ exchange: Exchange) throws(Problem) -> Reply {
    try read(for: exchange) { reader in
      guard let thread = try reader.thread(id) else {
        guard let merged = try reader.merged(id) else { throw Problem(Rejection.threadNotFound) }
        return .redirect(301, Route.threadVoices(merged).path)
      }
      return try voices(.thread(thread), try reader.voices(in: thread), exchange, reader)
    }
  }

  func showVoices(inSpace key: String, _ exchange: Exchange) throws(Problem) -> Reply {
    try read(for: exchange) { reader in
      guard let space = try reader.space(key: key) else { throw Problem(.notFound) }
      return try voices(.space(space), try reader.voices(in: space), exchange, reader)
    }
  }

  private func voices(
    _ scope: VoicesPage.Scope, _ shares: VoiceShares, _ exchange: Exchange, _ reader: Reader
  ) throws -> Reply {
    guard exchange.representation == .html else {
      return .json { json in
        json.beginObject()
        for (name, balance) in [("posts", shares.posts), ("people", shares.people), ("reactions", shares.reactions)] {
          json.key(name)
          ThreadJSON.write(balance, to: &json)
        }
        if let counted = shares.counted { json.member("counted", Int64(counted)) }
        json.endObject()
      }
    }
    let page = VoicesPage(context: try context(exchange, reader), scope: scope, shares: shares)
    // As what somebody speaks who reacted changes it, too.
    return Reply.page(page).shared(at: try reader.position, topics: nil)
  }
}
