import Foundation
import Testing

@testable import ForumCore

/// Who may do what: the table of the documentation is the function's.
struct RightsTests {
  private static let names: [Rights.Act: String] = [
    .openThread: "open a thread", .publishPost: "reply", .publishInLockedThread: "reply in a locked thread",
    .editOwnPost: "edit one's own post", .withdrawOwnPost: "withdraw one's own post", .react: "react",
    .invite: "invite, on paper and by mail", .assist: "write down what somebody without an account says",
    .decide: "decide about notices, posts, threads, people and appeals",
    .retitleOwnThread: "change the title of one's own thread", .readHidden: "read what is hidden, held or removed, and the queue",
    .registerOrganisation: "register an organisation", .verifyOrganisation: "verify an organisation", .openSpace: "open a space",
    .grantRole: "give a role", .eraseContent: "erase a content by order", .runImport: "import",
    .publishTerms: "publish the terms", .setModeration: "set what waits for a moderator",
  ]

  /// Between two lines of `docs/rights.md`.
  private static var table: String {
    let roles: [Role?] = [nil] + Role.allCases
    let head = (["act"] + roles.map { $0?.rawValue ?? "visitor" }).joined(separator: " | ")
    let rows = Rights.Act.allCases.map { act in
      ([names[act] ?? act.rawValue] + roles.map { Rights.allows($0, act) ? "yes" : "" }).joined(separator: " | ")
    }
    return ([head, (["---"] + roles.map { _ in ":-:" }).joined(separator: " | ")] + rows).map { "| \($0) |" }
      .joined(separator: "\n")
  }

  /// `SFAT_WRITE_DOCS=1` writes the table anew.
  @Test func `the table in the documentation is what the function says`() throws {
    let path = #filePath.components(separatedBy: "/Tests/")[0] + "/docs/rights.md"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let lines = text.components(separatedBy: "\n")
    let first = try #require(lines.firstIndex { $0.hasPrefix("| act |") })
    let end = lines[first...].firstIndex { !$0.hasPrefix("|") } ?? lines.endIndex
    if ProcessInfo.processInfo.environment["SFAT_WRITE_DOCS"] != nil {
      let written = Array(lines[..<first]) + [Self.table] + Array(lines[end...])
      try written.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    } else {
      #expect(lines[first..<end].joined(separator: "\n") == Self.table)
    }
    #expect(Set(Self.names.keys) == Set(Rights.Act.allCases))
  }

  @Test func `a higher role may do all that a lower one may`() {
    for (lower, higher) in zip(Role.allCases, Role.allCases.dropFirst()) {
      #expect(lower < higher)
      for act in Rights.Act.allCases where Rights.allows(lower, act) { #expect(Rights.allows(higher, act), "\(act)") }
    }
  }
}
