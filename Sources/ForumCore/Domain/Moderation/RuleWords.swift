import Foundation

/// The words for the rules that come with the program, for administrators to begin with: `web/data/rules.json`.
public enum RuleWords {
  public static func read(from assets: AssetLocation) throws -> [String] {
    let path = assets.web + "/data/rules.json"
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw AssetFault(path: path, reason: "the file is missing")
    }
    guard let words = (try? JSONParser.parse(Array(bytes)))?["words"]?.array else {
      throw AssetFault(path: path, reason: "it has no words")
    }
    return words.compactMap(\.string)
  }
}
