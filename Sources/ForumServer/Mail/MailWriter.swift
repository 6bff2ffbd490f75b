import ForumCore

/// Writes the forum's mails: plain text in the reader's language, short, with one thing to do. Pure.
struct MailWriter: Sendable {
  let localisation: Localisation
  /// The address people use, from the configuration: never from a request, whose sender could have made it up.
  let baseURL: String

  /// Asks a new participant to confirm their address.
  func confirmation(to address: String, token: SecretToken, _ locale: InterfaceLocale) -> OutgoingMail {
    let texts = localisation[locale]
    return mail(
      to: address, texts, "confirm",
      [texts("mail.confirm.text"), link(.confirmRegistration(token.text)), texts("mail.confirm.ignore")],
      usefulSeconds: 86_400)
  }

  /// Tells the owner of an account that somebody registers with their address: to them alone, not to who typed it.
  func taken(address: String, _ locale: InterfaceLocale) -> OutgoingMail {
    let texts = localisation[locale]
    return mail(to: address, texts, "taken", [texts("mail.taken.text"), link(.signInLink)], usefulSeconds: 86_400)
  }

  /// Invites somebody; whose idea it was is not told.
  func invitation(to address: String, token: SecretToken, _ locale: InterfaceLocale) -> OutgoingMail {
    let texts = localisation[locale]
    return mail(
      to: address, texts, "invitation",
      [texts("mail.invitation.text"), link(.join(token.text)), texts("mail.invitation.ignore")])
  }

  /// Asks to confirm another address of an account.
  func emailChange(to address: String, token: SecretToken, _ locale: InterfaceLocale) -> OutgoingMail {
    let texts = localisation[locale]
    return mail(
      to: address, texts, "address",
      [texts("mail.address.text"), link(.confirmEmail(token.text)), texts("mail.address.ignore")], usefulSeconds: 86_400)
  }

  /// Tells the address before that it is one no more; the ledger knows which that is.
  func emailChanged(_ locale: InterfaceLocale) -> OutgoingMail {
    let texts = localisation[locale]
    return mail(to: "", texts, "addressChanged", [texts("mail.addressChanged.text"), link(.profile)])
  }

  /// A link that verifies an organisation, to a mailbox of its own.
  func verification(of organisation: String, to address: String, token: SecretToken, _ locale: InterfaceLocale) -> OutgoingMail {
    let texts = localisation[locale]
    return mail(
      to: address, texts, "organisation",
      [
        texts("mail.organisation.text", ["organisation": organisation]), link(.useVerificationLink(token.text)),
        texts("mail.organisation.ignore"),
      ], usefulSeconds: 86_400)
  }

  /// A link that signs in once.
  func signIn(to address: String, token: SecretToken, _ locale: InterfaceLocale) -> OutgoingMail {
    let texts = localisation[locale]
    return mail(
      to: address, texts, "signIn",
      [texts("mail.signIn.text"), link(.useSignInLink(token.text)), texts("mail.signIn.ignore")], usefulSeconds: 1_800)
  }

  /// Confirms a visitor's notice (DSA 16(4)).
  func noticeReceived(to address: String, receipt: SecretToken, _ locale: InterfaceLocale) -> OutgoingMail {
    let texts = localisation[locale]
    return mail(
      to: address, texts, "notice",
      [texts("mail.notice.text"), link(.noticeReceipt(receipt.text)), texts("mail.notice.later")])
  }

  /// The statement of reasons, to whom a decision concerns (DSA 17).
  func decision(_ decision: DecisionRecord, to reader: MailReader) -> OutgoingMail {
    let texts = localisation[reader.locale]
    let isLifting = decision.measure == .lift
    return mail(
      to: reader, texts, "decision",
      [
        texts("measures.\(decision.measure.rawValue)"), facts(decision, texts),
        named("decision.facts", decision.facts, texts), named("decision.explanation", decision.explanation, texts),
        texts("mail.decision.link"), link(.decision(decision.id)),
        isLifting ? nil : texts("redress.here"), isLifting ? nil : texts("redress.elsewhere"),
      ])
  }

  /// What was decided about a notice, to who gave it (DSA 16(5)).
  func noticeDecided(_ decision: DecisionRecord, to reader: MailReader) -> OutgoingMail {
    let texts = localisation[reader.locale]
    return mail(
      to: reader, texts, "noticeDecided",
      [
        texts("mail.noticeDecided.text"), texts("measures.\(decision.measure.rawValue)"), facts(decision, texts),
        named("decision.facts", decision.facts, texts), named("decision.explanation", decision.explanation, texts),
        texts("mail.decision.link"), link(.decision(decision.id)),
        // Only who has an account can contest it here.
        reader.participant != nil && decision.measure == .none ? texts("redress.here") : nil, texts("redress.elsewhere"),
      ])
  }

  func appealDecided(_ appeal: AppealRecord, to reader: MailReader) -> OutgoingMail {
    let texts = localisation[reader.locale]
    return mail(
      to: reader, texts, "appeal",
      [
        appeal.outcome.map { texts("appeal.outcome.\($0.rawValue)") }, appeal.reason, texts("mail.decision.link"),
        link(.appeal(appeal.id)), texts("redress.elsewhere"),
      ])
  }

  func mandateOffered(_ mandate: MandateRecord, to reader: MailReader) -> OutgoingMail {
    let texts = localisation[reader.locale]
    return mail(
      to: reader, texts, "mandate",
      [
        texts("mail.mandate.text", ["organisation": texts.name(mandate.organisationName), "days": texts.mandateDays(mandate)]),
        link(.profile),
      ])
  }

  // MARK: - Parts

  private func link(_ route: Route) -> String { baseURL + route.path }

  private func facts(_ decision: DecisionRecord, _ texts: Texts) -> String {
    var parts = [
      texts("decision.basis") + ": " + texts("bases.\(decision.basis.rawValue)"), texts("grounds.\(decision.ground.rawValue)"),
    ]
    if let until = decision.until { parts.append(texts("decision.until", ["date": texts.date(until)])) }
    return parts.joined(separator: " · ")
  }

  private func named(_ key: String, _ words: String?, _ texts: Texts) -> String? {
    guard let words, !words.isEmpty else { return nil }
    return texts(key) + ":\n" + words
  }

  private func mail(to reader: MailReader, _ texts: Texts, _ kind: String, _ paragraphs: [String?]) -> OutgoingMail {
    var mail = mail(to: reader.address, texts, kind, paragraphs)
    mail.participant = reader.participant
    return mail
  }

  private func mail(
    to address: String, _ texts: Texts, _ kind: String, _ paragraphs: [String?], usefulSeconds: Int64 = OutgoingMail.usualSeconds
  ) -> OutgoingMail {
    let body =
      ([texts("mail.greeting")] + paragraphs.compactMap(\.self) + ["-- \n" + texts("layout.motto") + "\n" + baseURL])
      .joined(separator: "\n\n")
    return OutgoingMail(
      address: address, language: texts.locale.rawValue, subject: texts("mail.\(kind).subject"), body: body,
      usefulSeconds: usefulSeconds)
  }
}

/// To whom a mail goes, and in which language.
struct MailReader: Sendable {
  var participant: ParticipantID?
  var address: String
  var locale: InterfaceLocale
}
