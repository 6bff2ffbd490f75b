import Foundation

/// How an input of a fuzzer stands in a file of the corpus: a line, in which what is not visible ASCII is `\n`, `\r`, `\t`, `\\` or
/// `\xHH`. Empty lines and lines that begin with `#` hold none.
public enum FuzzInput {
  public static func line(_ bytes: [UInt8]) -> String {
    var line = ""
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\n"): line += "\\n"
      case UInt8(ascii: "\r"): line += "\\r"
      case UInt8(ascii: "\t"): line += "\\t"
      case UInt8(ascii: "\\"): line += "\\\\"
      case UInt8(ascii: "#") where line.isEmpty: line += "\\x23"
      case 0x20..<0x7F: line.unicodeScalars.append(UnicodeScalar(byte))
      default: line += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return line
  }

  /// Nil for what `line` would not write.
  public static func bytes(_ line: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = Array(line.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "n"): bytes.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "r"): bytes.append(UInt8(ascii: "\r"))
      case UInt8(ascii: "t"): bytes.append(UInt8(ascii: "\t"))
      case UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "x"):
        guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
        bytes.append(value)
        rest = rest.dropFirst(2)
      default: return nil
      }
    }
    return bytes
  }

  /// The inputs of `Tests/Fixtures/fuzz/NAME.txt`.
  public static func corpus(_ name: String) throws -> [[UInt8]] {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: tests.appending(path: "Fixtures/fuzz/\(name).txt"), encoding: .utf8)
    return try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      guard let bytes = bytes(line) else { throw CocoaError(.fileReadCorruptFile) }
      return bytes
    }
  }
}
