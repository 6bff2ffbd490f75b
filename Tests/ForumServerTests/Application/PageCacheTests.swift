import ForumCore
import ForumNet
import ForumWire
import Testing

@testable import ForumServer

struct PageCacheTests {
  private let origin = Origin(isSecure: false, authority: "127.0.0.1")!

  private func key(_ target: String) -> PageCache.Key {
    PageCache.Key(target: target, origin: origin, locale: .ro, theme: .auto)
  }

  private func page(at position: Position, topics: [String]?, bytes: Int = 10) -> PageCache.Page {
    PageCache.Page(
      position: position, topics: topics, template: .thread,
      plain: PageCache.Form([:], etag: EntityTag("a"), body: [UInt8](repeating: 0, count: bytes)), gzip: nil)
  }

  private func row(_ topic: String, _ position: Position) -> TopicRow {
    TopicRow(topic: topic, event: TopicEvent(position: position, type: .postPublished))
  }

  @Test func `a page is good until one of its topics speaks`() {
    let cache = PageCache(position: 10)
    cache.keep(page(at: 10, topics: ["threads/1"]), for: key("/threads/1"))
    cache.advance([row("threads/2", 11)], to: 11)
    #expect(cache.page(for: key("/threads/1"), head: 11) != nil)
    cache.advance([row("threads/1", 12)], to: 12)
    #expect(cache.page(for: key("/threads/1"), head: 12) == nil)
  }

  @Test func `nothing is answered while the tail has not seen the last commit`() {
    let cache = PageCache(position: 10)
    cache.keep(page(at: 10, topics: ["threads/1"]), for: key("/threads/1"))
    #expect(cache.page(for: key("/threads/1"), head: 11) == nil)
    cache.advance([], to: 11)
    #expect(cache.page(for: key("/threads/1"), head: 11) != nil)
  }

  @Test func `what is known has to do where the last commit cannot be read`() {
    let cache = PageCache(position: 10)
    cache.keep(page(at: 10, topics: ["threads/1"]), for: key("/threads/1"))
    cache.keep(page(at: 10, topics: ["threads/2"]), for: key("/threads/2"))
    #expect(cache.page(for: key("/threads/1"), head: 12) == nil)
    #expect(cache.lastKnown(key("/threads/1")) != nil)
    cache.advance([row("threads/1", 12)], to: 12)
    #expect(cache.lastKnown(key("/threads/1")) == nil)
    #expect(cache.lastKnown(key("/threads/2")) != nil)
  }

  @Test func `a page of everything ends with any event`() {
    let cache = PageCache(position: 10)
    cache.keep(page(at: 10, topics: nil), for: key("/"))
    #expect(cache.page(for: key("/"), head: 10) != nil)
    cache.advance([row("threads/9", 11)], to: 11)
    #expect(cache.page(for: key("/"), head: 11) == nil)
  }

  @Test func `a page that was old before it was kept is not kept`() {
    let cache = PageCache(position: 10)
    cache.advance([row("threads/1", 12)], to: 12)
    cache.keep(page(at: 11, topics: ["threads/1"]), for: key("/threads/1"))
    cache.keep(page(at: 9, topics: ["threads/2"]), for: key("/threads/2"))
    #expect(cache.page(for: key("/threads/1"), head: 12) == nil)
    #expect(cache.page(for: key("/threads/2"), head: 12) == nil)
  }

  @Test func `the memory is bounded, and what was used last stays`() {
    let cache = PageCache(position: 10)
    let bytes = 512 * 1024
    cache.keep(page(at: 10, topics: [], bytes: bytes), for: key("/kept"))
    for number in 0..<400 {
      cache.keep(page(at: 10, topics: [], bytes: bytes), for: key("/\(number)"))
      _ = cache.page(for: key("/kept"), head: 10)
    }
    #expect(cache.size.bytes <= PageCache.bound)
    #expect(cache.page(for: key("/kept"), head: 10) != nil)
    #expect(cache.page(for: key("/0"), head: 10) == nil)
    cache.keep(page(at: 10, topics: [], bytes: PageCache.pageBound), for: key("/large"))
    #expect(cache.page(for: key("/large"), head: 10) == nil)
  }

  @Test func `topics beyond the bound are forgotten together with the pages before`() {
    let cache = PageCache(position: 10)
    cache.keep(page(at: 10, topics: ["threads/1"]), for: key("/threads/1"))
    cache.advance((0...PageCache.topicBound).map { row("spaces/\($0)", 11) }, to: 11)
    #expect(cache.page(for: key("/threads/1"), head: 11) == nil)
  }
}
