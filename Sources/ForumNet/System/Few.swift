/// A list that mostly holds one element: the first lies in place, and only a second one makes an array.
public struct Few<Element>: Sequence {
  private enum Storage {
    case none
    case one(Element)
    case many([Element])
  }

  private var storage = Storage.none

  public init() {}

  public var isEmpty: Bool { count == 0 }
  public var count: Int {
    switch storage {
    case .none: 0
    case .one: 1
    case .many(let elements): elements.count
    }
  }

  public subscript(index: Int) -> Element {
    get {
      switch storage {
      case .one(let element) where index == 0: element
      case .many(let elements): elements[index]
      default: preconditionFailure("index out of range")
      }
    }
    set {
      switch storage {
      case .one where index == 0: storage = .one(newValue)
      case .many(var elements):
        storage = .none
        elements[index] = newValue
        storage = .many(elements)
      default: preconditionFailure("index out of range")
      }
    }
  }

  public mutating func append(_ element: Element) {
    switch storage {
    case .none: storage = .one(element)
    case .one(let first): storage = .many([first, element])
    case .many(var elements):
      storage = .none
      elements.append(element)
      storage = .many(elements)
    }
  }

  @discardableResult
  public mutating func remove(at index: Int) -> Element {
    switch storage {
    case .one(let element) where index == 0:
      storage = .none
      return element
    case .many(var elements):
      storage = .none
      let removed = elements.remove(at: index)
      storage = elements.count > 1 ? .many(elements) : .one(elements[0])
      return removed
    default: preconditionFailure("index out of range")
    }
  }

  public func firstIndex(where matches: (Element) -> Bool) -> Int? { (0..<count).first { matches(self[$0]) } }

  public func makeIterator() -> some IteratorProtocol<Element> {
    (0..<count).lazy.map { self[$0] }.makeIterator()
  }
}
