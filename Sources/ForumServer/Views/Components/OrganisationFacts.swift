import ForumCore

/// The line under an organisation's name: category and level, place, whether it was verified.
struct OrganisationFacts {
  let organisation: OrganisationRecord
  let texts: Texts

  func write(_ html: MarkupWriter) {
    html("p", .class("facts")) {
      if let category = organisation.category {
        html.text(texts.category(category, level: organisation.level))
        html.dot()
      }
      if let territory = organisation.territory {
        html.text(texts.fullTerritory(territory))
        html.dot()
      }
      html.text(texts(organisation.isVerified ? "organisations.verified" : "organisations.unverified"))
    }
  }
}
