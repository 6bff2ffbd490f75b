/// Who may do what: one table, one pure function. Pages use it to hide, the ledger to refuse.
public enum Rights {
  /// What is done, where it needs a right.
  public enum Act: String, Sendable, CaseIterable {
    case openThread = "open-thread"
    case publishPost = "publish-post"
    case publishInLockedThread = "publish-in-locked-thread"
    case editOwnPost = "edit-own-post"
    case withdrawOwnPost = "withdraw-own-post"
    case react
    case invite
    case assist
    case decide
    case retitleOwnThread = "retitle-own-thread"
    case readHidden = "read-hidden"
    case registerOrganisation = "register-organisation"
    case verifyOrganisation = "verify-organisation"
    case verifyProfession = "verify-profession"
    case openSpace = "open-space"
    case grantRole = "grant-role"
    case eraseContent = "erase-content"
    case runImport = "run-import"
    case publishTerms = "publish-terms"
    case setModeration = "set-moderation"
  }

  /// The least role that an act needs.
  public static func needs(_ act: Act) -> Role {
    switch act {
    case .openThread, .publishPost, .editOwnPost, .withdrawOwnPost, .react, .retitleOwnThread, .registerOrganisation:
      .participant
    case .invite, .assist: .facilitator
    case .publishInLockedThread, .decide, .readHidden: .moderator
    case .verifyOrganisation, .verifyProfession, .openSpace, .grantRole, .eraseContent, .runImport, .publishTerms, .setModeration:
      .administrator
    }
  }

  /// Whether it puts words before others: what a muted person cannot do.
  public static func isWriting(_ act: Act) -> Bool {
    switch act {
    case .openThread, .publishPost, .publishInLockedThread, .editOwnPost, .retitleOwnThread, .registerOrganisation, .assist: true
    default: false
    }
  }

  /// Whether this role may do it; nil is a visitor, who may do none of these.
  public static func allows(_ role: Role?, _ act: Act) -> Bool {
    guard let role else { return false }
    return role >= needs(act)
  }
}
