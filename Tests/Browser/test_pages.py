"""Every page, narrow and wide, light and dark, in both languages: valid, accessible, nothing sticks out."""

import re

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe

from people import register

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
            f"/organisations/{organisation}", "/register", "/sign-in", "/about", "/nu-exista"]


def check(page, where):
    html = page.request.get(where, headers={"Accept": "text/html"}).text() if where.startswith("/") else page.content()
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    assert not parser.errors, (where, [(place, code, more) for place, code, more in parser.errors[:5]])
    results = Axe().run(page)
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


@pytest.mark.parametrize("width,scheme", ((320, "dark"), (1280, "light")))
def test_a_signed_in_person_s_pages(server, open_browser, width, scheme):
    token = server.token("moderator", "M")
    thread = server.open_thread(token)
    page = register(open_browser(server, viewport={"width": width, "height": 800}, color_scheme=scheme), "Maria")
    page.goto(f"/threads/{thread}")
    page.fill("#composer textarea[name=body]", "Un mesaj de-al meu.")
    page.click("#composer button[type=submit]:not([name=preview])")
    post = page.locator("article.post", has_text="Un mesaj de-al meu.").get_attribute("data-post")
    for where in ("/", f"/threads/{thread}", "/threads/new", f"/threads/{thread}/reply?parent={post}", f"/posts/{post}/edit",
                  f"/posts/{post}/withdraw", "/profile", "/organisations/new"):
        page.goto(where)
        check(page, where)


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
