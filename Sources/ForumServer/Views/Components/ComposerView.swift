import ForumCore

/// The form in which a post is written: what is answered, as whom one speaks, the text, its language, a preview.
struct ComposerView {
  let context: PageContext
  let form: FormState
  let action: Route
  let label: String
  let submit: String
  /// The text before anything was typed: a quotation, or the post that is edited.
  var body: String?
  var language: String?
  var hidden: KeyValuePairs<StaticString, String?> = [:]
  var cancel: (label: String, url: String)?
  /// Fields above the text.
  var fields: (FormView) -> Void = { _ in }

  private var texts: Texts { context.texts }

  func write(_ html: MarkupWriter) {
    let view = FormView(form, context: context)
    preview(html)
    view.write(html, action: action, id: "composer", hidden: hidden) {
      fields(view)
      view.textarea(html, "body", label: label, help: texts("composer.help"), value: body, rows: 7)
      languageChoice(view, html)
      speaksAs(html)
      view.buttons(html, submit: submit, previews: true, cancel: cancel)
    }
  }

  private func preview(_ html: MarkupWriter) {
    guard let preview = form.preview else { return }
    html("section", .id("preview"), .class("preview"), .of("aria-labelledby", "preview-title")) {
      html("h2", .id("preview-title"), text: texts("composer.preview"))
      html("h3", .class("quiet"), text: texts("composer.previewText"))
      html("div", .class("body")) { html.markup(Markdown.render(preview, labels: MarkdownLabels(texts))) }
    }
  }

  private func languageChoice(_ view: FormView, _ html: MarkupWriter) {
    view.select(
      html, "language", label: texts("composer.language"), value: language ?? context.locale.rawValue,
      options: WrittenLanguage.allCases.map { FormView.Option(value: $0.rawValue, label: $0.ownName, language: $0.rawValue) })
  }

  private func speaksAs(_ html: MarkupWriter) {
    guard let viewer = context.viewer else { return }
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
