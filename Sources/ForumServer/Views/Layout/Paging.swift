/// Addresses of the neighbours of a page of a longer list; nil where there is none.
struct Paging: Sendable, Equatable {
  var first: String?
  var previous: String?
  var next: String?
  var last: String?

  static let none = Paging()
  var isNeeded: Bool { previous != nil || next != nil }
}
