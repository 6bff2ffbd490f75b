/// Forms and queries: `application/x-www-form-urlencoded` as the WHATWG URL standard §5 has it.
///
/// Reading is forgiving as browsers are: a lone `%` stands for itself, bytes that are not UTF-8 become U+FFFD.
public struct FormURLEncoded: Sendable, Equatable {
  public struct Pair: Sendable, Equatable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// How many pairs are read unless somebody names another number.
  public static let maximumPairs = 256

  public var pairs: [Pair]

  public init(_ pairs: [Pair] = []) { self.pairs = pairs }

  /// Reads a body; nil when it has more pairs than `maximumPairs`.
  public init?(decoding bytes: some Collection<UInt8>, maximumPairs: Int = FormURLEncoded.maximumPairs) {
    pairs = []
    for part in bytes.split(separator: UInt8(ascii: "&")) {
      guard pairs.count < maximumPairs else { return nil }
      let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      let value = equals < part.endIndex ? part[part.index(after: equals)...] : part[equals...]
      pairs.append(Pair(Self.decode(part[..<equals]), Self.decode(value)))
    }
  }

  /// Reads a query; nil as above.
  public init?(query: String?, maximumPairs: Int = FormURLEncoded.maximumPairs) {
    self.init(decoding: (query ?? "").utf8, maximumPairs: maximumPairs)
  }

  /// The first value under this name.
  public subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  public func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  /// Written out; decoding it gives the same pairs.
  public var encoded: String {
    var output: [UInt8] = []
    for pair in pairs {
      if !output.isEmpty { output.append(UInt8(ascii: "&")) }
      Self.encode(pair.name, into: &output)
      output.append(UInt8(ascii: "="))
      Self.encode(pair.value, into: &output)
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func encode(_ text: String, into output: inout [UInt8]) {
    for byte in text.utf8 {
      if byte == .space {
        output.append(UInt8(ascii: "+"))
      } else if byte.isLetter || byte.isDigit || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
      {
        output.append(byte)
      } else {
        PercentEncoding.append(byte, to: &output)
      }
    }
  }

  private static func decode(_ bytes: some Collection<UInt8>) -> String {
    var output: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index = bytes.index(after: index)
      if byte == UInt8(ascii: "+") {
        output.append(.space)
      } else if byte == UInt8(ascii: "%"), let triplet = triplet(bytes, index) {
        output.append(triplet)
        index = bytes.index(index, offsetBy: 2)
      } else {
        output.append(byte)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func triplet<Bytes: Collection<UInt8>>(_ bytes: Bytes, _ index: Bytes.Index) -> UInt8? {
    guard index < bytes.endIndex, let high = bytes[index].hexValue else { return nil }
    let next = bytes.index(after: index)
    guard next < bytes.endIndex, let low = bytes[next].hexValue else { return nil }
    return UInt8(high << 4 | low)
  }
}
