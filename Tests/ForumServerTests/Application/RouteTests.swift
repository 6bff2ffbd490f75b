import ForumCore
import ForumServer
import Testing

struct RouteTests {
  /// One route of every template, made by parsing an example of its path.
  static let examples: [(RouteTemplate, String)] = RouteTemplate.allCases.map { template in
    var path = template.rawValue
    if let open = path.firstIndex(of: "{"), let close = path.firstIndex(of: "}") {
      let name = path[path.index(after: open)..<close]
      let value =
        switch name {
        case "space": "education"
        case "name": "forum.css"
        case "code": "aB3_-x"
        default: "42"
        }
      path.replaceSubrange(open...close, with: value)
    }
    return (template, path)
  }

  @Test func `every template parses and prints the same path`() throws {
    for (template, path) in Self.examples {
      let routed = try #require(Routed(path: path), "nothing at \(path)")
      #expect(routed.route.template == template)
      #expect(routed.suffix == nil)
      #expect(routed.route.path == path)
    }
  }

  @Test func `every representation of every route has its suffix`() throws {
    for (template, path) in Self.examples {
      let route = try #require(Routed(path: path)).route
      for representation in Representation.allCases {
        let expected = template.representations.contains(representation) ? Routed(route, as: representation) : nil
        #expect(Routed(path: route.path(as: representation)) == expected || template == .asset)
      }
    }
  }

  @Test(arguments: [
    "", "threads", "//", "/threads/", "/threads/0", "/threads/042", "/threads/+42", "/threads/-1", "/threads/4a",
    "/threads/99999999999999999999", "/threads/42/", "/threads/42/nothing", "/threads/42/posts/1", "/threads/42.xml",
    "/threads/42.html.json", "/spaces/a%2Fb", "/spaces/..", "/assets/../forum.css", "/assets/.hidden", "/posts/x/edit", "/.json",
    "/threads/new.json", "/live.json", "/THREADS", "/threads/４２",
  ])
  func `a path nobody prints is no route`(path: String) {
    #expect(Routed(path: path) == nil)
  }

  @Test func `an asset keeps its suffix in its name`() {
    #expect(Routed(path: "/assets/ro.json") == Routed(.asset("ro.json")))
  }

  @Test func `a url carries its query encoded and leaves out what has no value`() {
    #expect(Route.thread(ThreadID(42)).url(as: .json, ["after": "57", "limit": nil]) == "/threads/42.json?after=57")
    #expect(
      Route.signIn.url(["back": "/threads/42?after=1", "q": "ș &"]) == "/sign-in?back=%2Fthreads%2F42%3Fafter%3D1&q=%C8%99%20%26")
    #expect(Route.home.path(as: .atom) == "/index.atom")
  }

  @Test func `what can be read answers to HEAD`() {
    for template in RouteTemplate.allCases where !template.representations.isEmpty {
      #expect(template.methods.contains("GET") && template.methods.contains("HEAD"))
    }
  }
}
