import ForumCore

/// A form: what was wrong with it on top, with links to the fields; then the fields, each with its label above, its help below and
/// its error beside; everything typed is kept.
struct FormView {
  let context: PageContext
  let form: FormState
  /// Makes the ids of this form's fields unlike those of another on the same page.
  let prefix: String

  private var texts: Texts { context.texts }

  init(_ form: FormState, prefix: String = "f", context: PageContext) {
    self.form = form
    self.prefix = prefix
    self.context = context
  }

  /// The form with its token, and the key that makes sending it twice harmless (`FormState.values["idempotency-key"]`, made by the handler);
  /// before it, what was wrong. `enhance` tells `forms.js` how to send it: `post` stays on the page, `send` goes where the answer leads.
  func write(
    _ html: MarkupWriter, action: Route, id: StaticString? = nil, enhance: String? = nil, isHidden: Bool = false,
    hidden: KeyValuePairs<StaticString, String?> = [:], fields: () -> Void
  ) {
    problems(html)
    html(
      "form", id.map { .id($0) } ?? .of("id", text: nil), .class("form"), .of("method", "post"), .action(action),
      .of("data-enhance", text: enhance), .flag("hidden", if: isHidden)
    ) {
      html.csrf(context)
      hiddenField("idempotency-key", form.values["idempotency-key"], html)
      for (name, value) in hidden { hiddenField(name, value, html) }
      fields()
    }
  }

  /// A form that asks and changes nothing: its fields go into the address.
  func find(_ html: MarkupWriter, action: Route, fields: () -> Void) {
    problems(html)
    html("form", .class("form"), .of("method", "get"), .action(action)) { fields() }
  }

  private func hiddenField(_ name: StaticString, _ value: String?, _ html: MarkupWriter) {
    guard let value, !value.isEmpty else { return }
    html.void("input", .of("type", "hidden"), .of("name", name), .of("value", text: value))
  }

  /// The summary on top. Focusable, so that the eye and the reader of a screen begin here.
  private func problems(_ html: MarkupWriter) {
    guard !form.problems.isEmpty else { return }
    html("div", .class("problems"), .of("role", "alert"), .of("tabindex", "-1")) {
      html("h2", text: texts("form.problems", count: form.problems.count))
      html("ul") {
        for problem in form.problems {
          html("li") {
            if let field = problem.field {
              html("a", .href(url: "#" + id(field)), text: texts.problem(problem))
            } else {
              html.text(texts.problem(problem))
            }
          }
        }
      }
      html("p", text: texts("form.kept"))
    }
  }

  /// One field with what belongs to it. `input` writes the control with the attributes it is given.
  func field(_ html: MarkupWriter, _ name: String, label: String, help: String? = nil, input: (FieldAttributes) -> Void) {
    let problems = form.problems(of: name)
    html("div", problems.isEmpty ? .class("field") : .class("field invalid")) {
      html("label", .of("for", text: id(name)), text: label)
      let described = [help == nil ? nil : id(name) + "-help", problems.isEmpty ? nil : id(name) + "-error"].compactMap(\.self)
      if !problems.isEmpty {
        html("p", .class("error"), .of("id", text: id(name) + "-error"), text: problems.map(texts.problem).joined(separator: " "))
      }
      input(
        FieldAttributes(
          id: .of("id", text: id(name)), name: .of("name", text: name),
          describedBy: .of("aria-describedby", text: described.isEmpty ? nil : described.joined(separator: " ")),
          invalid: .of("aria-invalid", text: problems.isEmpty ? nil : "true")))
      if let help { html("p", .class("help"), .of("id", text: id(name) + "-help"), text: help) }
    }
  }

  /// A line of text. The value is what was typed, else `value`.
  func input(
    _ html: MarkupWriter, _ name: String, type: StaticString = "text", label: String, help: String? = nil, value: String? = nil,
    autocomplete: StaticString = "off", required: Bool = true, list: String? = nil
  ) {
    field(html, name, label: label, help: help) { field in
      html.void(
        "input", .of("type", type), field.id, field.name, .of("value", text: self.value(name, else: value)),
        .of("autocomplete", autocomplete), .of("list", text: list), field.describedBy, field.invalid,
        .flag("required", if: required))
    }
  }

  /// A password, never given back.
  func password(
    _ html: MarkupWriter, _ name: String, label: String, help: String? = nil, autocomplete: StaticString, required: Bool = true
  ) {
    field(html, name, label: label, help: help) { field in
      html.void(
        "input", .of("type", "password"), field.id, field.name, .of("autocomplete", autocomplete), field.describedBy,
        field.invalid, .flag("required", if: required))
    }
  }

  /// A long text in Markdown.
  func textarea(
    _ html: MarkupWriter, _ name: String, label: String, help: String? = nil, value: String? = nil, rows: Int64 = 6,
    required: Bool = true
  ) {
    field(html, name, label: label, help: help) { field in
      html(
        "textarea", field.id, field.name, .of("rows", rows), field.describedBy, field.invalid, .flag("required", if: required)
      ) {
        // The parser drops one line end right after the tag: this is the one.
        html.literal("\n")
        html.text(self.value(name, else: value) ?? "")
      }
    }
  }

  /// A choice of one in a list.
  func select(
    _ html: MarkupWriter, _ name: String, label: String, help: String? = nil, value: String? = nil, required: Bool = true,
    options: [Option]
  ) {
    let chosen = self.value(name, else: value) ?? ""
    field(html, name, label: label, help: help) { field in
      // Only a list that begins with an empty choice can be required.
      let isRequired = required && options.first?.value.isEmpty == true
      html("select", field.id, field.name, field.describedBy, field.invalid, .flag("required", if: isRequired)) {
        for option in options {
          html(
            "option", .of("value", text: option.value), .of("lang", text: option.language),
            .flag("selected", if: option.value == chosen),
            text: option.label)
        }
      }
    }
  }

  /// A box to tick, with its label beside it.
  func checkbox(_ html: MarkupWriter, _ name: String, label: String, help: String? = nil, isTicked: Bool = false) {
    let problems = form.problems(of: name)
    html("div", problems.isEmpty ? .class("field tick") : .class("field tick invalid")) {
      let described = [help == nil ? nil : id(name) + "-help", problems.isEmpty ? nil : id(name) + "-error"].compactMap(\.self)
      if !problems.isEmpty {
        html("p", .class("error"), .of("id", text: id(name) + "-error"), text: problems.map(texts.problem).joined(separator: " "))
      }
      html.void(
        "input", .of("type", "checkbox"), .of("id", text: id(name)), .of("name", text: name), .of("value", "1"),
        // A form that was not sent yet holds nothing but its key.
        .flag(
          "checked", if: form.values.allSatisfy { $0.key == "idempotency-key" } ? isTicked : form.values[name] == "1"),
        .of("aria-describedby", text: described.isEmpty ? nil : described.joined(separator: " ")),
        .of("aria-invalid", text: problems.isEmpty ? nil : "true"))
      html.literal(" ")
      html("label", .of("for", text: id(name)), text: label)
      if let help { html("p", .class("help"), .of("id", text: id(name) + "-help"), text: help) }
    }
  }

  /// Buttons at the end: the act itself, and others beside it.
  func buttons(_ html: MarkupWriter, submit: String, previews: Bool = false, cancel: (label: String, url: String)? = nil) {
    html("p", .class("buttons")) {
      html("button", .class("primary"), .of("type", "submit"), text: submit)
      if previews {
        html(
          "button", .class("secondary"), .of("type", "submit"), .of("name", "preview"), .of("value", "1"),
          .flag("formnovalidate"),
          text: texts("form.preview"))
      }
      if let cancel { html("a", .class("act"), .href(url: cancel.url), text: cancel.label) }
    }
  }

  func value(_ name: String, else other: String?) -> String? { form.values[name] ?? other }
  func id(_ name: String) -> String { prefix + "-" + name }

  struct FieldAttributes {
    let id: Attribute
    let name: Attribute
    let describedBy: Attribute
    let invalid: Attribute
  }

  struct Option {
    let value: String
    let label: String
    var language: String?
  }
}

extension Texts {
  /// What was wrong, in a sentence; the numbers among the parameters as this language writes them.
  func problem(_ problem: FieldProblem) -> String {
    let key = "problems.\(problem.code)"
    guard has(key + ".title") else { return self("problems.unknown.title") }
    return self(key + ".title", problem.parameters.mapValues { Int($0).map(number) ?? $0 })
  }
}
