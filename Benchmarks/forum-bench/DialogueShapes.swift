/// The shapes of real dialogues, as measured in public data: how long threads and posts are, who writes how much, and who answers whom.
///
/// The figures are those of the measured forums: posts per thread 3 / 10 / 26 / 173 (p50, p90, p99, most), bytes per post
/// 107 / 444 / 2,002 / 6,072 (p10, p50, p90, p99); ten authors write 44 %; of 5,580 comments 2,931 / 1,232 / 508 / 319 / 204 at depths 0 to 4.
struct DialogueShapes {
  private static let words = [
    "școala", "drumul", "apa", "comunitatea", "primăria", "medicul", "copiii", "locuința", "proiectul", "întâlnirea", "răspunsul",
    "bugetul", "termenul", "sprijinul", "mediatorul", "consiliul", "satul", "strada", "autobuzul", "locul", "munca", "cursul",
    "este", "avem", "cerem", "propunem", "știm", "vedem", "lucrăm", "așteptăm", "mulțumim", "și", "pentru", "cu", "din", "la",
    "astăzi", "în", "fiecare", "împreună", "acum", "mai", "aproape", "luna", "aceasta", "deja", "nevoie", "de",
  ]

  var random: SeededRandom
  /// How many people there are.
  let people: Int

  /// Posts of a new thread.
  mutating func threadLength() -> Int { min(173, max(1, Int(random.logNormal(median: 3, spread: 0.93)))) }

  /// The index of who writes next: the first ten write 44 % of all, the first of them most.
  mutating func author() -> Int {
    guard people > 10, !random.chance(0.44) else {
      return min(Int.random(in: 0..<min(people, 10), using: &random), Int.random(in: 0..<min(people, 10), using: &random))
    }
    return Int.random(in: 10..<people, using: &random)
  }

  /// Which earlier post, of so many, the next one answers; nil: none. Who answers mostly answers what was said last.
  mutating func parent(among count: Int) -> Int? {
    guard count > 0, random.chance(0.55) else { return nil }
    return random.chance(0.6) ? count - 1 : Int.random(in: max(0, count - 20)..<count, using: &random)
  }

  /// A text of about as many bytes as people write.
  mutating func body() -> String {
    let bytes = min(9_000, max(20, Int(random.logNormal(median: 444, spread: 1.15))))
    var text = ""
    text.reserveCapacity(bytes + 16)
    var left = 0
    while text.utf8.count < bytes {
      if left == 0 {
        if !text.isEmpty { text += random.chance(0.2) ? ".\n\n" : ". " }
        left = Int.random(in: 5...14, using: &random)
        let word = Self.words.randomElement(using: &random)!
        text += word.prefix(1).uppercased() + word.dropFirst()
      } else {
        text += " " + Self.words.randomElement(using: &random)!
      }
      left -= 1
    }
    return text + "."
  }

  mutating func title() -> String {
    let title = (0..<6).map { _ in Self.words.randomElement(using: &random)! }.joined(separator: " ")
    return title.prefix(1).uppercased() + title.dropFirst()
  }
}
