/// What changed between two texts, word by word.
enum WordDifference {
  enum Change: Equatable {
    case same(String)
    case removed(String)
    case added(String)
  }

  /// Words taken out and put in that are looked for, apart from an equal beginning and end; beyond, the middle counts as replaced.
  /// The work is in proportion to words × changes, and anybody may ask for it.
  static let maximumChanges = 200

  /// The pieces in order: joining `same` and `added` gives the new text, `same` and `removed` the old one.
  static func changes(from old: String, to new: String) -> [Change] {
    let old = words(old)
    let new = words(new)
    let start = zip(old, new).prefix { $0 == $1 }.count
    let end = zip(old.dropFirst(start).reversed(), new.dropFirst(start).reversed()).prefix { $0 == $1 }.count
    var changes: [Change] = []
    add(.same(old[..<start].joined()), to: &changes)
    middle(old[start..<(old.count - end)], new[start..<(new.count - end)], to: &changes)
    add(.same(old[(old.count - end)...].joined()), to: &changes)
    return changes
  }

  private static func middle(_ old: ArraySlice<Substring>, _ new: ArraySlice<Substring>, to changes: inout [Change]) {
    var numbers: [Substring: Int] = [:]
    func number(_ word: Substring) -> Int {
      let number = numbers[word] ?? numbers.count
      numbers[word] = number
      return number
    }
    guard let (removed, added) = shortest(from: old.map(number), to: new.map(number)) else {
      add(.removed(old.joined()), to: &changes)
      add(.added(new.joined()), to: &changes)
      return
    }
    var i = 0
    var j = 0
    while i < old.count || j < new.count {
      if i < old.count, removed.contains(i) {
        add(.removed(String(old[old.startIndex + i])), to: &changes)
        i += 1
      } else if j < new.count, added.contains(j) {
        add(.added(String(new[new.startIndex + j])), to: &changes)
        j += 1
      } else {
        add(.same(String(old[old.startIndex + i])), to: &changes)
        i += 1
        j += 1
      }
    }
  }

  /// The places of a shortest series of changes (Myers, An O(ND) Difference Algorithm, 1986); nil when it takes too many.
  ///
  /// `furthest[k]` is how far in `old` one gets on the diagonal `k`, places in `old` less places in `new`, with so many changes.
  private static func shortest(from old: [Int], to new: [Int]) -> (removed: Set<Int>, added: Set<Int>)? {
    let bound = min(maximumChanges, old.count + new.count)
    let zero = bound + 1
    var furthest = [Int](repeating: 0, count: 2 * bound + 3)
    var steps: [[Int]] = []
    for count in 0...bound {
      steps.append(furthest)
      for diagonal in stride(from: -count, through: count, by: 2) {
        let k = zero + diagonal
        let isAddition = diagonal == -count || (diagonal != count && furthest[k - 1] < furthest[k + 1])
        var x = isAddition ? furthest[k + 1] : furthest[k - 1] + 1
        while x < old.count, x - diagonal < new.count, old[x] == new[x - diagonal] { x += 1 }
        furthest[k] = x
        if x >= old.count, x - diagonal >= new.count { return path(steps, zero: zero, x: x, y: x - diagonal) }
      }
    }
    return nil
  }

  /// The way back from the end through the steps that led there.
  private static func path(_ steps: [[Int]], zero: Int, x: Int, y: Int) -> (removed: Set<Int>, added: Set<Int>) {
    var (x, y) = (x, y)
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for (count, furthest) in steps.enumerated().dropFirst().reversed() {
      let diagonal = x - y
      let k = zero + diagonal
      let isAddition = diagonal == -count || (diagonal != count && furthest[k - 1] < furthest[k + 1])
      let before = diagonal + (isAddition ? 1 : -1)
      x = furthest[zero + before]
      y = x - before
      if isAddition { added.insert(y) } else { removed.insert(x) }
    }
    return (removed, added)
  }

  /// Words with the space after them, so that joining them gives the text back.
  private static func words(_ text: String) -> [Substring] {
    var words: [Substring] = []
    var start = text.startIndex
    var index = start
    while index < text.endIndex {
      while index < text.endIndex, !text[index].isWhitespace { index = text.index(after: index) }
      while index < text.endIndex, text[index].isWhitespace { index = text.index(after: index) }
      words.append(text[start..<index])
      start = index
    }
    return words
  }

  /// Joins what follows its like.
  private static func add(_ change: Change, to changes: inout [Change]) {
    switch (changes.last, change) {
    case (_, .same("")), (_, .removed("")), (_, .added("")): break
    case (.same(let before), .same(let words)): changes[changes.count - 1] = .same(before + words)
    case (.removed(let before), .removed(let words)): changes[changes.count - 1] = .removed(before + words)
    case (.added(let before), .added(let words)): changes[changes.count - 1] = .added(before + words)
    default: changes.append(change)
    }
  }
}
