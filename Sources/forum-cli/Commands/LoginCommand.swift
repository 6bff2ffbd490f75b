import ForumCore
import ForumNet

/// Keeps a token for a server, after asking the server whether it is good.
struct LoginCommand: CLICommand {
  static let spec = CommandSpec(
    name: "login", side: .client,
    summary: Phrase(ro: "Păstrează un token pentru un server.", en: "Keep a token for a server."),
    details: Phrase(
      ro:
        "Tokenul se lipește la întrebare (nu se vede) sau vine la intrare; nu apare în lista de procese și nici în istoric. Se verifică la server și se păstrează într-un fișier pe care îl puteți citi doar dumneavoastră (~/.config/sfat/credentials.json), câte unul pentru fiecare server. Comenzile folosesc apoi serverul ultimului login.",
      en:
        "Paste the token when asked (it is not shown) or pipe it in; it is in no list of processes and in no history. It is checked with the server and kept in a file that only you can read (~/.config/sfat/credentials.json), one for each server. Commands then use the server of the last login."
    ),
    examples: ["forum-cli --server https://forum.example login", "forum-cli --server http://127.0.0.1:8080 login < token"])

  init(_ arguments: ParsedArguments) throws(UsageError) {
    for option in ["--token", "--token-file"] where arguments.has(option) { throw .conflict("login", option) }
  }

  func run(in context: Context) async throws -> ExitCode {
    var store = try CredentialStore(environment: context.environment)
    let server = try ForumClient.server(context, store)
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
    let client = try ForumClient(context, token: token)
    let profile = try client.get("/profile.json")
    try store.set(token, for: server.description)
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
      ro: "Tokenul rămâne valabil; îl oprește cine administrează forumul, cu „token revoke”.",
      en: "The token stays valid; who runs the forum ends it with \"token revoke\"."))

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
