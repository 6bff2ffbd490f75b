/// The installation's own keys, made at first use and kept in the table `secrets`.
public enum SecretName: String, Sendable, CaseIterable {
  /// HMAC key of form tokens.
  case forms
}
