import ForumCore

/// What has posts wait for a moderator. Fields: `words`, `links`, `repeats`, `per-hour`; for each space `premoderation`, `newcomer-posts`.
struct RulesPage: Page {
  let context: PageContext
  let rules: RuleSet
  let spaces: [SpaceRecord]
  let policies: [String: SpacePolicy]
  /// Words to begin with, where no rules were ever set.
  var proposed: [String] = []
  var form: FormState = .empty

  var title: String { texts("rules.title") }
  var hasForms: Bool { true }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("rules.lead"))
      if !proposed.isEmpty { html("p", text: texts("rules.proposed")) }
      let view = FormView(form, prefix: "rules", context: context)
      view.write(html, action: .moderationRules) {
        view.textarea(
          html, "words", label: texts("rules.words"), help: texts("rules.wordsHelp"),
          value: (rules.words.isEmpty ? proposed : rules.words).joined(separator: "\n"),
          rows: 8, required: false)
        view.input(
          html, "links", type: "number", label: texts("rules.links"), help: texts("rules.emptyHelp"),
          value: rules.links.map(String.init), required: false)
        view.input(
          html, "per-hour", type: "number", label: texts("rules.perHour"), help: texts("rules.emptyHelp"),
          value: rules.perHour.map(String.init), required: false)
        view.checkbox(html, "repeats", label: texts("rules.repeats"), isTicked: rules.repeats)
        view.buttons(html, submit: texts("rules.send"))
      }
      html("h2", text: texts("rules.spaces"))
      for space in spaces { write(space, html) }
    }
  }

  private func write(_ space: SpaceRecord, _ html: MarkupWriter) {
    let policy = policies[space.key] ?? .open
    html("section", .of("aria-labelledby", text: "space-" + space.key)) {
      html("h3", .of("id", text: "space-" + space.key), text: texts.space(space))
      let view = FormView(FormState(), prefix: "space-" + space.key, context: context)
      view.write(html, action: .spaceModeration(space.key)) {
        view.select(
          html, "premoderation", label: texts("rules.premoderation"), value: policy.premoderation.rawValue, required: false,
          options: Premoderation.allCases.map { .init(value: $0.rawValue, label: texts("premoderation.\($0.rawValue)")) })
        view.input(
          html, "newcomer-posts", type: "number", label: texts("rules.newcomerPosts"),
          value: String(policy.newcomerPosts > 0 ? policy.newcomerPosts : 3), required: false)
        view.buttons(html, submit: texts("rules.send"))
      }
    }
  }
}
