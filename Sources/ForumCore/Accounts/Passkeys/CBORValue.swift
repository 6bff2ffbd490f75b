/// What authenticators write in CBOR (RFC 8949): definite lengths, no tags, no fractions, as CTAP 2.1 section 8 has it.
enum CBORValue: Sendable {
  case integer(Int64)
  case bytes([UInt8])
  case text(String)
  case array([CBORValue])
  case map([(key: CBORValue, value: CBORValue)])
  /// `false`, `true`, `null`: 20, 21, 22.
  case simple(UInt8)

  var bytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
  var integer: Int64? { if case .integer(let number) = self { number } else { nil } }

  subscript(name: String) -> CBORValue? {
    guard case .map(let members) = self else { return nil }
    return members.first { if case .text(name) = $0.key { true } else { false } }?.value
  }

  subscript(label: Int64) -> CBORValue? {
    guard case .map(let members) = self else { return nil }
    return members.first { $0.key.integer == label }?.value
  }
}
