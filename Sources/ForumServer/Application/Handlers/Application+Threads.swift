import ForumCore

/// Threads: reading them, and opening one.
extension Application {
  static let postsPerPage = 20

  /// What names a page of a thread: where its posts begin or end.
  func postWindow(_ exchange: Exchange) throws(Problem) -> PostWindow {
    guard let query = exchange.query else { return .after(0) }
    if let after = try query.position("after") { return .after(after) }
    if let before = try query.position("before") { return .before(before) }
    if let around = try query.position("around"), around > 0 { return .around(PostID(around)) }
    if query["last"] != nil { return .last }
    return .after(0)
  }

  /// Who asks, the thread and its posts are read in one transaction; where replicas may show the thread, who asks is known already.
  func showThread(_ id: ThreadID, _ exchange: inout Exchange) throws(Problem) -> Reply {
    let credentials = forum.hasReplicas ? nil : try credentials(exchange)
    let asked = try postWindow(exchange)
    let window = exchange.representation == .atom ? .last : asked
    let limit = try exchange.query?.limit(default: Self.postsPerPage) ?? Self.postsPerPage
    let key = ThreadMemo.Key(thread: id, window: window, limit: limit)
    let asking = exchange
    let (reply, lastShown) = try read(for: asking) { reader in
      if let credentials { exchange.identity = try identity(credentials, reader) }
      return try show(key, exchange, reader)
    }
    if let lastShown, exchange.identity.isSession {
      // Whether somebody has read is worth no waiting: a mark that fails is made by the next visit.
      Task { [forum, actor = exchange.actor] in try? await forum.execute(.markRead(id, placed: lastShown), by: actor) }
    }
    return reply
  }

  /// Whether the viewer speaks from an institution, and the last two posts come from institutions: then they are told so before they
  /// write. Nothing is forbidden.
  func isThirdInstitution(_ context: PageContext, in thread: ThreadID, _ reader: Reader) throws -> Bool {
    try context.viewer?.speaker.category == .institution && reader.areLast(2, of: thread, by: .institution)
  }

  /// A page of a thread in the form that was asked for; where it shows its reader more than they had read, up to where.
  private func show(_ key: ThreadMemo.Key, _ exchange: Exchange, _ reader: Reader) throws -> (Reply, Position?) {
    guard let thread = try reader.thread(key.thread, viewer: exchange.participant) else {
      guard let merged = try reader.merged(key.thread) else { throw Problem(Rejection.threadNotFound) }
      // For good: what was merged does not come back.
      return (.redirect(301, Route.thread(merged).url(as: exchange.representation == .html ? nil : exchange.representation)), nil)
    }
    if case .around(let id) = key.window, let post = try reader.post(id), post.thread != key.thread {
      return (.redirect(302, Self.place(of: id, in: post.thread)), nil)
    }
    switch exchange.representation {
    case .json:
      let page = try posts(key, exchange.participant, reader)
      return (try threadJSON(thread, page, exchange, reader, limit: key.limit), nil)
    case .atom:
      let page = try posts(key, exchange.participant, reader)
      return (.feed(ThreadFeed(context: try context(exchange, reader), thread: thread, posts: page.posts).render()), nil)
    case .html:
      let read = try exchange.participant.flatMap { try reader.readMark(of: $0, in: key.thread) }
      let kept = try threads.page(key, of: thread) { try posts(key, nil, reader) }
      let page = try own(kept.posts, of: key.thread, exchange.participant, reader)
      let topic = "threads/\(key.thread)"
      let context = try context(exchange, reader, topic: topic, in: thread.space.id)
      let shown = ThreadPage(
        context: context, thread: thread, posts: page.posts, paging: paging(page, thread: key.thread, exchange),
        unreadAfter: read, form: exchange.identity.role == nil ? .empty : form(),
        isThirdInstitution: try isThirdInstitution(context, in: key.thread, reader), kept: kept)
      var reply = Reply.page(shown).shared(at: shown.context.position, topics: [topic])
      // The key of its form is new each time, and so is the page.
      reply.isUnique = shown.hasForms
      return (reply, page.posts.last.flatMap { $0.placed > (read ?? 0) ? $0.placed : nil })
    }
  }

  private func posts(_ key: ThreadMemo.Key, _ viewer: ParticipantID?, _ reader: Reader) throws -> PostPage {
    do {
      return try reader.posts(in: key.thread, window: key.window, limit: key.limit, viewer: viewer)
    } catch let rejection as Rejection {
      throw Problem(rejection)
    }
  }

  /// A page of a thread with the reactions of who reads it.
  private func own(_ page: PostPage, of thread: ThreadID, _ viewer: ParticipantID?, _ reader: Reader) throws -> PostPage {
    let posts = page.posts
    guard let viewer, let first = posts.first, let last = posts.last,
      posts.contains(where: { $0.reactions != ReactionCounts() })
    else { return page }
    let own = try reader.reactions(of: viewer, in: thread, from: first.placed, through: last.placed)
    guard !own.isEmpty else { return page }
    var page = page
    for index in posts.indices { page.posts[index].ownReactions = own[posts[index].id] ?? [] }
    return page
  }

  private func paging(_ page: PostPage, thread: ThreadID, _ exchange: Exchange) -> Paging {
    let limit = exchange.query?["limit"]
    func url(_ name: String, _ value: String?) -> String {
      Route.thread(thread).url(as: nil, pairs: [(name, value), ("limit", limit)])
    }
    return Paging(
      first: page.hasPrevious ? url("after", nil) : nil, previous: page.previous.map { url("before", String($0)) },
      next: page.next.map { url("after", String($0)) }, last: page.hasNext ? url("last", "1") : nil)
  }

  /// `{"thread":{…},"posts":[…],"next":URL|null,"position":P,"log":"…"}`, in the order of `placed`.
  private func threadJSON(
    _ thread: ThreadRecord, _ page: PostPage, _ exchange: Exchange, _ reader: Reader, limit: Int
  ) throws -> Reply {
    let route = Route.thread(thread.id)
    let given = exchange.query?["limit"]
    let next = page.next.map { route.url(as: .json, ["after": String($0), "limit": given]) }
    let previous = page.previous.map { route.url(as: .json, ["before": String($0), "limit": given]) }
    let (position, log) = (try reader.position, try reader.logID)
    var reply = Reply.json { json in
      json.beginObject()
      json.key("thread")
      ThreadJSON.write(thread, to: &json)
      json.key("posts")
      json.beginArray()
      for post in page.posts { PostJSON.write(post, viewer: exchange.participant, to: &json) }
      json.endArray()
      json.optional("next", next)
      json.optional("previous", previous)
      json.member("position", position)
      json.member("log", log)
      json.endObject()
    }
    reply.link("next", next)
    reply.link("prev", previous)
    return reply
  }

  func composeThread(_ exchange: Exchange) throws(Problem) -> Reply {
    try exchange.requires(.openThread)
    var values: [String: String] = [:]
    for name in ["space", "kind", "territory", "title"] { values[name] = exchange.query?[name] }
    return try newThreadPage(exchange, form(values))
  }

  private func newThreadPage(_ exchange: Exchange, _ form: FormState) throws(Problem) -> Reply {
    try read { reader in
      .page(
        NewThreadPage(
          context: try context(exchange, reader), spaces: try reader.spaces(), territories: try reader.regionsAndCounties(),
          form: form))
    }
  }

  func openThread(_ exchange: Exchange) async throws(Problem) -> Reply {
    try exchange.requires(.openThread)
    if try exchange.fields.flag("preview") {
      return try preview(exchange) { form throws(Problem) in try newThreadPage(exchange, form) }
    }
    return try await submit(exchange) { () async throws(Problem) in
      let fields = exchange.fields
      guard let kind = try fields.word("kind", ThreadKind.self, otherwise: Problem(Rejection.unknownKind)) else {
        throw Problem(Rejection.unknownKind)
      }
      let thread = NewThread(
        space: try fields.string("space"), kind: kind, territory: try territory(exchange),
        title: try fields.string("title"), body: try fields.string("body"),
        language: try fields.choice("language") ?? exchange.locale.rawValue, spokenFor: try spokenFor(exchange))
      try limitPosting(exchange)
      let receipt = try await execute(.openThread(thread), exchange)
      guard let first = receipt.positions.first else { throw Problem(.internalError) }
      guard receipt.positions.count >= 2 else {
        return waiting(PostID(first), backTo: Route.ownModeration.path, exchange, receipt)
      }
      return created(.thread(ThreadID(receipt.positions[0])), exchange, notice: .posted) { json in
        json.member("id", receipt.positions[0])
        json.member("post", receipt.positions[1])
        json.member("position", receipt.position)
      }
    } again: { form throws(Problem) in
      try newThreadPage(exchange, form)
    }
  }

  /// The code of the place that was named: programs send codes, people may type a name from the list.
  func territory(_ exchange: Exchange) throws(Problem) -> String? {
    guard let text = try exchange.fields.choice("territory") else { return nil }
    guard exchange.fields.isForm else { return text }
    return try read { reader in
      if let territory = try reader.territory(text) { return territory.code }
      let found = try reader.territories(matching: String(text.prefix(100)), limit: 10)
      // Of places that begin alike the one whose name is the whole text comes first; else the only one.
      let whole = found.first { $0.name.lowercased() == text.lowercased() }
      return (whole ?? (found.count == 1 ? found[0] : nil))?.code ?? text
    }
  }

  /// The form again, with the text as it will look; to a program its HTML alone.
  func preview(_ exchange: Exchange, _ page: (FormState) throws(Problem) -> Reply) throws(Problem) -> Reply {
    let body = try exchange.fields.string("body")
    guard exchange.representation == .html else {
      return .json { json in
        json.beginObject()
        json.member("html", Markdown.render(body).string)
        json.endObject()
      }
    }
    var form = form(exchange.fields.typed)
    form.preview = body
    return try page(form)
  }

  func limitPosting(_ exchange: Exchange) throws(Problem) {
    try limit(.posting, exchange.participant?.description ?? exchange.client, .tooManyPosts)
  }

  func limitActing(_ exchange: Exchange) throws(Problem) {
    try limit(.acting, exchange.participant?.description ?? exchange.client, .tooManyAttempts)
  }

  /// A list of threads as an Atom feed.
  func feed(
    of threads: [ThreadRecord], route: Route, space: SpaceRecord? = nil, _ exchange: Exchange, _ reader: Reader
  ) throws -> [UInt8] {
    let context = try context(exchange, reader)
    return ThreadListFeed(
      context: context, url: url(route, exchange, after: nil), selfURL: url(route, exchange, as: .atom, after: nil),
      title: space.map(context.texts.space), threads: threads
    ).render()
  }
}
