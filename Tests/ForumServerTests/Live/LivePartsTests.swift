import ForumCore
import ForumNet
import Foundation
import Testing

@testable import ForumServer

/// The parts of the live side alone, and its documents.
struct LivePartsTests {
  private let ring = LiveRing(
    topic: .thread(ThreadID(42)), variant: LiveVariant(audience: .everybody, format: .json, transport: .webSocket))

  @Test func `a ring stays open when a join is on its way to the loop that closes it`() {
    var rings = HubRings()
    let first = rings.open(ring, loop: 0, at: 10)
    let second = rings.open(ring, loop: 0, at: 11)
    // The loop's last subscriber left before it knew of the second join.
    rings.close(ring, loop: 0, opening: first)
    #expect(rings.of(topic: "threads/42").map(\.loops) == [[0]])
    rings.close(ring, loop: 0, opening: second)
    #expect(rings.isEmpty)
    #expect(rings.of(topic: "threads/42").isEmpty)
  }

  @Test func `only quiet rings are told how far the log is, and once`() {
    var rings = HubRings()
    _ = rings.open(ring, loop: 1, at: 10)
    #expect(rings.takeQuiet(before: 10).isEmpty)
    rings.said(ring, 12)
    #expect(rings.takeQuiet(before: 12).isEmpty)
    #expect(rings.takeQuiet(before: 13).map(\.ring) == [ring])
    #expect(rings.takeQuiet(before: 13).isEmpty)
  }

  @Test func `a loop's ring is open from the first join to the last leaving`() {
    let loopRing = LoopRing(ring)
    #expect(!loopRing.openedInVain(1), "nobody is in it: the hub is to close it again")
    loopRing.opened(2, at: 10)
    loopRing.letIn()
    loopRing.opened(3, at: 12)
    loopRing.letIn()
    #expect(loopRing.since == 10, "what was published since the first join is here")
    #expect(loopRing.letOut() == nil)
    #expect(loopRing.openedInVain(4))
    #expect(loopRing.letOut() == 4)
    #expect(loopRing.since == nil)
  }

  @Test func `readers of a topic are persons once and guests each`() {
    let table = PresenceTable()
    let ana = LiveReader(participant: ParticipantID(7), role: .participant)
    for reader in [ana, ana, .guest, .guest, .guest] { table.enter(ring.topic, reader) }
    #expect(table.readers(of: ring.topic) == 4)
    table.leave(ring.topic, ana)
    table.leave(ring.topic, .guest)
    #expect(table.takeChanges().map(\.readers) == [3])
    for reader in [ana, .guest, .guest] { table.leave(ring.topic, reader) }
    #expect(table.readers(of: ring.topic) == 0 && table.topics == 0)
  }

  @Test func `readers of other nodes are added, until they leave or are not heard of any more`() {
    let (table, now) = (PresenceTable(), ContinuousClock.now)
    table.enter(ring.topic, .guest)
    _ = table.takeChanges()
    table.heard(["threads/42": 2, "threads/43": 1], from: "b", now: now)
    table.heard(["threads/42": 5], from: "c", now: now + .seconds(20))
    #expect(table.readers(of: ring.topic) == 8)
    let changes = table.takeChanges().sorted { $0.topic < $1.topic }
    #expect(changes.map(\.topic) == ["threads/42", "threads/43"] && changes.map(\.readers) == [8, 1])
    table.heard(["threads/42": 2], from: "b", now: now + .seconds(10))
    #expect(table.takeChanges().isEmpty, "the same again is no change")
    table.forgetOld(now: now + .seconds(PresenceTable.rememberedSeconds + 1))
    #expect(table.readers(of: .thread(ThreadID(43))) == 0, "it was said once and not again")
    #expect(table.readers(of: ring.topic) == 8)
    table.forgetOld(now: now + .seconds(PresenceTable.rememberedSeconds + 11))
    #expect(table.readers(of: ring.topic) == 6, "b is dead")
    table.heard(["threads/42": 0], from: "c", now: now + .seconds(50))
    #expect(table.readers(of: ring.topic) == 1)
    table.heard(["threads/42": 4], from: "d", now: now + .seconds(50))
    table.left("d")
    #expect(table.takeChanges().map(\.topic).contains("threads/42"))
    #expect(table.readers(of: ring.topic) == 1)
  }

  @Test func `nodes are told what changed, or everything`() {
    let table = PresenceTable()
    table.enter(ring.topic, .guest)
    table.enter(.moderation, .guest)
    table.enter(.own(ParticipantID(7)), LiveReader(participant: ParticipantID(7), role: .participant))
    #expect(table.takeUntold(all: false) == ["threads/42": 1, "moderation": 1])
    #expect(table.takeUntold(all: false).isEmpty)
    table.leave(.moderation, .guest)
    #expect(table.takeUntold(all: true) == ["threads/42": 1, "moderation": 0])
    #expect(table.takeUntold(all: true) == ["threads/42": 1])
    let other = PresenceTable()
    let counts = Dictionary(uniqueKeysWithValues: (1...2_000).map { ("threads/\($0)", $0) })
    let messages = NodePresence.messages(counts)
    #expect(messages.count > 1 && messages.allSatisfy { $0.utf8.count <= Forum.nodeMessageBytes })
    for message in messages { NodePresence.take(message, from: "b", into: other) }
    #expect(other.readers(of: .thread(ThreadID(1))) == 1 && other.readers(of: .thread(ThreadID(2_000))) == 2_000)
    NodePresence.take(#"{"gone":true}"#, from: "b", into: other)
    #expect(other.readers(of: .thread(ThreadID(2_000))) == 0)
    for nonsense in ["", "{", "[]", #"{"readers":3}"#, #"{"readers":{"threads/1":"x","threads/2":-4}}"#] {
      NodePresence.take(nonsense, from: "b", into: other)
    }
    #expect(other.readers(of: .thread(ThreadID(2))) == 0)
  }

  @Test func `operations come back with time, up to the burst`() {
    var limits = LiveLimits()
    limits.operationBurst = 3
    limits.operationsPerSecond = 50
    var budget = OperationBudget(limits)
    let burst = (0..<4).map { _ in budget.take(limits) }
    #expect(burst == [true, true, true, false])
    Thread.sleep(forTimeInterval: 0.1)
    let later = budget.take(limits)
    #expect(later)
    var unlimited = OperationBudget(.testMode)
    let many = (0..<1_000).map { _ in unlimited.take(.testMode) }
    #expect(many.allSatisfy { $0 })
  }

  @Test func `events have an id and no name in a stream, other messages a name`() {
    let content = LiveContent(data: Array("{}".utf8))
    let event = LiveMessage.event(topic: ring.topic, position: 57, type: .postPublished, content: content)
    #expect(
      String(decoding: LiveTransport.eventStream.frame(event).bytes, as: UTF8.self)
        == "id: 57\ndata: {\"op\":\"event\",\"topic\":\"threads/42\",\"position\":57,\"type\":\"post.published\",\"data\":{}}\n\n"
    )
    let presence = LiveMessage.presence(topic: ring.topic, readers: 3)
    #expect(
      String(decoding: LiveTransport.eventStream.frame(presence).bytes, as: UTF8.self)
        == "event: presence\ndata: {\"op\":\"presence\",\"topic\":\"threads/42\",\"readers\":3}\n\n")
  }

  @Test func `asyncapi names the messages and operations there are`() throws {
    let folder = try AssetLocation.find().folder
    let text = try String(contentsOfFile: folder + "/docs/asyncapi.yaml", encoding: .utf8)
    let ours = Set(LiveMessage.Operation.allCases.map(\.rawValue)).union(LiveOperation.Name.allCases.map(\.rawValue))
    #expect(Set(capture(text, "name: ([a-z]+)$")) == ours)
    #expect(Set(capture(text, "op: \\{ const: ([a-z]+) \\}")) == ours)
    for word in ours { #expect(capture(text, "'#/components/messages/(\(word))'").count >= 1, "\(word) is in no channel") }
    let told = capture(text, "- \\$ref: '#/channels/live/messages/([a-z]+)'")
    #expect(Set(told) == ours)
    let streamed = capture(text, "- \\$ref: '#/channels/events/messages/([a-z]+)'")
    #expect(Set(streamed) == ours.subtracting(["subscribe", "unsubscribe", "ping", "unsubscribed", "pong"]))
  }

  @Test func `the limits in the protocol's text are those of the code`() throws {
    let folder = try AssetLocation.find().folder
    let text = try String(contentsOfFile: folder + "/docs/protocol.md", encoding: .utf8)
    let limits = LiveLimits()
    #expect(text.contains("\(limits.topics) topics for each connection"))
    #expect(text.contains("\(limits.messageBytes / 1_024) KiB for each message"))
    #expect(
      text.contains("\(Int(limits.operationBurst)) operations at once and \(Int(limits.operationsPerSecond)) more each second"))
    #expect(text.contains("\(limits.idLength) characters for an `id`"))
    #expect(text.contains("at most \(limits.sliceEvents) events or about \(limits.sliceBytes / 1_024) KiB"))
    #expect(text.contains("every \(Int(limits.positionInterval)) s or so"))
    #expect(text.contains("\(LiveClose.sessionEnded)"))
    #expect(text.contains("Text under \(WebSocketFrames.smallestCompressed) bytes"))
  }

  @Test func `both scripts together are under 12 kB compressed`() throws {
    let web = try AssetLocation.find().web
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "for file in live.js forms.js; do gzip -9 -n -c \"$0/$file\"; done | wc -c", web]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    process.waitUntilExit()
    let count = Int(String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).filter(\.isNumber))
    #expect(try #require(count) > 1_000)
    #expect(try #require(count) < 12_000)
  }

  @Test func `every text the scripts ask for is in every language`() throws {
    let web = try AssetLocation.find().web
    let localisation = try Localisation(folder: web + "/locales")
    for script in ["live.js", "forms.js"] {
      let source = try String(contentsOfFile: web + "/" + script, encoding: .utf8)
      for key in capture(source, "\\btext\\('([a-z-]+)'\\)") + capture(source, "\\bstate\\('([a-z]+)'\\)") {
        for locale in InterfaceLocale.allCases { #expect(localisation[locale].has("live." + key), "live.\(key) in \(locale)") }
      }
    }
  }

  private func capture(_ text: String, _ pattern: String) -> [String] {
    guard let expression = try? NSRegularExpression(pattern: pattern, options: .anchorsMatchLines) else { return [] }
    return expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).compactMap {
      Range($0.range(at: 1), in: text).map { String(text[$0]) }
    }
  }
}
