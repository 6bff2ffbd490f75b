import ForumCore

extension Texts {
  /// What a matter is called in lists: why a post waits, or what the notices say.
  func matter(_ matter: MatterRecord) -> String {
    matter.why.map { self("held.why.\($0.rawValue)") } ?? self("grounds.\(matter.ground.rawValue)")
  }
}

extension MarkupWriter {
  /// What a matter is about: a post, a thread or a person, whose, and where.
  func about(_ matter: MatterRecord, _ texts: Texts) {
    self("p", .class("facts")) {
      text(texts("notify.subject.\(matter.subject?.kind.rawValue ?? "participant")"))
      if let person = matter.person {
        dot()
        self("bdi", text: texts.name(person.name))
      }
      if let title = matter.threadTitle {
        dot()
        self("bdi", text: title)
      }
    }
  }
}
