import COpenSSL

/// What is shown to who asks for which name: certificates by the DNS names they are for (RFC 9525 §6.3), without regard to case.
/// A name `*.sfat.example` is for every name with one label in place of the star, and an exact name goes before it.
struct ServerNames<Value> {
  private var exact: [String: Value] = [:]
  private var wildcards: [String: Value] = [:]

  /// Adds a name; the first value for a name stays.
  mutating func add(_ name: String, _ value: Value) {
    let lower = name.lowercased()
    if lower.hasPrefix("*.") {
      let parent = String(lower.dropFirst(2))
      wildcards[parent] = wildcards[parent] ?? value
    } else {
      exact[lower] = exact[lower] ?? value
    }
  }

  subscript(name: String) -> Value? {
    let lower = name.lowercased()
    if let value = exact[lower] { return value }
    guard let dot = lower.firstIndex(of: "."), dot != lower.startIndex else { return nil }
    return wildcards[String(lower[lower.index(after: dot)...])]
  }

  /// The DNS names among a certificate's alternative names (RFC 5280 §4.2.1.6); the common name is no longer one (RFC 9525 §2).
  static func inCertificate(_ certificate: OpaquePointer?) -> [String] {
    guard let found = X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil) else { return [] }
    let list = OpaquePointer(found)
    defer { GENERAL_NAMES_free(list) }
    var names: [String] = []
    for index in 0..<OPENSSL_sk_num(list) {
      guard let name = OPENSSL_sk_value(list, index)?.assumingMemoryBound(to: GENERAL_NAME.self).pointee, name.type == GEN_DNS,
        let text = name.d.dNSName, let bytes = ASN1_STRING_get0_data(text)
      else { continue }
      names.append(String(decoding: UnsafeBufferPointer(start: bytes, count: Int(ASN1_STRING_length(text))), as: UTF8.self))
    }
    return names
  }
}
