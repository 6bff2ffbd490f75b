import Testing

@testable import ForumCore

/// Finding without diacritics, and lists in Romanian order (checked against ICU's order of the counties).
struct RomanianFoldTests {
  @Test func `diacritics, cedillas and case are one when finding`() {
    for text in ["Brăila", "BRAILA", "bra\u{306}ila"] { #expect(RomanianFold.fold(text) == "braila") }
    for text in ["Țară și șosea", "Ţară şi şosea", "tara si sosea", "  TARA   SI–SOSEA!"] {
      #expect(RomanianFold.fold(text) == "tara si sosea")
    }
    #expect(RomanianFold.fold("Cluj-Napoca") == "cluj napoca")
    #expect(RomanianFold.fold("Őrség, Łódź, Straße 12") == "orseg lodz strasse 12")
    #expect(RomanianFold.fold("„…”") == "")
  }

  @Test func `the counties come in the order of a Romanian list`() {
    let counties = [
      "Alba", "Arad", "Argeș", "Bacău", "Bihor", "Bistrița-Năsăud", "Botoșani", "Brașov", "Brăila", "București", "Buzău",
      "Caraș-Severin", "Călărași", "Cluj", "Constanța", "Covasna", "Dâmbovița", "Dolj", "Galați", "Giurgiu", "Gorj", "Harghita",
      "Hunedoara", "Ialomița", "Iași", "Ilfov", "Maramureș", "Mehedinți", "Mureș", "Neamț", "Olt", "Prahova", "Satu Mare",
      "Sălaj", "Sibiu", "Suceava", "Teleorman", "Timiș", "Tulcea", "Vaslui", "Vâlcea", "Vrancea",
    ]
    #expect(sorted(counties.shuffled()) == counties)
  }

  @Test func `cedilla forms stand with comma-below ones`() {
    #expect(sorted(["ţap", "tata", "zar", "Tâță", "șa", "şb", "sz"]) == ["sz", "șa", "şb", "tata", "Tâță", "ţap", "zar"])
  }

  private func sorted(_ texts: [String]) -> [String] {
    texts.sorted { RomanianFold.sortKey($0).lexicographicallyPrecedes(RomanianFold.sortKey($1)) }
  }
}
