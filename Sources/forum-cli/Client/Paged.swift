import ForumCore

/// A list that comes in pages, followed by its `next` until enough is there.
struct Paged {
  /// The first answer's object with the items of all pages read, and the last page's `next`.
  let document: JSONObject
  let items: [JSONValue]
  /// Whether more would come.
  let hasMore: Bool

  static func read(
    _ path: String, items name: String, limit: Int, _ client: ForumClient, progress: ((Int) -> Void)? = nil
  ) throws(Failure) -> Paged {
    var answer = try AnswerReader(client.get(path))
    var document = answer.object
    var items = try answer.array(name)
    var next = answer.optional("next")
    while let address = next, items.count < limit {
      progress?(items.count)
      answer = try AnswerReader(client.get(client.following(address)))
      let more = try answer.array(name)
      if more.isEmpty { break }
      items += more
      next = answer.optional("next")
    }
    let isCut = items.count > limit
    if isCut { items.removeLast(items.count - limit) }
    document[name] = .array(items)
    document["next"] = next.map(JSONValue.string) ?? .null
    return Paged(document: document, items: items, hasMore: isCut || next != nil)
  }
}
