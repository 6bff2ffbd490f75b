private import Foundation

/// Where the tests' files are.
enum Fixture {
  /// `Tests/Fixtures/NAME` of the project.
  static func path(_ name: String) -> String { project + "/Tests/Fixtures/" + name }

  /// The shared folder with other people's data: `SFAT_SHARED`, or `../shared` beside the project or one above it.
  static var shared: String? {
    let places = [ProcessInfo.processInfo.environment["SFAT_SHARED"], project + "/../shared", project + "/../../shared"]
    return places.compactMap(\.self).first { FileManager.default.fileExists(atPath: $0 + "/data") }
  }

  static let project: String = {
    // …/Tests/ForumCoreTests/Import/Fixture.swift
    var path = #filePath.split(separator: "/").dropLast(4)
    return "/" + path.joined(separator: "/")
  }()
}
