import ForumCore
import Foundation
import Testing

@testable import ForumServer

/// Holds `docs/openapi.yaml` against the routes, both ways.
struct OpenAPITests {
  /// What the document says of each path: its methods, and the media types of GET's 200.
  private struct Described {
    var methods: Set<String> = []
    var types: Set<String> = []
  }

  /// The document's paths. It is written in the plain block form that this reads: two spaces for each step.
  private func described() throws -> [String: Described] {
    let folder = try AssetLocation.find().folder
    let text = try String(contentsOfFile: folder + "/docs/openapi.yaml", encoding: .utf8)
    var result: [String: Described] = [:]
    var isInPaths = false
    var path = ""
    var method = ""
    var status = ""
    for line in text.split(separator: "\n") {
      if !line.hasPrefix(" ") { isInPaths = line == "paths:" }
      guard isInPaths else { continue }
      let indentation = line.prefix { $0 == " " }.count
      let key = line.dropFirst(indentation).prefix { $0 != ":" }.filter { $0 != "\"" }
      switch indentation {
      case 2:
        path = key
        result[path] = Described()
      case 4:
        method = key.uppercased()
        result[path]?.methods.insert(method)
      case 8: status = key
      case 12 where method == "GET" && status == "200" && line.contains("/"): result[path]?.types.insert(key)
      default: break
      }
    }
    return result
  }

  @Test func `every route is described, and every description is a route`() throws {
    let described = try described()
    #expect(Set(described.keys) == Set(RouteTemplate.allCases.map(\.rawValue)))
    for template in RouteTemplate.allCases {
      #expect(described[template.rawValue]?.methods == Set(template.methods).subtracting(["HEAD"]), "\(template.rawValue)")
    }
  }

  @Test func `every representation is described, and none that is not there`() throws {
    let described = try described()
    for template in RouteTemplate.allCases where !template.representations.isEmpty {
      var expected = Set(template.representations.map(Negotiation.mediaType))
      // A post's page is its place on the thread's page.
      if template == .post { expected.remove("text/html") }
      #expect(described[template.rawValue]?.types == expected, "\(template.rawValue)")
    }
  }

  @Test func `every problem has a status, a title and its sentence in both languages`() throws {
    let localisation = try Localisation(folder: try AssetLocation.find().web + "/locales")
    for code in ProblemCode.allCases { #expect(ProblemTable.entry(of: code.rawValue) != nil, "\(code)") }
    for code in ProblemTable.codes {
      let status = ProblemTable.status(of: code)
      #expect((400...511).contains(status))
      for locale in InterfaceLocale.allCases {
        #expect(localisation[locale].has("problems.\(code).title"), "\(code) in \(locale)")
      }
    }
  }

  @Test func `every rejection is in the table of problems`() {
    let rejections: [Rejection] = [
      .threadNotFound, .postNotFound, .participantNotFound, .organisationNotFound, .contentNotFound, .unknownSpace,
      .unknownTerritory, .unknownOrganisation, .unknownThread, .unknownPerson, .unknownKind, .languageUnknown, .signInRequired,
      .notAllowed, .notYours, .ownPost,
      .consentRequired, .setupLinkInvalid, .threadLocked, .threadMerged(into: ThreadID(1)),
      .tooManyAtOnce(limit: 1), .postWithdrawn, .postHidden, .postRemoved, .nothingToLift,
      .nothingToDecide,
      .alreadyDecided, .alreadyAppealed, .alreadyNotified, .appealTooLate, .measureUnsuitable, .claimedByAnother,
      .slowMode(seconds: 1), .editWouldBeHeld, .lastAdministrator, .mandateNotFound, .organisationUnverified,
      .mandateUnsuitable, .alreadyMandated, .mandateOver, .mandateMissing, .datesInvalid, .noticeNotFound, .decisionNotFound,
      .appealNotFound, .matterNotFound, .ownMatter, .linkInvalid, .mailBusy, .codeWrong, .secondFactorIsOn, .passkeyWrong,
      .tooManyPasskeys, .invitationInvalid, .tooManyInvitations, .deviceCodeInvalid, .tooManyDevices, .countInvalid,
      .personNotAssisted, .secondFactorFirst,
      .anotherModerator,
      .muted(until: nil), .suspended(until: nil), .fieldEmpty("facts"), .fieldTooLong("facts", limit: 1), .goodFaithRequired,
      .daysInvalid(limit: 1), .secondsInvalid(limit: 1),
      .parentNotInThread, .parentNotPublished, .editedMeanwhile(current: 1), .emailTaken, .spaceKeyTaken, .alreadyVerified,
      .professionMissing, .restricted, .domainNotListed,
      .alreadyErased, .titleEmpty, .titleTooLong(limit: 1), .bodyEmpty, .bodyTooLong(limit: 1), .nameEmpty,
      .nameTooLong(limit: 1),
      .reasonEmpty, .reasonTooLong(limit: 1), .emailInvalid, .passwordTooShort(limit: 1), .passwordTooLong(limit: 1),
      .spaceKeyInvalid, .speakerInvalid, .controlCharacters(field: "body"), .importTooLarge(limit: 1),
    ]
    for rejection in rejections { #expect(ProblemTable.entry(of: rejection.code) != nil, "\(rejection.code)") }
  }
}
