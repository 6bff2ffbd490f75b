import ForumCore

/// The form in which a post is written, `form#composer`: the text, its language, as whom one speaks. A preview stands above the text.
struct ComposerView {
  let context: PageContext
  let form: FormState
  let action: Route
  let label: String
  let submit: String
  /// The text before anything was typed: a quotation, or the post that is edited.
  var body: String?
  /// The language offered first; the page's own where this is none of `WrittenLanguage`.
  var language: String?
  var hidden: KeyValuePairs<StaticString, String?> = [:]
  var cancel: (label: String, url: String)?
  var rows: Int64 = 6
  var isHidden = false
  /// How `forms.js` sends it; see `FormView`.
  var enhance = "send"

  private var texts: Texts { context.texts }

  /// Writes the form; `fields` stand above the text.
  func write(_ html: MarkupWriter, fields: (FormView) -> Void = { _ in }) {
    let view = FormView(form, context: context)
    view.write(html, action: action, id: "composer", enhance: enhance, isHidden: isHidden, hidden: hidden) {
      fields(view)
      let chosen = WrittenLanguage(rawValue: language ?? "")?.rawValue ?? context.locale.rawValue
      func text(_ html: MarkupWriter) {
        preview(html)
        view.textarea(html, "body", label: label, help: texts("composer.help"), value: body, rows: rows)
        view.select(
          html, "language", label: texts("composer.language"), value: chosen,
          options: WrittenLanguage.allCases.map { FormView.Option(value: $0.rawValue, label: $0.ownName, language: $0.rawValue) })
      }
      if isUntouched { html.piece(.composer(label: label, language: chosen), of: texts, write: text) } else { text(html) }
      speaksAs(html)
      view.buttons(html, submit: submit, previews: true, cancel: cancel)
    }
  }

  /// Whether its fields are as everybody finds them: the usual form, with nothing in it but its key.
  private var isUntouched: Bool {
    rows == 6 && body == nil && form.preview == nil && form.problems.isEmpty
      && form.values.allSatisfy { $0.key == "idempotency-key" }
  }

  /// There when it was asked for: without JavaScript the page comes back with it, `forms.js` fetches it from there.
  private func preview(_ html: MarkupWriter) {
    html("div", .class("preview"), .flag("data-preview"), .flag("hidden", if: form.preview == nil)) {
      guard let preview = form.preview else { return }
      html("h2", text: texts("composer.preview"))
      html("div", .class("body")) {
        html.markup(Markdown.render(preview, labels: MarkdownLabels(texts), under: 2))
      }
    }
  }

  /// As themselves, or for an organisation by mandate: chosen where there is a choice. An edit changes nothing of it.
  private func speaksAs(_ html: MarkupWriter) {
    guard let viewer = context.viewer else { return }
    if !context.mandates.isEmpty, action.template != .post {
      let own = FormView.Option(value: "", label: texts("composer.asOneself", ["name": texts.name(viewer.name)]))
      FormView(form, context: context).select(
        html, "as", label: texts("composer.as"), required: false,
        options: [own]
          + context.mandates.map { mandate in
            .init(
              value: mandate.organisation.description,
              label: texts("composer.asOrganisation", ["organisation": texts.name(mandate.organisationName)]))
          })
      return
    }
    html("p", .class("speaks-as")) {
      html.text(texts("composer.as"))
      html.literal(" ")
      SpeakerView(author: AuthorRecord(id: viewer.id, name: viewer.name), speaker: viewer.speaker, texts: texts, isLinked: false)
        .write(html)
      html.literal(" ")
      html("a", .href(.profile), text: texts("composer.changeSpeaker"))
    }
  }
}

/// The languages a post can be marked as written in; the raw value is the BCP 47 tag that `lang` gets.
enum WrittenLanguage: String, CaseIterable {
  case ro, rom, hu, en

  var ownName: String {
    switch self {
    case .ro: "română"
    case .rom: "romani"
    case .hu: "magyar"
    case .en: "English"
    }
  }
}
