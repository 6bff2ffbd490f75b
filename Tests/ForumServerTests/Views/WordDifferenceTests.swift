import Testing

@testable import ForumServer

struct WordDifferenceTests {
  private func old(_ changes: [WordDifference.Change]) -> String {
    changes.reduce(into: "") {
      if case .same(let words) = $1 { $0 += words } else if case .removed(let words) = $1 { $0 += words }
    }
  }
  private func new(_ changes: [WordDifference.Change]) -> String {
    changes.reduce(into: "") { if case .same(let words) = $1 { $0 += words } else if case .added(let words) = $1 { $0 += words } }
  }
  private func words(_ count: Int, of vocabulary: Int, _ random: inout SystemRandomNumberGenerator) -> String {
    (0..<count).map { _ in "v\(Int.random(in: 0..<vocabulary, using: &random)) " }.joined()
  }

  @Test(arguments: [
    ("a b c", "a b c", 1), ("a b c", "a x c", 1), ("", "tot nou", 1), ("tot scos", "", 1), ("unu doi", "unu  doi", 1),
    ("a b a b", "b a b a", 1), ("x\n\ny", "x\ny z", 1), ("cuvânt ", "alt cuvânt ", 900),
  ]) func `joining the pieces of a difference gives both texts back`(_ old: String, _ new: String, times: Int) {
    let (old, new) = (String(repeating: old, count: times), String(repeating: new, count: times))
    let changes = WordDifference.changes(from: old, to: new)
    #expect(self.old(changes) == old && self.new(changes) == new)
  }

  @Test func `what changed is said in the fewest words`() {
    #expect(
      WordDifference.changes(from: "La 15:00, în sala mică. Veniți!", to: "La 16:00, în sala mare. Veniți!") == [
        .same("La "), .removed("15:00, "), .added("16:00, "), .same("în sala "), .removed("mică. "), .added("mare. "),
        .same("Veniți!"),
      ])
    #expect(WordDifference.changes(from: "unu doi", to: "unu doi") == [.same("unu doi")])
    #expect(WordDifference.changes(from: "", to: "unu") == [.added("unu")])
    #expect(WordDifference.changes(from: "unu", to: "") == [.removed("unu")])
    #expect(
      WordDifference.changes(from: "a b c d", to: "b c d e") == [
        .removed("a "), .same("b c "), .removed("d"), .added("d e"),
      ])
  }

  @Test func `whatever the texts, the pieces give both back`() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      let first = words(.random(in: 0...60), of: .random(in: 1...12), &random)
      let second = words(.random(in: 0...60), of: .random(in: 1...12), &random)
      let changes = WordDifference.changes(from: first, to: second)
      #expect(old(changes) == first && new(changes) == second)
    }
  }

  @Test func `few changes are found in a long text, and many cost no more than few`() {
    var random = SystemRandomNumberGenerator()
    let long = (0..<4_000).map { "cuvânt\($0) " }
    var edited = long
    for place in stride(from: 10, to: 4_000, by: 100) { edited[place] = "altul " }
    let changes = WordDifference.changes(from: long.joined(), to: edited.joined())
    #expect(changes.count { if case .added = $0 { true } else { false } } == 40)
    // Two long texts that share their words but not their order, the most work there is: they count as replaced.
    let first = words(4_000, of: 3_000, &random)
    let second = words(4_000, of: 3_000, &random)
    let replaced = WordDifference.changes(from: first, to: second)
    #expect(old(replaced) == first && new(replaced) == second)
    #expect(replaced.count { if case .removed = $0 { true } else { false } } == 1)
  }
}
