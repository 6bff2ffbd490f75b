import Foundation

/// The folder that holds `migrations` and `web`, found at run time so that one binary serves a checkout and an installation.
public struct AssetLocation: Sendable, Hashable {
  /// Without a trailing slash.
  public let folder: String

  public init(folder: String) { self.folder = folder }

  public var migrations: String { folder + "/migrations" }
  public var web: String { folder + "/web" }

  /// `SFAT_ASSETS` where it is set; else the nearest folder above the program that has both `web` and `migrations`; else
  /// `../share/sfat` beside the program's.
  public static func find() throws(AssetsNotFound) -> AssetLocation {
    if let named = ProcessInfo.processInfo.environment["SFAT_ASSETS"], !named.isEmpty {
      guard holdsAssets(named) else { throw AssetsNotFound(looked: ["SFAT_ASSETS=\(named)"]) }
      return AssetLocation(folder: named)
    }
    let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    var starts = [program]
    // Under `swift test` the program is the toolchain's; the tests run in the checkout.
    starts.append(FileManager.default.currentDirectoryPath + "/.")
    for start in starts {
      var folder = (start as NSString).deletingLastPathComponent
      while !folder.isEmpty {
        if holdsAssets(folder) { return AssetLocation(folder: folder) }
        if folder == "/" { break }
        folder = (folder as NSString).deletingLastPathComponent
      }
    }
    let shared = ((program as NSString).deletingLastPathComponent as NSString).deletingLastPathComponent + "/share/sfat"
    if holdsAssets(shared) { return AssetLocation(folder: shared) }
    throw AssetsNotFound(looked: ["above \(program)", shared])
  }

  private static func holdsAssets(_ folder: String) -> Bool {
    var isFolder = ObjCBool(false)
    return ["migrations", "web"].allSatisfy {
      FileManager.default.fileExists(atPath: folder + "/" + $0, isDirectory: &isFolder) && isFolder.boolValue
    }
  }
}

/// The program's own files are missing.
public struct AssetsNotFound: Error, CustomStringConvertible {
  let looked: [String]

  public var description: String {
    "The folders web and migrations were not found (looked \(looked.joined(separator: ", "))). "
      + "Set SFAT_ASSETS to the folder that holds both."
  }
}
