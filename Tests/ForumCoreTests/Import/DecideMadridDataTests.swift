import Testing

@testable import ForumCore

/// The importer on the published data, where it is at hand.
struct DecideMadridDataTests {
  @Test(.enabled(if: Fixture.shared != nil, "SFAT_SHARED must name the folder that holds data/decide-madrid"))
  func `the published data come out as their description says`() throws {
    let shared = try #require(Fixture.shared)
    let material = try DecideMadrid().read(folder: shared + "/data/decide-madrid", space: "decide-madrid")
    #expect(material.faults == [])
    #expect(material.shape.threads == 80)
    #expect(material.shape.replies == 5_633)
    #expect(material.shape.votes == 15_171)
    #expect(material.shape.orphans == 268)
    #expect(material.shape.participants == 2_272)
    #expect(
      material.shape.depths == [
        2_931, 1_232, 508, 319, 204, 125, 75, 67, 52, 33, 20, 14, 11, 9, 6, 5, 4, 4, 4, 3, 2, 2, 1, 1, 1,
      ])
  }
}
