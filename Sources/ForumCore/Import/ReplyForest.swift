/// Puts replies in order: each after what it answers, otherwise by time; and says how deep each stands.
///
/// Files name parents in any order, name parents that are missing, and could name them in a circle. A reply whose parent is
/// not there is an orphan and stands at the top; a circle is cut the same way, at the reply where it closes.
struct ReplyForest {
  struct Reply {
    let id: Int64
    /// The reply it answers; nil for the thread itself.
    let parent: Int64?
    let thread: Int64
    let at: Instant
    let row: SourceRow
  }

  /// A reply's place.
  struct Place: Equatable {
    /// Where it stands among the replies given.
    let index: Int
    /// Where its parent stands among them; nil at the top.
    let parent: Int?
    let depth: Int
    let isOrphan: Bool
  }

  /// Places in the order of writing.
  private(set) var places: [Place] = []
  private(set) var faults: [ImportFault] = []

  private let replies: [Reply]
  /// Of each reply, the index of its parent where there is one.
  private var parents: [Int?]
  private var orphans: Set<Int> = []

  init(_ replies: [Reply]) {
    self.replies = replies
    parents = Array(repeating: nil, count: replies.count)
    let order = replies.indices.sorted { (replies[$0].at, replies[$0].row) < (replies[$1].at, replies[$1].row) }
    findParents()
    cutCircles(order)
    place(order)
  }

  private mutating func findParents() {
    let indexes = Dictionary(replies.indices.map { (replies[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    for (index, reply) in replies.enumerated() {
      guard let parent = reply.parent else { continue }
      if let found = indexes[parent], replies[found].thread == reply.thread {
        parents[index] = found
      } else {
        orphans.insert(index)
        if indexes[parent] != nil { faults.append(ImportFault(reply.row, .parentElsewhere(id: String(parent)))) }
      }
    }
  }

  private mutating func cutCircles(_ order: [Int]) {
    /// In which climb each was met; 0 is never.
    var climbs = Array(repeating: 0, count: replies.count)
    for (number, start) in order.enumerated() {
      var current = start
      while climbs[current] == 0 {
        climbs[current] = number + 1
        guard let parent = parents[current] else { break }
        guard climbs[parent] != number + 1 else {
          parents[current] = nil
          orphans.insert(current)
          faults.append(ImportFault(replies[current].row, .circle))
          break
        }
        current = parent
      }
    }
  }

  private mutating func place(_ order: [Int]) {
    var depths = [Int?](repeating: nil, count: replies.count)
    for start in order {
      var chain: [Int] = []
      var current: Int? = start
      while let index = current, depths[index] == nil {
        chain.append(index)
        current = parents[index]
      }
      for index in chain.reversed() {
        let depth = parents[index].map { depths[$0]! + 1 } ?? 0
        depths[index] = depth
        places.append(Place(index: index, parent: parents[index], depth: depth, isOrphan: orphans.contains(index)))
      }
    }
  }
}
