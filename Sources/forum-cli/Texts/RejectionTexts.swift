import ForumCore

extension Failure {
  /// A rule of the forum said no.
  init(_ rejection: Rejection) {
    let isRight: Bool
    switch rejection {
    case .notAllowed, .notYours, .signInRequired: isRight = true
    default: isRight = false
    }
    self.init(isRight ? .notAllowed : .refused, rejection.phrase)
  }
}

extension Rejection {
  /// What the rule says, for those rules that the operator's commands and imports can meet; the others by their code.
  var phrase: Phrase {
    switch self {
    case .threadNotFound: Phrase(ro: "Subiectul nu există.", en: "There is no such thread.")
    case .postNotFound: Phrase(ro: "Mesajul nu există.", en: "There is no such post.")
    case .participantNotFound: Phrase(ro: "Persoana nu există.", en: "There is no such person.")
    case .organisationNotFound, .unknownOrganisation: Phrase(ro: "Organizația nu există.", en: "There is no such organisation.")
    case .contentNotFound: Phrase(ro: "Conținutul nu există la acea poziție.", en: "There is no such content at that position.")
    case .alreadyErased: Phrase(ro: "Conținutul a fost șters deja.", en: "The content was erased already.")
    case .unknownSpace: Phrase(ro: "Rubrica nu există.", en: "There is no such space.")
    case .spaceKeyTaken: Phrase(ro: "Există deja o rubrică cu această cheie.", en: "There is a space with that key already.")
    case .spaceKeyInvalid:
      Phrase(
        ro: "Cheia unei rubrici are litere mici, cifre și cratime, cel mult \(Limits.spaceKey).",
        en: "A space's key is of small letters, digits and hyphens, at most \(Limits.spaceKey).")
    case .unknownTerritory: Phrase(ro: "Unitatea teritorială nu există.", en: "There is no such territory.")
    case .signInRequired, .notAllowed: Phrase(ro: "Nu aveți dreptul.", en: "You are not allowed to.")
    case .notYours: Phrase(ro: "Nu este al dumneavoastră.", en: "It is not yours.")
    case .nameEmpty: Phrase(ro: "Lipsește numele.", en: "The name is missing.")
    case .nameTooLong(let limit):
      Phrase(ro: "Numele trece de \(limit) de caractere.", en: "The name is longer than \(limit) characters.")
    case .titleEmpty: Phrase(ro: "Lipsește titlul.", en: "The title is missing.")
    case .titleTooLong(let limit):
      Phrase(ro: "Titlul trece de \(limit) de caractere.", en: "The title is longer than \(limit) characters.")
    case .bodyEmpty: Phrase(ro: "Lipsește textul.", en: "The text is missing.")
    case .bodyTooLong(let limit):
      Phrase(ro: "Textul trece de \(limit) de caractere.", en: "The text is longer than \(limit) characters.")
    case .reasonEmpty: Phrase(ro: "Lipsește motivul.", en: "The reason is missing.")
    case .reasonTooLong(let limit):
      Phrase(ro: "Motivul trece de \(limit) de caractere.", en: "The reason is longer than \(limit) characters.")
    case .controlCharacters(let field):
      Phrase(ro: "Câmpul \(field) are caractere nepermise.", en: "The field \(field) has characters that are not allowed.")
    case .importItem(_, let rejection): rejection.phrase
    default: Phrase(ro: "Forumul refuză: \(code).", en: "The forum refuses: \(code).")
    }
  }
}
