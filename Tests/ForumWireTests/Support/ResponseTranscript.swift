import ForumWire

/// What a client makes of its input, however it was split.
struct ResponseTranscript: Equatable {
  var interim: [Int] = []
  var heads: [ResponseHead] = []
  var bodies: [[UInt8]] = []
  var ends = 0
  var keepAlive = true
  var error: ParseError?

  init(_ pieces: [[UInt8]], method: String = "GET", closes: Bool = false, bodyLimit: Int? = nil) {
    var decoder = ResponseDecoder()
    decoder.expect(method)
    do throws(ParseError) {
      for piece in pieces {
        decoder.append(piece)
        reading: while true {
          let step = try decoder.next(bodyLimit: bodyLimit)
          if case .needMore = step { break reading }
          take(step)
        }
      }
      if closes { take(try decoder.finish()) }
    } catch {
      self.error = error
      if bodies.count > ends { bodies.removeLast() }
    }
    keepAlive = decoder.keepAlive
  }

  private mutating func take(_ step: ResponseDecoder.Step) {
    switch step {
    case .needMore: break
    case .informational(let head): interim.append(head.status)
    case .head(let head):
      heads.append(head)
      bodies.append([])
    case .body(let bytes): bodies[bodies.count - 1] += bytes
    case .end: ends += 1
    }
  }
}
