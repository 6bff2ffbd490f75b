// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A C library of Debian's. `package` is the -dev package to install, `pkgConfig` the name of its .pc file.
func system(_ name: String, pkgConfig: String? = nil, package: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

let package = Package(
  name: "sfat",
  products: [
    .executable(name: "forum-server", targets: ["forum-server"]),
    .executable(name: "forum-cli", targets: ["forum-cli"]),
    .executable(name: "forum-bench", targets: ["forum-bench"]),
  ],
  targets: [
    system("CSQLite", pkgConfig: "sqlite3", package: "libsqlite3-dev"),
    system("CPostgres", pkgConfig: "libpq", package: "libpq-dev"),
    system("COpenSSL", pkgConfig: "openssl", package: "libssl-dev"),
    system("CZlib", pkgConfig: "zlib", package: "zlib1g-dev"),
    system("CMarkGFM", pkgConfig: "libcmark-gfm", package: "libcmark-gfm-extensions-dev"),
    system("CArgon2", pkgConfig: "libargon2", package: "libargon2-dev"),
    system("CNcurses", pkgConfig: "ncursesw", package: "libncurses-dev"),
    system("CCurl", pkgConfig: "libcurl", package: "libcurl4-openssl-dev"),
    .systemLibrary(name: "CLinux"),

    // What reads strangers' bytes marks every expression that the compiler cannot keep within bounds.
    .target(name: "ForumWire", swiftSettings: settings + [.strictMemorySafety()]),
    .target(
      name: "ForumCore", dependencies: ["CSQLite", "CPostgres", "COpenSSL", "CArgon2"], swiftSettings: settings),
    .target(name: "ForumNet", dependencies: ["ForumWire", "CLinux", "COpenSSL", "CZlib"], swiftSettings: settings),
    .target(
      name: "ForumServer", dependencies: ["ForumCore", "ForumNet", "ForumWire", "CMarkGFM", "CCurl", "CLinux"],
      swiftSettings: settings),
    .executableTarget(name: "forum-server", dependencies: ["ForumServer"], swiftSettings: settings),
    .executableTarget(
      name: "forum-cli", dependencies: ["ForumNet", "ForumWire", "ForumCore", "CNcurses"], swiftSettings: settings),
    .executableTarget(
      name: "forum-bench", dependencies: ["ForumCore", "CLinux", "CSQLite"], path: "Benchmarks/forum-bench",
      swiftSettings: settings),

    .target(name: "FuzzSupport", path: "Tests/FuzzSupport", swiftSettings: settings),
    .testTarget(name: "ForumWireTests", dependencies: ["ForumWire", "FuzzSupport"], swiftSettings: settings),
    .testTarget(
      name: "ForumCoreTests", dependencies: ["ForumCore", "FuzzSupport", "COpenSSL"], exclude: ["Events/Golden"],
      swiftSettings: settings),
    .testTarget(name: "ForumNetTests", dependencies: ["ForumNet", "ForumWire", "FuzzSupport"], swiftSettings: settings),
    .testTarget(
      name: "ForumServerTests", dependencies: ["ForumServer", "ForumCore", "ForumNet", "ForumWire", "FuzzSupport"],
      swiftSettings: settings),
    .testTarget(name: "ForumCLITests", dependencies: ["forum-cli", "ForumCore"], swiftSettings: settings),
  ]
)
