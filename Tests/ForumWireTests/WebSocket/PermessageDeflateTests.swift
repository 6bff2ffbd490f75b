import ForumWire
import Testing

@Suite struct PermessageDeflateTests {
  private func accept(_ field: String, _ policy: PermessageDeflate.Policy = .init()) -> String? {
    ExtensionOffer.parse([field]).flatMap { PermessageDeflate.accept($0, policy: policy)?.field }
  }

  @Test(arguments: [
    ("permessage-deflate", "permessage-deflate"),
    ("permessage-deflate; client_max_window_bits", "permessage-deflate"),
    ("permessage-deflate; client_max_window_bits=10", "permessage-deflate; client_max_window_bits=10"),
    ("permessage-deflate; server_max_window_bits=10", "permessage-deflate; server_max_window_bits=10"),
    ("permessage-deflate; server_max_window_bits=\"10\"", "permessage-deflate; server_max_window_bits=10"),
    ("permessage-deflate; server_no_context_takeover", "permessage-deflate; server_no_context_takeover"),
    ("permessage-deflate ;client_no_context_takeover", "permessage-deflate; client_no_context_takeover"),
    ("x-other; a=b, permessage-deflate", "permessage-deflate"),
    ("permessage-deflate; unknown, permessage-deflate", "permessage-deflate"),
    // zlib cannot do 8, so the second offer is taken.
    ("permessage-deflate; server_max_window_bits=8, permessage-deflate", "permessage-deflate"),
  ])
  func `an offer that can be met is accepted`(_ offer: String, _ answer: String) { #expect(accept(offer) == answer) }

  @Test(arguments: [
    "x-other", "permessage-deflate; unknown", "permessage-deflate; server_max_window_bits",
    "permessage-deflate; server_max_window_bits=7", "permessage-deflate; server_max_window_bits=16",
    "permessage-deflate; server_max_window_bits=08", "permessage-deflate; server_max_window_bits=8",
    "permessage-deflate; client_max_window_bits=7", "permessage-deflate; client_max_window_bits=+9",
    "permessage-deflate; server_no_context_takeover=1", "permessage-deflate; client_no_context_takeover=true",
    "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
    "permessage-deflate; client_max_window_bits; client_max_window_bits=9",
  ])
  func `an offer with an unknown, repeated or wrong parameter is declined`(_ offer: String) { #expect(accept(offer) == nil) }

  @Test(arguments: ["permessage-deflate;", "permessage-deflate; a=", "permessage-deflate; a=\"b c\"", "; a", "a b", "a; b=\"c"])
  func `a field that is not well formed is an error`(_ field: String) { #expect(ExtensionOffer.parse([field]) == nil) }

  @Test func `a server may ask for more`() {
    var policy = PermessageDeflate.Policy()
    policy.serverNoContextTakeover = true
    policy.clientNoContextTakeover = true
    policy.clientMaxWindowBits = 11
    #expect(
      accept("permessage-deflate; client_max_window_bits", policy)
        == "permessage-deflate; server_no_context_takeover; client_no_context_takeover; client_max_window_bits=11")
    // Without the client's word the window cannot be limited.
    #expect(accept("permessage-deflate", policy) == "permessage-deflate; server_no_context_takeover; client_no_context_takeover")
  }

  // The examples of RFC 7692 §7.2.3, with the RFC's own bytes.
  @Test func `the RFC's compressed messages are read, and the window lives on between them`() {
    let hello = WebSocket.Event.message(.text, bytes("Hello"))
    let first = masked(.text, hex("f248cdc9c90700"), isCompressed: true)
    let second = masked(.text, hex("f200110000"), isCompressed: true)
    let stored = masked(.text, hex("000500faff48656c6c6f00"), isCompressed: true)
    let fragments =
      masked(.text, hex("f248cd"), isFinal: false, isCompressed: true) + masked(.continuation, hex("c9c90700"))
    let final = masked(.text, hex("f348cdc9c9070000"), isCompressed: true)
    let two = masked(.text, hex("f248050000 00ffff cac9c90700"), isCompressed: true)
    for stream in [first, stored, fragments, final, two] {
      for pieces in everySplit(stream) { #expect(events(pieces, deflates: true) == [hello]) }
    }
    for pieces in everySplit(first + masked(.ping, []) + second) {
      #expect(events(pieces, deflates: true) == [hello, .ping([]), .send(hex("8a00")), hello])
    }
    // §7.2.3.6: nothing at all is one zero byte.
    #expect(events([masked(.text, [0], isCompressed: true)], deflates: true) == [.message(.text, [])])
  }

  @Test func `RSV1 stands only on the first frame of a message`() {
    #expect(events([hex("c180 00000000")], deflates: false) == failed(.reservedBits))
    let begun = masked(.text, [], isFinal: false, isCompressed: true)
    #expect(events([begun + hex("c0")], deflates: true) == failed(.reservedBits))
    #expect(events([hex("c9")], deflates: true) == failed(.reservedBits))
    #expect(events([hex("c8")], deflates: true) == failed(.reservedBits))
    // A message that is not compressed may come on such a connection.
    #expect(events([masked(.text, "plain")], deflates: true) == [.message(.text, bytes("plain"))])
  }

  @Test func `damage, bombs and bad text inside are refused`() {
    #expect(events([masked(.text, hex("ff"), isCompressed: true)], deflates: true) == failed(.badCompression))
    let text = hex("000200fdff c32800")
    #expect(events([masked(.text, text, isCompressed: true)], deflates: true) == failed(.badText))
    let large = hex("000b00f4ff") + [UInt8](repeating: 0x61, count: 11) + [0]
    #expect(events([masked(.text, large, isCompressed: true)], maximumMessage: 10, deflates: true) == failed(.messageTooBig))
    #expect(events([masked(.text, large, isCompressed: true)], maximumMessage: 11, deflates: true).count == 1)
    // More compressed bytes than any message within the limit could need are refused at their length.
    #expect(events([hex("c2ff0000000000200000 00000000")], deflates: true) == failed(.messageTooBig))
  }

  @Test func `messages go out compressed where it pays, and resets follow the agreement`() {
    for (serverResets, clientResets) in [(false, false), (true, false), (false, true), (true, true)] {
      var agreement = PermessageDeflate()
      agreement.serverNoContextTakeover = serverResets
      agreement.clientNoContextTakeover = clientResets
      let serverOut = StoringDeflater()
      let serverIn = SmallInflater()
      let clientOut = StoringDeflater()
      let clientIn = SmallInflater()
      var server = WebSocket.Session(
        role: .server, maximumMessage: 1000,
        compression: .init(agreement: agreement, deflater: serverOut, inflater: serverIn, smallest: 10))
      var client = WebSocket.Session(
        role: .client, maximumMessage: 1000,
        compression: .init(agreement: agreement, deflater: clientOut, inflater: clientIn, smallest: 10))
      let long = bytes("a message long enough")
      let toClient = server.encode(.text, long)
      #expect(toClient[0] == 0xC1)
      #expect(client.receive(toClient) == [.message(.text, long)])
      #expect(server.receive(client.encode(.binary, long)) == [.message(.binary, long)])
      #expect(server.encode(.text, bytes("short")) == WebSocket.FrameEncoder.text("short"))
      #expect(server.encode(.text, []) == hex("8100"))
      #expect(serverOut.resets == (serverResets ? 1 : 0))
      #expect(clientIn.resets == (serverResets ? 1 : 0))
      #expect(clientOut.resets == (clientResets ? 1 : 0))
      #expect(serverIn.resets == (clientResets ? 1 : 0))
    }
  }
}
