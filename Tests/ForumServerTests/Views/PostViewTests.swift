import ForumCore
import Testing

@testable import ForumServer

struct PostViewTests {
  private let texts = Samples.localisation[.ro]

  private func html(_ post: PostRecord, viewer: ParticipantRecord? = nil) -> String {
    Markup.written { PostView(post: post, viewer: viewer, texts: texts).write($0) }.string
  }

  @Test func `a shared frame has no token, nobody's reactions, and the author's acts hidden`() {
    var post = Samples.posts[0]
    post.ownReactions = [.agree]
    post.ownReactions = []
    let frame = PostView.frame(post, texts: texts).string
    #expect(
      frame.hasPrefix(
        "<li id=\"item-201\"><article id=\"post-201\" class=\"post\" data-post=\"201\" data-placed=\"201\" data-author=\"101\">"))
    #expect(!frame.contains("csrf") && !frame.contains("aria-pressed=\"true\""))
    #expect(frame.ranges(of: "<li data-own hidden>").count == 2)
    #expect(!frame.contains("/decisions/new"))
    #expect(PostView.frame(post, forModerators: true, texts: texts).string.contains("/decisions/new?post=201"))
    #expect(Balance.problem(of: frame) == nil)
  }

  @Test func `the frame and the guest's page say the same words about each reaction once`() {
    let frame = PostView.frame(Samples.posts[0], texts: texts).string
    for reaction in Reaction.allCases { #expect(frame.ranges(of: "data-reaction=\"\(reaction.rawValue)\"").count == 1) }
    let guest = html(Samples.posts[0])
    #expect(!guest.contains("<button") && guest.contains("De acord <span class=\"count\" data-count>12</span>"))
  }

  @Test func `one's own reaction can be taken back, another given`() {
    let page = html(Samples.posts[0], viewer: Samples.viewer)
    #expect(page.contains("formaction=\"/posts/201/reactions?on=0\" name=\"reaction\" value=\"agree\" aria-pressed=\"true\""))
    #expect(page.contains("formaction=\"/posts/201/reactions?on=1\" name=\"reaction\" value=\"thanks\" aria-pressed=\"false\""))
  }

  @Test func `only the author gets edit and withdraw`() {
    #expect(html(Samples.posts[5], viewer: Samples.viewer).contains("/posts/206/edit"))
    #expect(!html(Samples.posts[0], viewer: Samples.viewer).contains("/edit"))
  }

  @Test func `withdrawn, hidden and erased leave a marked place without acts`() {
    for post in [Samples.posts[6], Samples.posts[7]] {
      let place = html(post, viewer: Samples.viewer)
      #expect(place.contains("class=\"gone\"") && !place.contains("<button") && !place.contains("/reply"))
    }
    #expect(html(Samples.posts[7]).contains("<q><bdi>Conține datele personale ale unui copil.</bdi></q>"))
    #expect(html(Samples.posts[7], viewer: Samples.moderator).contains("/decisions/new?post=208&amp;measure=lift"))
    var erased = Samples.posts[0]
    erased.body = nil
    erased.author.name = nil
    #expect(
      html(erased).contains("Textul a fost șters.") && html(erased).contains("<span class=\"name\"><bdi>nume șters</bdi></span>"))
  }

  @Test func `the heading names the author, the mark in words, and the time`() {
    #expect(
      html(Samples.posts[1]).contains(
        "<a class=\"name\" href=\"/participants/102\"><bdi>Mircea Pop</bdi></a> <span class=\"as\">instituție locală, <a href=\"/organisations/31\"><bdi>Primăria Florești</bdi></a> <span class=\"verified\">(verificat)</span></span> <a class=\"when\" href=\"/posts/202\"><time datetime="
      ))
  }

  @Test func `imported counts, orphans and edits are told`() {
    #expect(html(Samples.posts[5]).contains("Voturi de dinainte de import: 21 pentru, 2 împotrivă"))
    #expect(html(Samples.posts[8]).contains("mesajul la care răspundea lipsește"))
    #expect(html(Samples.posts[3]).contains("<a href=\"/posts/204/history\">modificat <time"))
  }

  @Test func `every language of a post is told to its readers`() {
    var post = Samples.posts[0]
    post.language = "rom"
    #expect(html(post).contains("<div class=\"body\" lang=\"rom\" dir=\"auto\">"))
  }
}
