import ForumWire

/// What a request decoder made of its input, in a form that does not depend on how the input was split.
struct RequestTranscript: Equatable {
  struct Request: Equatable {
    var method: String
    var target: String
    var path: String
    var query: String?
    var minorVersion: Int
    var fields: HTTPFields
    var bodyLength: BodyLength
    var keepAlive: Bool
    var expectsContinue: Bool
    var wantsWebSocket: Bool
    var body: [UInt8] = []
    var isComplete = false

    init(_ head: RequestHead) {
      method = head.method
      target = head.target
      path = head.path
      query = head.query
      minorVersion = head.minorVersion
      fields = head.fields
      bodyLength = head.bodyLength
      keepAlive = head.keepAlive
      expectsContinue = head.expectsContinue
      wantsWebSocket = head.wantsWebSocket
    }
  }

  var requests: [Request] = []
  var error: ParseError?

  init(_ pieces: [[UInt8]], limits: HTTPLimits = HTTPLimits(), bodyLimit: Int? = nil) {
    var decoder = RequestDecoder(limits: limits)
    for piece in pieces {
      decoder.append(piece)
      do throws(ParseError) {
        reading: while true {
          switch try decoder.next(bodyLimit: bodyLimit) {
          case .needMore: break reading
          case .head(let head): requests.append(Request(head))
          case .body(let bytes): requests[requests.count - 1].body += bytes
          case .end: requests[requests.count - 1].isComplete = true
          }
        }
      } catch {
        self.error = error
        // How much of a broken body came out before its fault shows depends on the split, and is nobody's to use.
        if let last = requests.last, !last.isComplete { requests[requests.count - 1].body = [] }
        return
      }
    }
  }
}
