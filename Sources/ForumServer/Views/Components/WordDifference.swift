/// What changed between two texts, word by word.
enum WordDifference {
  enum Change: Equatable {
    case same(String)
    case removed(String)
    case added(String)
  }

  /// The work grows with words × changes: beyond this many words, apart from an equal beginning and end, the middle counts as replaced.
  static let maximumWords = 1_500

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
    guard old.count + new.count <= maximumWords else {
      add(.removed(old.joined()), to: &changes)
      add(.added(new.joined()), to: &changes)
      return
    }
    let difference = Array(new).difference(from: Array(old))
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
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
