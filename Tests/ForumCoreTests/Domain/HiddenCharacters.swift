/// Characters that show nothing or turn what stands beside them, and texts that need some of them.
enum HiddenCharacters {
  static let all: [Unicode.Scalar] =
    [
      "\u{00AD}", "\u{034F}", "\u{061C}", "\u{115F}", "\u{180E}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{200E}", "\u{200F}",
      "\u{2028}", "\u{2029}", "\u{2060}", "\u{2800}", "\u{3164}", "\u{FE0F}", "\u{FEFF}", "\u{FFA0}", "\u{FFF9}", "\u{E0041}",
    ] + (0x202A...0x202E).compactMap(Unicode.Scalar.init) + (0x2066...0x2069).compactMap(Unicode.Scalar.init)

  /// Emoji made of several, Persian and Devanagari with their joiners, Romanian and Hebrew as they are.
  static let proper = ["👩‍🏫 Ana", "Ana ❤️", "می‌خواهم", "क्‍ष", "Școala „Țânțari”", "שלום Ana"]
}
