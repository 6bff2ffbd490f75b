import ForumCore

/// The form that makes an account.
struct RegisterPage: Page {
  let context: PageContext
  let form: FormState

  var title: String { "" }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
  }
}
