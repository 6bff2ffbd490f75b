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
    .registerOrganisation: "register an organisation", .verifyOrganisation: "verify an organisation",
    .verifyProfession: "mark somebody's profession as verified", .openSpace: "open a space",
    .grantRole: "give a role", .eraseContent: "erase a content by order", .runImport: "import",
    .publishTerms: "publish the terms", .setModeration: "set what waits for a moderator",
  ]

  @Test func `the table in the documentation is what the function says`() throws {
    let roles: [Role?] = [nil] + Role.allCases
    let rows = Rights.Act.allCases.map { act in
      [Self.names[act] ?? act.rawValue] + roles.map { Rights.allows($0, act) ? "yes" : "" }
    }
    let head = [["act"] + roles.map { $0?.rawValue ?? "visitor" }, ["---"] + roles.map { _ in ":-:" }]
    try PrintedTable.check(head + rows, in: "rights.md")
    #expect(Set(Self.names.keys) == Set(Rights.Act.allCases))
  }

  @Test func `a higher role may do all that a lower one may`() {
    for (lower, higher) in zip(Role.allCases, Role.allCases.dropFirst()) {
      #expect(lower < higher)
      for act in Rights.Act.allCases where Rights.allows(lower, act) { #expect(Rights.allows(higher, act), "\(act)") }
    }
  }
}
