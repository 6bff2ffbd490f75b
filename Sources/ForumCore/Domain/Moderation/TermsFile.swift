import Foundation

/// The first edition of the terms, which comes with the program: `web/data/terms.json`.
enum TermsFile {
  static func read(from assets: AssetLocation) throws -> JSONValue {
    let path = assets.web + "/data/terms.json"
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw AssetFault(path: path, reason: "the file is missing")
    }
    do {
      let text = try JSONParser.parse(Array(bytes))
      _ = try TermsRules.publish(text, number: 1, by: .system)
      return text
    } catch let rejection as Rejection {
      throw AssetFault(path: path, reason: "\(rejection.code) \(rejection.parameters)")
    }
  }
}
