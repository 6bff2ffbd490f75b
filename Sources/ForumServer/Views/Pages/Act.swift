/// What its author does to a post or thread of their own and is asked about once more.
enum Act: String, Sendable, CaseIterable {
  case withdraw, retitle
}
