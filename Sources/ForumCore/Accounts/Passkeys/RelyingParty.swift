/// This forum as authenticators know it, and the checks that both ceremonies have in common (WebAuthn Level 3, sections 7.1 and 7.2).
public struct RelyingParty: Sendable {
  /// The domain, without port: passkeys are bound to it.
  public let id: String
  /// The one origin whose pages may use them.
  public let origin: String

  public init(id: String, origin: String) {
    self.id = id
    self.origin = origin
  }

  /// A new passkey, from what the browser sent; nil for anything that our own page did not just ask for.
  ///
  /// No attestation is asked for, and none is looked at: which make of authenticator somebody has is not our business.
  public func newPasskey(attestation: [UInt8], clientData: [UInt8], challenge: (String) -> Bool) -> NewPasskey? {
    guard isOurs(clientData, type: "webauthn.create", challenge: challenge),
      let data = CBORReader.whole(attestation)?["authData"]?.bytes.flatMap({ AuthenticatorData($0) }), isRight(data),
      let (id, key) = data.credential
    else { return nil }
    return NewPasskey(id: id, key: key, signCount: Int64(data.signCount))
  }

  /// The authenticator's count of signatures where a passkey signed what we asked for; else nil.
  public func signCount(
    signedBy key: PasskeyKey, authenticatorData: [UInt8], clientData: [UInt8], signature: [UInt8], challenge: (String) -> Bool
  ) -> Int64? {
    guard isOurs(clientData, type: "webauthn.get", challenge: challenge), let data = AuthenticatorData(authenticatorData),
      isRight(data), key.verifies(signature, of: authenticatorData + SHA256.hash(clientData))
    else { return nil }
    return Int64(data.signCount)
  }

  private func isRight(_ data: AuthenticatorData) -> Bool {
    data.relyingPartyHash == SHA256.hash(Array(id.utf8)) && data.isUserPresent && data.isUserVerified
  }

  /// What the browser says it did: for whom, on which page.
  private func isOurs(_ clientData: [UInt8], type: String, challenge: (String) -> Bool) -> Bool {
    guard let said = try? JSONParser.parse(clientData), said["type"]?.string == type, said["origin"]?.string == origin,
      said["crossOrigin"] ?? false == false, let given = said["challenge"]?.string
    else { return false }
    return challenge(given)
  }
}
