/// Writes answers as RFC 9112 wants them: the server's half of what goes out.
public enum ResponseEncoder {
  /// `100 Continue`, whole.
  public static let continueBytes: [UInt8] = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
  /// The empty chunk that ends a chunked body.
  public static let lastChunk: [UInt8] = Array("0\r\n\r\n".utf8)

  /// Whether an answer has a body on the wire: none for HEAD, 1xx, 204 and 304 (RFC 9110 §6.4.1).
  public static func sendsBody(status: Int, method: String) -> Bool {
    method != "HEAD" && statusAllowsBody(status)
  }

  static func statusAllowsBody(_ status: Int) -> Bool { status >= 200 && status != 204 && status != 304 }

  /// Writes an answer's head.
  ///
  /// - `length`: how the body's end is known. For HEAD give what GET would: the field is the same, the body is not sent.
  ///   `chunked` is only for clients of HTTP/1.1; `none` writes `Content-Length: 0` where a body could be.
  /// - `keepAlive`: whether the connection lives on; `minorVersion`: the client's.
  /// - `date`: the IMF-fixdate of now; it is added unless the fields have one or it is empty.
  /// - `requestID`: the number of the request that is answered, for `Request-Id`; nil where none was understood.
  ///
  /// Content-Length and Transfer-Encoding of `head.fields` are not written: the frame is decided here alone, but for 304, which
  /// may repeat the Content-Length of the 200.
  public static func encode(
    _ head: ResponseHead, length: BodyLength, keepAlive: Bool, minorVersion: Int = 1, date: String = "",
    requestID: UInt64? = nil, into output: inout [UInt8]
  ) {
    precondition((100...999).contains(head.status), "a status has three digits")
    output.reserveCapacity(output.count + 160 + head.fields.bytes.count)
    output.append("HTTP/1.1 ")
    output.append(decimal: head.status)
    output.append(.space)
    output.append(ResponseHead.reasonPhrase(head.status))
    output.append("\r\n")
    if !date.isEmpty, !head.fields.contains("Date") {
      output.append("Date: ")
      output.append(contentsOf: date.utf8)
      output.append("\r\n")
    }
    if let requestID {
      output.append("Request-Id: ")
      output.append(hexadecimal: requestID)
      output.append("\r\n")
    }
    head.fields.encode(into: &output) { $0.matches("content-length", in: $1) || $0.matches("transfer-encoding", in: $1) }
    encodeLength(head, length, into: &output)
    if head.status != 101 {
      if !keepAlive || length == .untilClose {
        output.append("Connection: close\r\n")
      } else if minorVersion == 0 {
        output.append("Connection: keep-alive\r\n")
      }
    }
    output.append("\r\n")
  }

  /// The bytes of an answer's head; see `encode`.
  public static func head(
    _ head: ResponseHead, length: BodyLength, keepAlive: Bool, minorVersion: Int = 1, date: String = ""
  ) -> [UInt8] {
    var output: [UInt8] = []
    encode(head, length: length, keepAlive: keepAlive, minorVersion: minorVersion, date: date, into: &output)
    return output
  }

  private static func encodeLength(_ head: ResponseHead, _ length: BodyLength, into output: inout [UInt8]) {
    guard statusAllowsBody(head.status) else {
      if head.status == 304, let original = head.fields["Content-Length"] {
        output.append("Content-Length: ")
        output.append(contentsOf: original.utf8)
        output.append("\r\n")
      }
      return
    }
    switch length {
    case .none: output.append("Content-Length: 0\r\n")
    case .length(let count):
      output.append("Content-Length: ")
      output.append(decimal: count)
      output.append("\r\n")
    case .chunked: output.append("Transfer-Encoding: chunked\r\n")
    case .untilClose: break
    }
  }

  /// One chunk with its size line and end. Empty data gives nothing, because an empty chunk would end the body.
  public static func encodeChunk(_ data: [UInt8], into output: inout [UInt8]) {
    if data.isEmpty { return }
    output.append(contentsOf: String(data.count, radix: 16).utf8)
    output.append("\r\n")
    output.append(contentsOf: data)
    output.append("\r\n")
  }
}
