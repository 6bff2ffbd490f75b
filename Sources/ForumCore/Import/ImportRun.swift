/// Brings what was read into a forum, batch by batch. May be stopped and begun again: what is here already is passed over, so a
/// second run adds what the first did not, and a third nothing.
public struct ImportRun: Sendable {
  private let forum: Forum
  private let source: String

  /// The source is the ``ImportKind``'s name.
  public init(_ forum: Forum, source: String) {
    self.forum = forum
    self.source = source
  }

  /// Writes everything, opening the space where it is missing. A piece that a rule refuses becomes a fault and what answers it an
  /// orphan; a database that fails ends the run with everything before it kept.
  ///
  /// `progress` is told how many pieces of how many are done.
  public func run(
    _ material: ImportMaterial, space: ImportSpace, progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> ImportReport {
    let before = try forum.read { try $0.importCounts(source: source) }
    if try forum.read({ try $0.space(key: space.key) }) == nil {
      try await execute(.openSpace(key: space.key, name: space.name))
    }
    var faults = material.faults
    var refused = Refused()
    var done = 0
    for batch in batches(material.pieces) {
      try await write(batch, &refused, &faults)
      done += batch.count
      progress(done, material.pieces.count)
    }
    let after = try forum.read { try $0.importCounts(source: source) }
    let added = ImportCounts(
      participants: after.participants - before.participants, threads: after.threads - before.threads,
      posts: after.posts - before.posts)
    if !added.isEmpty { try await execute(.completeImport(source: source, counts: added)) }
    return ImportReport(added: added, shape: material.shape, faults: faults.sorted { $0.row < $1.row })
  }

  /// What was refused, by key, for what depends on it.
  private struct Refused {
    var threads: Set<String> = []
    var posts: Set<String> = []
  }

  private func write(_ batch: ArraySlice<ImportMaterial.Piece>, _ refused: inout Refused, _ faults: inout [ImportFault])
    async throws
  {
    var pieces = Array(batch)
    while true {
      settle(&pieces, &refused, &faults)
      if pieces.isEmpty { return }
      do {
        try await execute(.importBatch(source: source, pieces.map(\.item)))
        return
      } catch CommandFailure.rejected(.importItem(let index, let rejection)) where pieces.indices.contains(index) {
        let piece = pieces.remove(at: index)
        faults.append(ImportFault(piece.row, .rejected(rejection)))
        switch piece.item {
        case .participant: break
        case .thread(let thread):
          refused.threads.insert(thread.key)
          refused.posts.insert(thread.key)
        case .post(let post): refused.posts.insert(post.key)
        }
      }
    }
  }

  /// Takes out what stands in a refused thread, and makes orphans of what answers a refused post.
  private func settle(_ pieces: inout [ImportMaterial.Piece], _ refused: inout Refused, _ faults: inout [ImportFault]) {
    pieces.removeAll { piece in
      guard case .post(let post) = piece.item, refused.threads.contains(post.thread) else { return false }
      refused.posts.insert(post.key)
      faults.append(ImportFault(piece.row, .unknownThread(id: post.thread)))
      return true
    }
    for index in pieces.indices {
      guard case .post(var post) = pieces[index].item, let parent = post.parent, refused.posts.contains(parent) else { continue }
      post.parent = nil
      post.isOrphan = true
      pieces[index].item = .post(post)
    }
  }

  /// Runs of at most ``Limits/importBatch`` pieces.
  private func batches(_ pieces: [ImportMaterial.Piece]) -> [ArraySlice<ImportMaterial.Piece>] {
    stride(from: 0, to: pieces.count, by: Limits.importBatch).map { start in
      pieces[start..<min(start + Limits.importBatch, pieces.count)]
    }
  }

  /// Carries out a command, waiting while the forum has too much to do.
  private func execute(_ command: Command) async throws {
    while true {
      do {
        _ = try await forum.execute(command, by: .system)
        return
      } catch .overloaded(let seconds) {
        try await Task.sleep(for: .seconds(max(1, seconds)))
      }
    }
  }
}

/// What an import came to.
public struct ImportReport: Sendable, Equatable {
  /// What was written now; empty when all of it was here already.
  public let added: ImportCounts
  public let shape: ImportMaterial.Shape
  /// By file and line.
  public let faults: [ImportFault]

  public init(added: ImportCounts, shape: ImportMaterial.Shape, faults: [ImportFault]) {
    self.added = added
    self.shape = shape
    self.faults = faults
  }
}
