import ForumCore
import ForumNet
import ForumWire

/// Signing in by a passkey, and making one (WebAuthn Level 3).
extension Application {
  private func relyingParty(_ exchange: Exchange) -> RelyingParty {
    RelyingParty(id: exchange.origin.host, origin: exchange.origin.description)
  }

  /// What the browser hands to the authenticator: the members of WebAuthn's `PublicKeyCredentialCreationOptionsJSON` (for somebody) or
  /// `PublicKeyCredentialRequestOptionsJSON`. The authenticator is to know who holds it, so that it counts for two steps.
  func passkeyOptions(_ exchange: Exchange, for participant: ParticipantID?) throws(Problem) -> Reply {
    let party = relyingParty(exchange)
    let challenge = passkeyChallenges.make(for: participant, now: .now)
    guard let participant else {
      return Reply.json { json in
        json.beginObject()
        json.member("challenge", challenge)
        json.member("rpId", party.id)
        json.member("timeout", PasskeyChallenges.seconds * 1000)
        json.member("userVerification", "required")
        json.endObject()
      }.neverKept()
    }
    guard exchange.identity.isSession else { throw Problem(Rejection.signInRequired) }
    let (name, own) = try read { reader in
      (try reader.account(of: participant)?.email ?? participant.description, try reader.passkeys(of: participant))
    }
    let forum = localisation[exchange.locale]("layout.name")
    return Reply.json { json in
      json.beginObject()
      json.member("challenge", challenge)
      json.key("rp")
      json.beginObject()
      json.member("id", party.id)
      json.member("name", forum)
      json.endObject()
      json.key("user")
      json.beginObject()
      json.member("id", passkeyChallenges.handle(of: participant))
      json.member("name", name)
      json.member("displayName", name)
      json.endObject()
      json.list("pubKeyCredParams", PasskeyKey.Algorithm.allCases) { algorithm, json in
        json.beginObject()
        json.member("type", "public-key")
        json.member("alg", algorithm.rawValue)
        json.endObject()
      }
      json.list("excludeCredentials", own) { passkey, json in
        json.beginObject()
        json.member("type", "public-key")
        json.member("id", Base64URL.encode(passkey.id))
        json.endObject()
      }
      json.key("authenticatorSelection")
      json.beginObject()
      json.member("residentKey", "required")
      json.member("requireResidentKey", true)
      json.member("userVerification", "required")
      json.endObject()
      json.member("attestation", "none")
      json.member("timeout", PasskeyChallenges.seconds * 1000)
      json.endObject()
    }.neverKept()
  }

  /// `id`, `client-data`, `authenticator-data` and `signature`, in base64url: begins a session that showed both steps.
  func signInByPasskey(_ exchange: Exchange) async throws(Problem) -> Reply {
    try await submit(exchange) { () async throws(Problem) in
      try limit(.signInAddress, exchange.client, .tooManyAttempts)
      let (id, clientData) = (try exchange.fields.bytes("id"), try exchange.fields.bytes("client-data"))
      let (data, signature) = (try exchange.fields.bytes("authenticator-data"), try exchange.fields.bytes("signature"))
      guard let key = try read({ try $0.passkeyKey(id: id) }) else { throw Problem(Rejection.passkeyWrong) }
      var signed: String?
      let count = relyingParty(exchange).signCount(
        signedBy: key, authenticatorData: data, clientData: clientData, signature: signature
      ) { challenge in
        signed = challenge
        return passkeyChallenges.isOurs(challenge, for: nil, now: .now)
      }
      guard let count, let signed else { throw Problem(Rejection.passkeyWrong) }
      let receipt = try await execute(
        .usePasskey(id, signCount: count, challenge: SHA256.hash(Array(signed.utf8))), exchange, by: .system)
      guard let participant = receipt.answer.first.map({ ParticipantID($0) }) else { throw Problem(.internalError) }
      return try await begin(participant, exchange, notice: .signedIn, status: 200, isStrong: true)
    } again: { form throws(Problem) in
      try guestForm(exchange) { SignInPage(context: $0, form: form, hasMail: settings.mailer != nil) }
    }
  }

  /// `act`: `add` with `client-data` and `attestation`, and the password where there is one; `end` with the `passkey` to remove.
  func changePasskeys(_ exchange: Exchange) async throws(Problem) -> Reply {
    guard case .session(let hash, let session) = exchange.identity else { throw Problem(Rejection.signInRequired) }
    return try await submit(exchange) { () async throws(Problem) in
      switch try exchange.fields.choice("act") {
      case "add": try await addPasskey(exchange, session.participant, hash)
      case "end":
        try await execute(.removePasskey(try exchange.fields.bytes("passkey"), session: hash), exchange)
      default: throw .field("act")
      }
      live.checkCredentials()
      return changed(backTo: Route.secondFactor.path, exchange, notice: .saved, position: forum.head)
    } again: { form throws(Problem) in
      try secondFactorPage(exchange, form)
    }
  }

  private func addPasskey(_ exchange: Exchange, _ participant: ParticipantID, _ session: [UInt8]) async throws(Problem) {
    // Who finds a browser signed in could otherwise keep the account.
    if try read({ try $0.account(of: participant) })?.passwordHash != nil {
      try await requirePassword(of: participant, field: "password", exchange)
    }
    var signed: String?
    let made = relyingParty(exchange).newPasskey(
      attestation: try exchange.fields.bytes("attestation"), clientData: try exchange.fields.bytes("client-data")
    ) { challenge in
      signed = challenge
      return passkeyChallenges.isOurs(challenge, for: participant, now: .now)
    }
    guard let made, let signed else { throw Problem(Rejection.passkeyWrong) }
    let device = DeviceName.of(exchange.request.head.fields["User-Agent"])
    try await execute(
      .addPasskey(made, name: device, challenge: SHA256.hash(Array(signed.utf8)), session: session), exchange)
  }
}
