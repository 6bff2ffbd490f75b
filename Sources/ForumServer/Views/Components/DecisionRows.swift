import ForumCore

extension MarkupWriter {
  /// A list of decisions, each a row that leads to its statement of reasons.
  func decisions(_ decisions: [DecisionRecord], empty: String, _ texts: Texts, withReasons: Bool = false) {
    guard !decisions.isEmpty else { return self("p", .class("empty"), text: empty) }
    self("ol", .class("rows")) {
      for decision in decisions {
        self("li", .class("row")) {
          self("p", .class("row-title")) {
            self("a", .href(.decision(decision.id)), text: texts("measures.\(decision.measure.rawValue)"))
          }
          self("p", .class("facts")) { decisionFacts(decision, texts) }
          if withReasons, let facts = decision.facts {
            self("p", .of("lang", text: decision.language)) { self("bdi", text: facts) }
          }
        }
      }
    }
  }

  /// When, by what role, on what ground, how long, and whether it still stands.
  func decisionFacts(_ decision: DecisionRecord, _ texts: Texts) {
    time(decision.at, texts)
    dot()
    text(texts("decision.byModerator"))
    dot()
    text(texts("grounds.\(decision.ground.rawValue)"))
    if let until = decision.until {
      dot()
      text(texts("decision.until", ["date": texts.date(until)]))
    }
    if decision.state != .standing {
      dot()
      self("strong", text: texts("decisionStates.\(decision.state.rawValue)"))
    } else if decision.hasOpenAppeal {
      dot()
      text(texts("decision.contested"))
    }
  }
}
