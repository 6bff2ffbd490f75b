/// Closures to run later, on one loop: a binary heap by due time, first in first out among equals.
struct Timers {
  private struct Entry {
    let due: Int64
    let order: UInt64
    let body: (Loop) -> Void

    func isBefore(_ other: Entry) -> Bool { due == other.due ? order < other.order : due < other.due }
  }

  private var heap: [Entry] = []
  private var order: UInt64 = 0

  /// When the next one is due, in nanoseconds of the monotonic clock.
  var next: Int64? { heap.first?.due }

  mutating func add(due: Int64, _ body: @escaping (Loop) -> Void) {
    order += 1
    heap.append(Entry(due: due, order: order, body: body))
    var child = heap.count - 1
    while child > 0, heap[child].isBefore(heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes out the first closure if it is due.
  mutating func takeDue(_ now: Int64) -> ((Loop) -> Void)? {
    guard let first = heap.first, first.due <= now else { return nil }
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while true {
      let left = 2 * parent + 1
      guard left < heap.count else { break }
      let smaller = left + 1 < heap.count && heap[left + 1].isBefore(heap[left]) ? left + 1 : left
      guard heap[smaller].isBefore(heap[parent]) else { break }
      heap.swapAt(parent, smaller)
      parent = smaller
    }
    return first.body
  }
}
