/// Citizens' proposals of Decide Madrid with their comments, as published for research: `proposals.csv` and `comments.csv`.
///
/// A proposal becomes a thread whose first post is its summary and text; a comment becomes a post, its text as it stands.
/// Authors have numbers there and no names, and get neutral ones. `Colectivo` and a proposal marked as an association's speak
/// as an NGO, `Empleados públicos` as an institution; `Autor` says only that the proposal's author comments, and an empty kind says
/// nothing. Times are Madrid's; a proposal has only a date and counts from the beginning of that day. Votes and supports come
/// as counts without those who gave them.
struct DecideMadrid: ImportKind {
  let name = "decide-madrid"
  let space = ImportSpace(key: "decide-madrid", name: "Decide Madrid")

  private static let language = "es"

  func read(folder: String, space: String) throws(ImportFailure) -> ImportMaterial {
    let proposals = try CSVTable.read(
      "proposals.csv", in: folder,
      columns: ["id", "title", "userId", "date", "summary", "text", "numSupports", "isAssociation"])
    let comments = try CSVTable.read(
      "comments.csv", in: folder,
      columns: [
        "id", "parentId", "proposalId", "userId", "userType", "date", "time", "text", "numVotes", "numPositiveVotes",
        "numNegativeVotes",
      ])
    var reading = Reading(space: space)
    reading.takeProposals(proposals)
    reading.takeComments(comments)
    return reading.material()
  }

  /// The two files as they are being read.
  private struct Reading {
    let space: String
    private var threads: [(item: ImportedThread, row: SourceRow)] = []
    private var threadLines: [Int64: Int] = [:]
    private var posts: [ImportedPost] = []
    private var replies: [ReplyForest.Reply] = []
    private var replyLines: [Int64: Int] = [:]
    /// Authors in the order in which they are met.
    private var authors: [(id: Int64, row: SourceRow)] = []
    private var knownAuthors: Set<Int64> = []
    private var faults: [ImportFault] = []
    private var votes = 0

    init(space: String) { self.space = space }

    mutating func takeProposals(_ proposals: CSVTable) {
      var faults: [ImportFault] = []
      proposals.forEach(&faults) { record throws(ImportFault.Reason) in
        let id = try record.identifier("id")
        if let line = threadLines[id] { throw .duplicate(id: String(id), firstLine: line) }
        let author = try record.identifier("userId")
        let title = record.text("title")
        guard title.contains(where: { !$0.isWhitespace }) else { throw .emptyTitle }
        let item = ImportedThread(
          key: Self.threadKey(id), author: String(author),
          speaker: Speaker(category: try record.flag("isAssociation") ? .ngo : nil), space: space, kind: .proposal,
          title: title, body: Self.body(record.text("summary"), record.text("text")), language: language,
          originallyAt: try record.instant(date: "date", time: nil), supports: try record.count("numSupports"))
        threadLines[id] = record.row.line
        threads.append((item, record.row))
        meet(author, record.row)
      }
      self.faults += faults
    }

    mutating func takeComments(_ comments: CSVTable) {
      var faults: [ImportFault] = []
      var lesser: [ImportFault] = []
      comments.forEach(&faults) { record throws(ImportFault.Reason) in
        let id = try record.identifier("id")
        if let line = replyLines[id] { throw .duplicate(id: String(id), firstLine: line) }
        let parent = record.text("parentId") == "-1" ? nil : try record.identifier("parentId")
        let thread = try record.identifier("proposalId")
        guard threadLines[thread] != nil else { throw .unknownThread(id: String(thread)) }
        let author = try record.identifier("userId")
        let at = try record.instant(date: "date", time: "time")
        let total = try record.count("numVotes")
        let counted = ImportedVotes(
          inFavour: try record.count("numPositiveVotes"), against: try record.count("numNegativeVotes"))
        if total != counted.inFavour + counted.against {
          lesser.append(
            ImportFault(record.row, .votesDiffer(total: total, inFavour: counted.inFavour, against: counted.against)))
        }
        let kind = record.text("userType")
        if !Self.kinds.contains(kind) { lesser.append(ImportFault(record.row, .unknownAuthorKind(kind))) }
        replyLines[id] = record.row.line
        replies.append(ReplyForest.Reply(id: id, parent: parent, thread: thread, at: at, row: record.row))
        posts.append(
          ImportedPost(
            key: String(id), author: String(author), speaker: Self.speaker(kind), thread: Self.threadKey(thread),
            body: record.text("text"), language: language, originallyAt: at, votes: counted))
        votes += counted.inFavour + counted.against
        meet(author, record.row)
      }
      self.faults += faults + lesser
    }

    /// Everything in the order of writing.
    func material() -> ImportMaterial {
      let forest = ReplyForest(replies)
      var material = ImportMaterial()
      material.faults = (faults + forest.faults).sorted { $0.row < $1.row }
      for author in authors {
        let person = ImportedParticipant(key: String(author.id), name: "Participant \(author.id)")
        material.pieces.append(ImportMaterial.Piece(.participant(person), author.row))
      }
      var waiting = threads.sorted { ($0.item.originallyAt, $0.row) < ($1.item.originallyAt, $1.row) }[...]
      var begun: Set<String> = []
      func begin(_ thread: (item: ImportedThread, row: SourceRow)) {
        guard begun.insert(thread.item.key).inserted else { return }
        material.pieces.append(ImportMaterial.Piece(.thread(thread.item), thread.row))
      }
      let byKey = Dictionary(threads.map { ($0.item.key, $0) }, uniquingKeysWith: { first, _ in first })
      for place in forest.places {
        var post = posts[place.index]
        while let thread = waiting.first, thread.item.originallyAt <= post.originallyAt {
          begin(thread)
          waiting.removeFirst()
        }
        // A comment older than its proposal's date: the thread begins first all the same.
        begin(byKey[post.thread]!)
        post.parent = place.parent.map { posts[$0].key }
        post.isOrphan = place.isOrphan
        material.pieces.append(ImportMaterial.Piece(.post(post), replies[place.index].row))
        material.shape.count(depth: place.depth)
        if place.isOrphan { material.shape.orphans += 1 }
        if !post.body.contains(where: { !$0.isWhitespace }) { material.shape.empty += 1 }
      }
      for thread in waiting { begin(thread) }
      material.shape.participants = authors.count
      material.shape.threads = threads.count
      material.shape.replies = posts.count
      material.shape.votes = votes
      return material
    }

    private mutating func meet(_ author: Int64, _ row: SourceRow) {
      if knownAuthors.insert(author).inserted { authors.append((author, row)) }
    }

    /// A thread's key names its first post too, so it must not be a comment's number.
    private static func threadKey(_ proposal: Int64) -> String { "proposal-\(proposal)" }

    private static let kinds: Set<String> = ["", "Autor", "Colectivo", "Empleados públicos"]

    private static func speaker(_ kind: String) -> Speaker {
      switch kind {
      case "Colectivo": Speaker(category: .ngo)
      case "Empleados públicos": Speaker(category: .institution)
      default: Speaker()
      }
    }

    private static func body(_ summary: String, _ text: String) -> String {
      [summary, text].filter { part in part.contains { !$0.isWhitespace } }.joined(separator: "\n\n")
    }
  }
}

extension ImportMaterial.Shape {
  /// Counts one reply at a depth.
  mutating func count(depth: Int) {
    while depths.count <= depth { depths.append(0) }
    depths[depth] += 1
  }
}

extension CSVRecord {
  /// A number that names something: above zero.
  fileprivate func identifier(_ column: String) throws(ImportFault.Reason) -> Int64 {
    let number = try count(column)
    guard number > 0 else { throw .badNumber(column: column, value: text(column)) }
    return Int64(number)
  }

  fileprivate func flag(_ column: String) throws(ImportFault.Reason) -> Bool {
    switch text(column) {
    case "1": true
    case "0": false
    default: throw .badNumber(column: column, value: text(column))
    }
  }

  /// A moment written as `2015-09-15` and `0 days 10:50:19`, with up to six digits of a second's fraction.
  fileprivate func instant(date dateColumn: String, time timeColumn: String?) throws(ImportFault.Reason) -> Instant {
    let date = text(dateColumn)
    guard let match = date.wholeMatch(of: /(\d{4})-(\d\d)-(\d\d)/), let year = Int(match.1), let month = Int(match.2),
      let day = Int(match.3),
      let midnight = ZoneRule.madrid.instant(year: year, month: month, day: day, hour: 0, minute: 0, second: 0)
    else { throw .badDate(date) }
    guard let timeColumn else { return midnight }
    let time = text(timeColumn)
    guard let match = time.wholeMatch(of: /0 days (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?/), let hour = Int(match.1),
      let minute = Int(match.2), let second = Int(match.3),
      let instant = ZoneRule.madrid.instant(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second,
        microsecond: match.4.map { Int($0 + String(repeating: "0", count: 6 - $0.count))! } ?? 0)
    else { throw .badTime(time) }
    return instant
  }
}
