import CLinux
import ForumWire
import Foundation
import Glibc
import Synchronization
import Testing

@testable import ForumNet

struct PartsTests {
  @Test func `timers come due in order of time, then of making`() {
    var timers = Timers()
    var seen: [Int] = []
    var state: UInt64 = 1
    var expected: [(Int64, Int)] = []
    for number in 0..<500 {
      state = state &* 6_364_136_223_846_793_005 &+ 1
      let due = Int64(state >> 58)
      expected.append((due, number))
      timers.add(due: due) { _ in seen.append(number) }
    }
    #expect(timers.takeDue(-1) == nil)
    var order: [Int64] = []
    while let next = timers.next {
      order.append(next)
      #expect(timers.takeDue(next - 1) == nil)
      #expect(timers.takeDue(next) != nil)
    }
    #expect(order == expected.map(\.0).sorted())
  }

  @Test func `a queue gives its bytes once and in order, however they are consumed`() {
    for step in [1, 3, 7, 100, 1000] {
      let queue = OutQueue()
      var expected: [UInt8] = []
      var got: [UInt8] = []
      var number: UInt8 = 0
      for round in 0..<50 {
        let piece = (0..<(round * 7 % 31)).map { _ in
          number &+= 1
          return number
        }
        queue.append(SharedBytes(piece))
        expected += piece
        var memory = [UInt8](repeating: 0, count: step)
        let copied = memory.withUnsafeMutableBytes { queue.copy(into: $0) }
        got += memory[..<copied]
        queue.consume(copied)
      }
      let vectors = UnsafeMutablePointer<iovec>.allocate(capacity: OutQueue.vectorsPerWrite)
      defer { vectors.deallocate() }
      while !queue.isEmpty {
        let filled = queue.fill(vectors)
        var total = 0
        for i in 0..<filled {
          got += UnsafeRawBufferPointer(start: vectors[i].iov_base, count: vectors[i].iov_len)
          total += vectors[i].iov_len
        }
        queue.consume(total)
      }
      #expect(got == expected)
    }
  }

  @Test func `a ring knows whom it can serve`() {
    let ring = Ring(key: TestLog.ring, floor: 10)
    #expect(ring.cursor(after: 9) == nil)
    #expect(ring.cursor(after: 10) == 0)
    for position in [12, 15, 19] as [Int64] { #expect(ring.append(SharedBytes("x"), position: position)) }
    #expect(ring.append(SharedBytes("presence"), position: nil))
    #expect(!ring.append(SharedBytes("again"), position: 19), "a position comes once")
    #expect(ring.append(SharedBytes("x"), position: 20))
    #expect(ring.cursor(after: 11) == 0)
    #expect(ring.cursor(after: 12) == 1)
    #expect(ring.cursor(after: 14) == 1)
    #expect(ring.cursor(after: 19) == 4)
    #expect(ring.cursor(after: 100) == 5)
    ring.trim(frames: 2, bytes: 1000)
    #expect(ring.floor == 19)
    #expect(ring.cursor(after: 15) == nil)
    #expect(ring.cursor(after: 19) == 4)
    #expect(ring.newest == 20)
  }

  @Test func `a ring's frames lie behind one another, so that whatever somebody lacks is one piece`() throws {
    let ring = Ring(key: TestLog.ring, floor: 0)
    let frames = (1...9).map { [UInt8](repeating: UInt8($0), count: $0 * 10) }
    for (index, frame) in frames.enumerated() { #expect(ring.append(SharedBytes(frame), position: Int64(index + 1))) }
    func bytes(_ start: Int, _ end: Int) -> [UInt8] { ring.withBytes(ring.begin(of: start)..<ring.begin(of: end)) { Array($0) } }
    #expect(bytes(0, 9) == frames.joined().map { $0 })
    #expect(bytes(3, 5) == frames[3] + frames[4])
    #expect(ring.count(from: 0, bytes: 60) == 3)
    #expect(ring.count(from: 0, bytes: 59) == 2)
    #expect(ring.count(from: 8, bytes: 1) == 1, "a frame larger than the limit goes alone")
    #expect(ring.count(from: 7, bytes: 1_000) == 2)
    ring.trim(frames: 4, bytes: 1_000)
    #expect(ring.firstSequence == 5 && ring.byteCount == 300)
    #expect(bytes(0, 4) == frames[5...].joined().map { $0 })
    // Somebody who came by another way has the sixth already.
    let member = Ring.Member(slot: 0, socket: 0, cursor: 5, upTo: 6)
    #expect(ring.firstEntry(for: member) == 1)
    #expect(ring.firstEntry(for: Ring.Member(slot: 0, socket: 0, cursor: 4, upTo: 4)) == nil, "what it lacks has left")
    ring.trim(frames: 0, bytes: 0)
    #expect(ring.byteCount == 0 && ring.firstSequence == 9 && ring.floor == 9)
    #expect(ring.append(SharedBytes("x"), position: 10))
    #expect(bytes(0, 1) == Array("x".utf8))
  }

  @Test func `a ring gathers before a pass only while it is busy, and never longer than it may`() {
    let ring = Ring(key: TestLog.ring, floor: 0)
    func pass(_ frames: Int, nanoseconds: Int64) {
      for _ in 0..<frames { #expect(ring.append(SharedBytes("x"), position: nil)) }
      ring.passBegan = 1_000
      ring.endPass(at: 1_000 + nanoseconds, longest: 500)
    }
    #expect(ring.gathering == 0)
    pass(1, nanoseconds: 300)
    #expect(ring.gathering == 0, "one message at a time goes out at once")
    pass(2, nanoseconds: 300)
    #expect(ring.gathering == 300)
    pass(8, nanoseconds: 3_000)
    #expect(ring.gathering == 500)
    pass(1, nanoseconds: 300)
    #expect(ring.gathering == 0)
  }

  @Test func `a list of few behaves as an array`() {
    var few = Few<Int>()
    var array: [Int] = []
    var state: UInt64 = 7
    for number in 0..<400 {
      state = state &* 6_364_136_223_846_793_005 &+ 1
      let place = array.isEmpty ? 0 : Int(state >> 33) % array.count
      switch (state >> 60) % 4 {
      case 0,
        1 where array.count < 5:
        few.append(number)
        array.append(number)
      case 2 where !array.isEmpty:
        few[place] = -number
        array[place] = -number
      default:
        guard !array.isEmpty else { continue }
        let removed = few.remove(at: place)
        #expect(removed == array.remove(at: place))
      }
      #expect(Array(few) == array && few.count == array.count && few.isEmpty == array.isEmpty)
      #expect(few.firstIndex { $0 < 0 } == array.firstIndex { $0 < 0 })
    }
  }

  @Test func `shared frames are compressed where that pays, each on its own`() throws {
    let long = String(repeating: "Bună ziua tuturor. ", count: 40)
    for text in [long, "scurt", String(repeating: "ă", count: 200), long] {
      let frame = WebSocketFrames.compressedText(Array(text.utf8)).bytes
      let isCompressed = frame[0] & 0x40 != 0
      #expect(isCompressed == (text.utf8.count >= WebSocketFrames.smallestCompressed))
      #expect(frame.count <= WebSocketFrames.text(text).count)
      // Nothing is kept from the frame before, and a window as small as was promised reads it.
      var agreement = PermessageDeflate()
      agreement.serverNoContextTakeover = true
      agreement.serverMaxWindowBits = WebSocketFrames.windowBits
      var session = WebSocket.Session(
        role: .client, maximumMessage: 1 << 20,
        compression: WebSocket.Compression(agreement: agreement, deflater: Deflater(windowBits: 15), inflater: Inflater()))
      #expect(session.receive(frame) == [.message(.text, Array(text.utf8))])
    }
    var random = SystemRandomNumberGenerator()
    let noise = (0..<300).map { _ in UInt8.random(in: 32...126, using: &random) }
    #expect(WebSocketFrames.compressedText(noise).count <= WebSocketFrames.text(noise).count)
  }

  @Test func `tasks that prefer the pool run on its threads, many at once, and after waiting too`() async {
    let pool = WorkerPool(threads: 3)
    let names = Mutex<Set<String>>([])
    let note: @Sendable () -> Void = {
      let name = try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
      names.withLock { _ = $0.insert(name ?? "") }
    }
    await withTaskGroup(of: Int.self) { group in
      for number in 0..<200 {
        group.addTask(executorPreference: pool) {
          note()
          try? await Task.sleep(for: .milliseconds(number % 3))
          note()
          return number
        }
      }
      var sum = 0
      for await number in group { sum += number }
      #expect(sum == 199 * 200 / 2)
    }
    #expect(names.withLock { $0.allSatisfy { $0.hasPrefix("worker-") } && $0.count > 1 })
    pool.stop()
  }

  @Test func `addresses print and count as people expect`() {
    let four = PeerAddress(high: 0, low: 0xFFFF_C000_0201, port: 80)
    #expect(four.description == "192.0.2.1:80")
    #expect(four.network == PeerAddress(high: 0, low: 0xFFFF_C000_0201, port: 0))
    #expect(!four.isLoopback)
    #expect(PeerAddress(high: 0, low: 0xFFFF_7F00_0001, port: 1).isLoopback)
    let six = PeerAddress(high: 0x2001_0DB8_0000_0000, low: 1, port: 443)
    #expect(six.description == "[2001:db8::1]:443")
    #expect(six.network == PeerAddress(high: 0x2001_0DB8_0000_0000, low: 0, port: 0))
    #expect(PeerAddress(high: 0, low: 1, port: 1).isLoopback)
  }

  @Test func `server addresses are understood or refused`() {
    #expect(ServerURL("http://127.0.0.1:8080") == ServerURL(isSecure: false, host: "127.0.0.1", port: 8080))
    #expect(ServerURL("HTTPS://forum.example/") == ServerURL(isSecure: true, host: "forum.example", port: 443))
    #expect(ServerURL("https://[::1]:8443/a/b/") == ServerURL(isSecure: true, host: "::1", port: 8443, prefix: "/a/b"))
    #expect(ServerURL("https://[::1]:8443/a")?.description == "https://[::1]:8443/a")
    for bad in [
      "", "forum.example", "ftp://a", "http://", "http://a:0", "http://a:x", "http://a:99999", "http://u@a", "http://a?b",
      "http://a b",
    ] {
      #expect(ServerURL(bad) == nil, "\(bad)")
    }
  }
}
