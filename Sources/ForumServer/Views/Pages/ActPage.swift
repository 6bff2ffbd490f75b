import ForumCore

/// Asks once more before a post is withdrawn or a thread retitled. Field: `title` to retitle.
struct ActPage: Page {
  let context: PageContext
  let act: Act
  let thread: ThreadRecord
  /// The post concerned; nil where it is the thread.
  let post: PostRecord?
  var form: FormState = .empty

  var title: String { texts("acts.\(act.rawValue).title") }
  var hasForms: Bool { true }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html.way(to: thread, texts)
      html("h1", text: title)
      html("p", .class("lead"), text: texts("acts.\(act.rawValue).text"))
      if let post { QuotedPost(post: post, texts: texts).write(html) }
      let view = FormView(form, context: context)
      view.write(html, action: route) {
        if act == .retitle { view.input(html, "title", label: texts("newThread.heading"), value: thread.title) }
        view.buttons(
          html, submit: texts("acts.\(act.rawValue).button"),
          cancel: (texts("form.cancel"), post.map { Route.post($0.id).path } ?? Route.thread(thread.id).path))
      }
    }
  }

  private var route: Route {
    let post = post?.id ?? thread.firstPost
    return switch act {
    case .withdraw: .withdrawPost(post)
    case .retitle: .retitleThread(thread.id)
    }
  }
}
