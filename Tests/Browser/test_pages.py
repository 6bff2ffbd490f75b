"""Every page, narrow and wide, light and dark, in both languages: valid, accessible, nothing sticks out."""

import re

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe

from harness import Server
from people import register, turn_on_second_step

WIDTHS = (320, 1280)


@pytest.fixture(scope="session")
def addresses(demo):
    """Every kind of page a guest can open."""
    _, _, listing = demo.request("GET", "/threads.json")
    threads = listing["threads"]
    thread = max(threads, key=lambda each: each.get("posts", 0))
    number = thread["id"]
    _, _, page = demo.request("GET", f"/threads/{number}.json")
    author = page["posts"][0]["author"]["id"]
    _, _, organisations = demo.request("GET", "/organisations.json")
    organisation = organisations["organisations"][0]["id"]
    return ["/", "/spaces", "/spaces/education", "/threads", "/threads?kind=question", f"/threads/{number}",
            f"/posts/{page['posts'][1]['id']}/history", f"/participants/{author}", "/organisations",
            f"/organisations/{organisation}", f"/threads/{number}/voices", "/spaces/education/voices", "/register", "/sign-in", "/about", "/nu-exista"]


# Levels A and AA up to WCAG 2.2, the size of targets included, and what is good practice beyond.
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
         "resultTypes": ["violations"]}


def check(page, where, colours=True):
    """The page that is open: its source (where it has an address), as axe sees it, and whether it fits.

    Without `colours` for forced colours, which are the reader's: axe reads those that the page asked for."""
    if where.startswith("/"):
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(page.request.get(where, headers={"Accept": "text/html"}).text())
        assert not parser.errors, (where, [(place, code, more) for place, code, more in parser.errors[:5]])
    results = Axe().run(page, options=RULES | {"rules": {"color-contrast": {"enabled": colours}}})
    assert results.violations_count == 0, (where, results.generate_report())
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, (where, f"{wide} px stick out")


@pytest.mark.parametrize("scheme", ("light", "dark"))
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ("ro-RO", "en-GB"))
def test_a_guest_s_pages(demo, open_browser, addresses, width, scheme, language):
    page = open_browser(demo, viewport={"width": width, "height": 800}, color_scheme=scheme, locale=language)
    for where in addresses:
        page.goto(where)
        assert page.locator("html").get_attribute("lang") == language[:2]
        check(page, where)


TEXT = """# Titlu

Text **gras**, `cod` și <https://exemplu.ro>.

| a | b |
|:-|-:|
| 1 | 2 |

- [x] gata
- [ ] nu

> citat

```
let x = 1
```
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory, chromium):
    """A forum with every state a page can show, and the cookies of one person for each role."""
    server = Server(tmp_path_factory.mktemp("house") / "data", "--test-mode").start()
    contexts, people, numbers = {}, {}, {}
    for role in ("participant", "moderator", "administrator"):
        contexts[role] = chromium.new_context(base_url=server.url, locale="ro-RO")
        page = people[role] = register(contexts[role].new_page(), f"Persoana {role}")
        numbers[role] = page.locator("body").get_attribute("data-signed-in")
        if role != "participant":
            server.cli("role", "grant", numbers[role], role)
            turn_on_second_step(page)
    program = server.token("moderator", "Program")
    thread = server.open_thread(program, body=TEXT)
    deep = server.post(program, thread, "rădăcina")
    for number in range(12):
        deep = server.post(program, thread, f"răspunsul {number}", parent=deep)
    hidden = server.post(program, thread, "de ascuns")
    locked = server.open_thread(program, title="Un subiect închis")

    def write(role, path, values, back):
        """Sends a form as the page would, with its token."""
        page = people[role]
        page.goto(back)
        answer = page.request.post(path, form={"csrf": page.locator("meta[name=csrf]").get_attribute("content"), **values},
                                   headers={"Origin": server.url}, max_redirects=0)
        assert answer.status == 303, (path, answer.status, answer.text()[:300])
        return answer.headers["location"]

    own = re.search(r"#post-(\d+)", write("participant", f"/threads/{thread}/posts", {"body": "al meu"}, f"/threads/{thread}"))[1]
    write("participant", f"/posts/{own}", {"body": "al meu, altfel"}, "/")
    gone = re.search(r"#post-(\d+)", write("participant", f"/threads/{thread}/posts", {"body": "de retras"}, "/"))[1]
    write("participant", f"/posts/{gone}/withdraw", {}, "/")
    started = write("participant", "/threads", {"title": "Al meu", "body": TEXT, "space": "health", "kind": "question",
                                                "territory": "RO"}, "/").split("?")[0]
    reasons = {"facts": "un motiv", "explanation": "o regulă", "ground": "privacy"}
    hiding = write("moderator", "/decisions", {"post": hidden, "measure": "hide", **reasons}, "/")
    write("moderator", "/decisions", {"thread": locked, "measure": "lock", **reasons}, "/")
    notice = write("participant", "/notices", {"post": deep, "ground": "hate-against-roma", "explanation": "de ce", "good-faith": "1"},
                   "/")
    matter = f"/moderation/{notice.split('/')[-1]}"
    against = write("moderator", "/decisions", {"post": own, "measure": "label", "label": "disputed", **reasons}, "/")
    appeal = write("participant", f"{against}/appeal", {"text": "nu este contestat"}, "/")
    proposed = write("moderator", "/decisions", {"participant": numbers["participant"], "measure": "suspend", **reasons}, "/")
    alike = []
    for text in ("Cumpărați acum", "Cumpărați și voi"):
        told = write("participant", "/notices", {"post": server.post(program, thread, text), "ground": "spam", "explanation": "reclamă",
                                                 "good-faith": "1"}, "/")
        alike.append(told.split("/")[-1])
    write("participant", "/profile/speaker", {"profession": "school-mediator"}, "/profile")
    write("administrator", f"/participants/{numbers['participant']}/profession", {"on": "1"}, "/")
    write("administrator", "/roles", {"person": numbers["participant"], "role": "facilitator", "space": "health"}, "/roles")
    split = write("moderator", "/decisions", {"post": server.post(program, thread, "Altă întrebare?"), "measure": "split",
                                              "title": "Altă întrebare", **reasons}, "/")
    made = f"/threads/{int(re.search(r'[0-9]+', split)[0]) + 1}"
    _, _, device = server.request("POST", "/device/authorization", {"name": "forum-cli · birou"})
    organisation = write("participant", "/organisations", {"name": "Asociația de probă", "category": "ngo", "territory": "RO"}, "/")
    everybody = ["/", "/spaces", f"/threads/{thread}", f"/threads/{locked}", "/threads/new", f"/threads/{thread}/reply?parent={deep}",
                 f"/posts/{own}/history", "/profile", f"/participants/{numbers['participant']}", "/organisations",
                 "/organisations/new", organisation, "/nu-exista"]
    yield {
        "server": server,
        "cookies": {role: context.cookies() for role, context in contexts.items()},
        "participant": everybody + [started, f"{started}/title", f"/posts/{own}/edit", f"/posts/{own}/withdraw",
                                    f"/decisions/new?post={hidden}", f"/notices/new?post={deep}", notice, hiding, against, f"{against}/appeal",
                    appeal, "/profile/moderation", "/moderation-log", "/terms", "/transparency",
                    "/profile/data", "/profile/erase", "/profile/second-factor", made, split, "/device",
                    f"/device?code={device['user_code']}"],
        "moderator": ["/profile/second-factor", f"/threads/{thread}", f"/decisions/new?thread={thread}", f"/decisions/new?thread={locked}&measure=lift",
                      f"/decisions/new?post={own}", f"/decisions/new?post={hidden}&measure=lift", f"/posts/{hidden}/history",
                      f"/decisions/new?participant={numbers['participant']}", "/moderation", matter, f"/moderation/several?m{alike[0]}=1&m{alike[1]}=1", hiding, proposed, appeal],
        "administrator": ["/spaces", "/moderation/rules", "/roles", f"/participants/{numbers['participant']}", organisation, f"/threads/{thread}", proposed, appeal],
        # Forms sent empty come back with what is wrong: (page, address).
        "refused": [("/threads/new", "/threads"), (f"/threads/{thread}/reply?parent={deep}", f"/threads/{thread}/posts"),
                    ("/organisations/new", "/organisations"), (f"/notices/new?post={deep}", "/notices"),
                    (f"{against}/appeal", f"{against}/appeal"), ("/profile", "/profile/name"), ("/profile", "/profile/password")],
    }
    for context in contexts.values():
        context.close()
    server.stop()


@pytest.mark.parametrize("role,width,scheme,language,forced", (
    ("participant", 320, "dark", "ro-RO", "none"), ("participant", 1280, "light", "en-GB", "none"),
    ("moderator", 320, "light", "en-GB", "none"), ("moderator", 1280, "dark", "ro-RO", "active"),
    ("administrator", 320, "dark", "ro-RO", "none")))
def test_a_signed_in_person_s_pages(house, open_browser, role, width, scheme, language, forced):
    page = open_browser(house["server"], viewport={"width": width, "height": 800}, color_scheme=scheme, locale=language,
                        forced_colors=forced)
    page.context.add_cookies(house["cookies"][role])
    for where in house[role]:
        page.goto(where)
        assert page.locator("html").get_attribute("lang") == language[:2]
        check(page, where, colours=forced == "none")


def test_forms_that_come_back_with_what_was_wrong(house, open_browser):
    page = open_browser(house["server"], viewport={"width": 320, "height": 800})
    page.context.add_cookies(house["cookies"]["participant"])
    for where, action in house["refused"]:
        page.goto(where)
        # As without JavaScript: the browser's own checks and ours are skipped.
        page.locator(f"main form[action='{action}']").evaluate("""form => {
          for (const field of form.querySelectorAll('input:not([type=hidden]), textarea')) field.value = ''
          HTMLFormElement.prototype.submit.call(form)
        }""")
        page.wait_for_selector("[role=alert] li")
        check(page, f"what {action} refused")


def test_a_thread_page_is_light_and_paints_soon_on_a_slow_network(server, open_browser):
    token = server.token()
    thread = server.open_thread(token)
    text = "Un mesaj de lungime obișnuită, cu câteva propoziții despre drumul până la școală. " * 4
    for number in range(19):
        server.post(token, thread, f"{number}. {text}")
    page = open_browser(server)
    sizes = {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.__setitem__(event["requestId"], event["encodedDataLength"]))
    session.send("Network.emulateNetworkConditions",
                 {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000})
    page.goto(f"/threads/{thread}")
    page.wait_for_timeout(1500)
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    assert len(sizes) <= 4, sizes
    assert sum(sizes.values()) < 50_000, sizes
    assert page.locator("article.post").count() == 20
    assert paint < 1500, paint


def test_a_page_says_where_it_was_rendered(server, open_browser):
    token = server.token()
    thread = server.open_thread(token)
    page = open_browser(server)
    page.goto(f"/threads/{thread}")
    body = page.locator("body")
    assert re.fullmatch(r"\d+", body.get_attribute("data-position"))
    assert body.get_attribute("data-topic") == f"threads/{thread}"
    assert body.get_attribute("data-log")
