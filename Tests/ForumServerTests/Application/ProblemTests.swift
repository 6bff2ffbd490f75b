import ForumCore
import Testing

@testable import ForumServer

struct ProblemTests {
  @Test func `what the ledger answers has the status that the contract promises`() {
    #expect(Problem(CommandFailure.diskFull).status == 507)
    #expect(Problem(CommandFailure.overloaded(retryAfter: 3)).status == 503)
    #expect(Problem(CommandFailure.overloaded(retryAfter: 3)).retryAfter == 3)
    #expect(Problem(CommandFailure.unavailable).status == 503 && Problem(CommandFailure.unavailable).retryAfter != nil)
    #expect(Problem(CommandFailure.idempotencyMismatch).status == 422)
    #expect(Problem(CommandFailure.rejected(.threadNotFound)).status == 404)
    #expect(Problem(CommandFailure.failed(.corrupt("secret detail"))).status == 500)
    #expect(Problem(DatabaseError.diskFull).status == 507)
  }

  @Test func `a problem is told to programs by RFC 9457, with its fields`() throws {
    let localisation = try Localisation(folder: try AssetLocation.find().web + "/locales")
    let problem = Problem(Rejection.titleTooLong(limit: 200))
    let json = try JSONParser.parse(ProblemJSON.bytes(problem, texts: localisation[.en]))
    #expect(json["type"] == "/problems/title-too-long")
    #expect(json["status"] == 422)
    #expect(json["title"]?.string?.isEmpty == false)
    #expect(json["detail"]?.string?.contains("200") == true)
    #expect(json["errors"]?.array?.first?["field"] == "title")
    #expect(json["parameters"]?["limit"] == "200")
  }

  @Test func `a way back is one of our own pages or nothing`() {
    #expect(Application.localPath("/threads/42?after=3#post-7") == "/threads/42?after=3#post-7")
    for text in [nil, "", "threads", "//a", "https://a", "/\\a", "/threads/42 ", "/sign-out", "/healthz", "/nicaieri"] {
      #expect(Application.localPath(text) == nil, "\(text ?? "nil")")
    }
  }
}
