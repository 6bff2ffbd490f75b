/// What is wrong with bytes a peer sent as HTTP: the one closed list, for both directions.
///
/// Whoever sends such bytes gets `status` and `reason`, and the connection closes, because after a framing fault nobody can
/// say where the next message begins (RFC 9112 §11.2).
public enum ParseError: Error, Equatable, Sendable, CaseIterable {
  // Start line
  case badRequestLine, badTarget, badVersion, unsupportedVersion, badStatusLine
  // Lines and fields
  case bareLineFeed, bareCarriageReturn, badFieldName, badFieldValue, spaceBeforeColon, obsoleteFold
  // Host
  case missingHost, repeatedHost, badHost
  // Body length
  case badContentLength, repeatedContentLength, lengthAndTransferEncoding, badTransferEncoding, unknownTransferCoding
  case transferEncodingInOldVersion
  // Chunks
  case badChunkSize, badChunkExtension, badChunkEnd, badTrailer
  // Limits
  case requestLineTooLong, headTooLarge, tooManyFields, chunkLineTooLong, bodyTooLarge
  // Expectations and ends
  case unknownExpectation, truncated

  /// The HTTP status that answers it. Faults of a server's answer, which only our client sees, count as 502.
  public var status: Int {
    switch self {
    case .requestLineTooLong: 414
    case .headTooLarge, .tooManyFields: 431
    case .bodyTooLarge: 413
    case .unknownTransferCoding: 501
    case .unsupportedVersion: 505
    case .unknownExpectation: 417
    case .badStatusLine: 502
    default: 400
    }
  }

  /// A short English sentence that says what to do; it repeats nothing that was sent.
  public var reason: String {
    switch self {
    case .badRequestLine: "The request line must be a method, one space, a target, one space and a version."
    case .badTarget: "The request target is not valid for this method."
    case .badVersion: "The version must be written HTTP/1.1."
    case .unsupportedVersion: "Only HTTP/1.0 and HTTP/1.1 are spoken here."
    case .badStatusLine: "The status line must be a version, a space and three digits."
    case .bareLineFeed: "Lines must end with CR LF, not with LF alone."
    case .bareCarriageReturn: "A CR must be followed by LF."
    case .badFieldName: "A field line must be a name, a colon and a value."
    case .badFieldValue: "A field value holds a control character."
    case .spaceBeforeColon: "No space may stand between a field name and its colon."
    case .obsoleteFold: "A field value may not continue on the next line."
    case .missingHost: "HTTP/1.1 requests need a Host field."
    case .repeatedHost: "Only one Host field is allowed."
    case .badHost: "The Host must be a host name or address with an optional port."
    case .badContentLength: "Content-Length must be one decimal number."
    case .repeatedContentLength: "Only one Content-Length is allowed."
    case .lengthAndTransferEncoding: "Content-Length and Transfer-Encoding exclude each other."
    case .badTransferEncoding: "Transfer-Encoding must end with chunked, once."
    case .unknownTransferCoding: "The only transfer coding understood is chunked."
    case .transferEncodingInOldVersion: "HTTP/1.0 has no Transfer-Encoding."
    case .badChunkSize: "A chunk must begin with its size in hexadecimal digits."
    case .badChunkExtension: "A chunk extension is not well formed or too long."
    case .badChunkEnd: "A chunk's data must be followed by CR LF."
    case .badTrailer: "This field may not stand in the trailers."
    case .requestLineTooLong: "The request line is too long."
    case .headTooLarge: "The header fields are too large."
    case .tooManyFields: "There are too many header fields."
    case .chunkLineTooLong: "A chunk's size line is too long."
    case .bodyTooLarge: "The body is larger than is accepted here."
    case .unknownExpectation: "The only expectation understood is 100-continue."
    case .truncated: "The connection ended before the message did."
    }
  }
}
