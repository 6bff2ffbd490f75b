import ForumCore
import ForumNet

/// Keeps a token for a server: one that the person allows in their browser, or one that is given.
struct LoginCommand: CLICommand {
  static let spec = CommandSpec(
    name: "login", side: .client,
    summary: Phrase(ro: "Intră pe un server, cu confirmare în browser.", en: "Sign in to a server, confirmed in the browser."),
    details: Phrase(
      ro:
        "Deschideți adresa arătată în browserul în care sunteți conectat, comparați codul și permiteți. Cu --paste, sau când intrarea nu este un terminal, se ia un token existent: se lipește la întrebare (nu se vede) sau vine la intrare; nu apare în lista de procese și nici în istoric. Tokenul se verifică la server și se păstrează într-un fișier pe care îl puteți citi doar dumneavoastră (~/.config/sfat/credentials.json), câte unul pentru fiecare server. Comenzile folosesc apoi serverul ultimului login.",
      en:
        "Open the address that is shown in the browser in which you are signed in, compare the code and allow it. With --paste, or where the input is no terminal, a token that exists is taken: paste it when asked (it is not shown) or pipe it in; it is in no list of processes and in no history. The token is checked with the server and kept in a file that only you can read (~/.config/sfat/credentials.json), one for each server. Commands then use the server of the last login."
    ),
    options: [
      OptionSpec(name: "--paste", help: Phrase(ro: "cu un token existent", en: "with a token that exists"))
    ],
    examples: ["forum-cli --server https://forum.example login", "forum-cli --server http://127.0.0.1:8080 login < token"])

  private let pastes: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    pastes = arguments.has("--paste")
    for option in ["--token", "--token-file"] where arguments.has(option) { throw .conflict("login", option) }
  }

  func run(in context: Context) async throws -> ExitCode {
    var store = try CredentialStore(environment: context.environment)
    let server = try ForumClient.server(context, store)
    let token =
      context.terminal.inputIsTerminal && !pastes
      ? try BrowserSignIn(client: ForumClient(context, token: ""), context: context).token() : try given(for: server, context)
    let client = try ForumClient(context, token: token)
    let profile = try client.get("/profile.json")
    try store.set(token, for: server.description)
    return told(profile, server, context)
  }

  private func given(for server: ServerURL, _ context: Context) throws(Failure) -> String {
    let prompt = context.text(Phrase(ro: "Tokenul pentru \(server): ", en: "Token for \(server): "))
    let typed = try InputText.secret(prompt: prompt, context.terminal)
    let token = String(typed.drop { $0.isWhitespace }.prefix { !$0.isWhitespace })
    guard !token.isEmpty else {
      throw Failure(
        .usage, Phrase(ro: "Nu a venit niciun token.", en: "No token came."),
        next: Phrase(
          ro: "Cine administrează forumul îl face cu: forum-cli --data DIR token create",
          en: "Who runs the forum makes one with: forum-cli --data DIR token create"))
    }
    return token
  }

  private func told(_ profile: JSONValue, _ server: ServerURL, _ context: Context) -> ExitCode {
    let name = (profile["participant"]?["name"] ?? profile["name"])?.string
    let role = (profile["participant"]?["role"] ?? profile["role"])?.string
    if context.wantsJSON {
      context.answer([
        "server": .string(server.description), "name": name.map(JSONValue.string) ?? .null,
        "role": role.map(JSONValue.string) ?? .null,
      ])
    } else {
      let who = name.map(TextLayout.harmlessLine) ?? "?"
      context.say(Phrase(ro: "Intrat pe \(server) ca \(who).", en: "Signed in to \(server) as \(who)."))
    }
    return .done
  }
}

/// Forgets the token of a server.
struct LogoutCommand: CLICommand {
  static let spec = CommandSpec(
    name: "logout", side: .client, summary: Phrase(ro: "Uită tokenul unui server.", en: "Forget the token of a server."),
    details: Phrase(
      ro:
        "Tokenul rămâne valabil: îl opriți din profil, în browser, sau îl oprește cine administrează forumul, cu „token revoke”.",
      en: "The token stays valid: end it on your profile in the browser; who runs the forum ends it with \"token revoke\"."))

  init(_ arguments: ParsedArguments) throws(UsageError) {}

  func run(in context: Context) async throws -> ExitCode {
    var store = try CredentialStore(environment: context.environment)
    let server = try ForumClient.server(context, store).description
    let was = try store.remove(server)
    if context.wantsJSON {
      context.answer(["server": .string(server), "removed": .bool(was)])
    } else {
      context.say(
        was
          ? Phrase(ro: "Tokenul pentru \(server) a fost uitat.", en: "The token for \(server) is forgotten.")
          : Phrase(ro: "Nu era niciun token pentru \(server).", en: "There was no token for \(server)."))
    }
    return .done
  }
}
