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
    case .withdrawPost(let id): try askPost(.withdraw, id, exchange)
    case .hidePost(let id): try askPost(.hide, id, exchange)
    case .restorePost(let id): try askPost(.restore, id, exchange)
    case .lockThread(let id): try askThread(.lock, id, exchange)
    case .unlockThread(let id): try askThread(.unlock, id, exchange)
    case .moveThread(let id): try askThread(.move, id, exchange)
    case .retitleThread(let id): try askThread(.retitle, id, exchange)
    case .register: try askRegistration(exchange)
    case .signIn: try askSignIn(exchange)
    case .setup(let code): try askSetup(code, exchange)
    case .profile: try showProfile(exchange)
    case .participant(let id): try showParticipant(id, exchange)
    case .organisations: try listOrganisations(exchange)
    case .newOrganisation: try composeOrganisation(exchange)
    case .organisation(let id): try showOrganisation(id, exchange)
    case .territories: try findTerritories(exchange)
    case .problem(let code): try showProblem(code, exchange)
    case .health: health()
    case .readiness: try readiness()
    case .metrics: showMetrics()
    case .robots: robots()
    case .securityText: try securityText(exchange)
    // The loops answer those that are there.
    case .asset, .openAPI, .asyncAPI: throw Problem(.notFound)
    case .posts, .reactions, .signOut, .profileName, .profileSpeaker, .profilePassword, .verifyOrganisation, .preferences, .live,
      .liveEvents, .testEcho:
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
    case .withdrawPost(let id): try await actOnPost(.withdraw, id, exchange)
    case .hidePost(let id): try await actOnPost(.hide, id, exchange)
    case .restorePost(let id): try await actOnPost(.restore, id, exchange)
    case .lockThread(let id): try await actOnThread(.lock, id, exchange)
    case .unlockThread(let id): try await actOnThread(.unlock, id, exchange)
    case .moveThread(let id): try await actOnThread(.move, id, exchange)
    case .retitleThread(let id): try await actOnThread(.retitle, id, exchange)
    case .register: try await register(exchange, setupCode: nil)
    case .setup(let code): try await register(exchange, setupCode: code)
    case .signIn: try await signIn(exchange)
    case .signOut: try await signOut(exchange)
    case .profileName: try await rename(exchange)
    case .profileSpeaker: try await stateSpeaker(exchange)
    case .profilePassword: try await changePassword(exchange)
    case .organisations: try await registerOrganisation(exchange)
    case .verifyOrganisation(let id): try await verifyOrganisation(id, exchange)
    case .preferences: try choosePreferences(exchange)
    default: throw .methodNotAllowed(route.template.methods)
    }
  }
}
