import ForumCore

/// From routes to handlers: one case for each, so that the compiler says when one is missing.
extension Application {
  /// GET and HEAD. Who asks is known already, but for a thread, which finds that out in its own reading.
  func read(_ route: Route, _ exchange: inout Exchange) async throws(Problem) -> Reply {
    switch route {
    case .home: try showHome(exchange)
    case .about: try showAbout(exchange)
    case .spaces: try listSpaces(exchange)
    case .space(let key): try showSpace(key, exchange)
    case .threads: try listThreads(exchange)
    case .newThread: try composeThread(exchange)
    case .thread(let id): try showThread(id, &exchange)
    case .reply(let id): try composeReply(id, exchange)
    case .post(let id): try showPost(id, exchange)
    case .editPost(let id): try composeEdit(id, exchange)
    case .postHistory(let id): try showHistory(id, exchange)
    case .withdrawPost(let id): try askWithdrawal(id, exchange)
    case .retitleThread(let id): try askTitle(id, exchange)
    case .register: try askRegistration(exchange)
    case .confirmRegistration(let code): try askConfirmation(code, exchange)
    case .signIn: try askSignIn(exchange)
    case .signInLink: try askSignInLink(exchange)
    case .useSignInLink(let code): try askUseOfLink(code, exchange)
    case .setup(let code): try askSetup(code, exchange)
    case .profile: try showProfile(exchange)
    case .secondFactor: try showSecondFactor(exchange)
    case .participant(let id): try showParticipant(id, exchange)
    case .organisations: try listOrganisations(exchange)
    case .newOrganisation: try composeOrganisation(exchange)
    case .organisation(let id): try showOrganisation(id, exchange)
    case .newNotice: try composeNotice(exchange)
    case .notice(let id): try showNotice(id, exchange)
    case .noticeReceipt(let code): try showReceipt(code, exchange)
    case .moderation: try showQueue(exchange)
    case .matter(let id): try showMatter(id, exchange)
    case .moderationRules: try showRules(exchange)
    case .newDecision: try composeDecision(exchange)
    case .decision(let id): try showDecision(id, exchange)
    case .appealDecision(let id): try composeAppeal(id, exchange)
    case .appeal(let id): try showAppeal(id, exchange)
    case .ownData: try showOwnData(exchange)
    case .erasure: try askErasure(exchange)
    case .ownModeration: try showOwnModeration(exchange)
    case .moderationLog: try showModerationLog(exchange)
    case .statements: try listStatements(exchange)
    case .transparency: try showTransparency(exchange)
    case .transparencyCSV: try sendTransparency(exchange)
    case .terms: try showTerms(nil, exchange)
    case .termsEdition(let number): try showTerms(number, exchange)
    case .territories: try findTerritories(exchange)
    case .problem(let code): try showProblem(code, exchange)
    case .health: health()
    case .readiness: try readiness()
    case .metrics: showMetrics()
    case .robots: robots()
    case .securityText: try securityText(exchange)
    // The loops answer those that are there.
    case .asset, .openAPI, .asyncAPI: throw Problem(.notFound)
    case .posts, .reactions, .secondStep, .signOut, .profileName, .profileSpeaker, .profilePassword, .profileSessions,
      .verifyOrganisation,
      .preferences,
      .notices, .claimMatter, .spaceModeration, .mandates, .managers, .acceptMandate, .endMandate, .decisions, .settleDecision,
      .live, .liveEvents, .testEcho:
      throw .methodNotAllowed(route.template.methods)
    }
  }

  /// POST.
  func write(_ route: Route, _ exchange: Exchange) async throws(Problem) -> Reply {
    switch route {
    case .spaces: try await openSpace(exchange)
    case .threads: try await openThread(exchange)
    case .posts(let id): try await publishPost(id, exchange)
    case .post(let id): try await editPost(id, exchange)
    case .reactions(let id): try await react(id, exchange)
    case .withdrawPost(let id): try await withdrawPost(id, exchange)
    case .retitleThread(let id): try await retitleThread(id, exchange)
    case .register: try await register(exchange, setupCode: nil)
    case .setup(let code): try await register(exchange, setupCode: code)
    case .confirmRegistration(let code): try await confirmRegistration(code, exchange)
    case .signIn: try await signIn(exchange)
    case .signInLink: try await requestSignInLink(exchange)
    case .useSignInLink(let code): try await useSignInLink(code, exchange)
    case .secondStep: try await takeSecondStep(exchange)
    case .secondFactor: try await changeSecondFactor(exchange)
    case .signOut: try await signOut(exchange)
    case .profileName: try await rename(exchange)
    case .profileSpeaker: try await stateSpeaker(exchange)
    case .profilePassword: try await changePassword(exchange)
    case .profileSessions: try await endSessions(exchange)
    case .erasure: try await eraseOwn(exchange)
    case .organisations: try await registerOrganisation(exchange)
    case .mandates(let id): try await offerMandate(id, exchange)
    case .managers(let id): try await setManager(id, exchange)
    case .acceptMandate(let id): try await acceptMandate(id, exchange)
    case .endMandate(let id): try await endMandate(id, exchange)
    case .verifyOrganisation(let id): try await verifyOrganisation(id, exchange)
    case .notices: try await giveNotice(exchange)
    case .claimMatter(let id): try await claimMatter(id, exchange)
    case .moderationRules: try await setRules(exchange)
    case .spaceModeration(let key): try await setPremoderation(key, exchange)
    case .decisions: try await decide(exchange)
    case .settleDecision(let id): try await settleDecision(id, exchange)
    case .appealDecision(let id): try await lodgeAppeal(id, exchange)
    case .appeal(let id): try await decideAppeal(id, exchange)
    case .terms: try await publishTerms(exchange)
    case .preferences: try choosePreferences(exchange)
    default: throw .methodNotAllowed(route.template.methods)
    }
  }
}
