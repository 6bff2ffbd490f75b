"""A post goes from one browser to all the others, and is never lost."""

import re

from playwright.sync_api import expect

from people import register
from harness import wait_until


def article(page, post):
    return page.locator(f"#post-{post}")


def reveal(page):
    """Presses «3 mesaje noi» where it shows."""
    button = page.locator("#new-posts")
    if button.is_visible():
        button.click()


def connected(page):
    page.wait_for_selector("#live-status[data-state=live]", state="attached")


def test_a_post_appears_in_the_other_browser(server, open_browser):
    moderator = server.token("moderator", "Moderatoare")
    thread = server.open_thread(moderator)
    ana, dan = register(open_browser(server), "Ana"), register(open_browser(server), "Dan")
    for page in (ana, dan):
        page.goto(f"/threads/{thread}")
        connected(page)
    ana.fill("#composer textarea[name=body]", "Bună ziua tuturor!")
    ana.click("#composer button[type=submit]:not([name=preview])")
    expect(ana.locator("article.post", has_text="Bună ziua tuturor!")).to_have_count(1)
    expect(dan.locator("#new-posts")).to_be_visible()
    expect(dan.locator("#new-posts")).to_contain_text(re.compile("1"))
    dan.click("#new-posts")
    expect(dan.locator("article.post", has_text="Bună ziua tuturor!")).to_have_count(1)
    expect(ana.locator("#composer textarea[name=body]")).to_have_value("")


def test_edits_removals_and_reactions_arrive_in_place(server, open_browser):
    token = server.token("participant", "Autoare")
    moderator = server.token("moderator", "Moderatoare")
    thread = server.open_thread(token)
    post = server.post(token, thread, "Întâi așa.")
    page = open_browser(server)
    page.goto(f"/threads/{thread}")
    connected(page)
    status, _, answer = server.request("GET", f"/posts/{post}.json", token=token)
    assert status == 200, answer
    status, _, answer = server.request(
        "POST", f"/posts/{post}", {"body": "Apoi altfel.", "replaces": answer.get("replaces", post)}, token)
    assert status == 200, answer
    expect(article(page, post)).to_contain_text("Apoi altfel.")
    other = server.token("participant", "Cititor")
    status, _, answer = server.request("POST", f"/posts/{post}/reactions", {"reaction": "agree", "on": True}, other)
    assert status in (200, 201, 204), answer
    expect(article(page, post).locator("[data-reaction=agree]")).to_contain_text("1")
    server.decide(moderator, "hide", "Date personale în text.", post=post)
    expect(article(page, post)).not_to_contain_text("Apoi altfel.")
    expect(article(page, post)).to_contain_text("Date personale în text.")


def test_the_count_and_the_balance_follow_what_comes_and_goes(server, open_browser):
    token = server.token("participant", "Autoare")
    thread = server.open_thread(token)
    page = open_browser(server)
    page.goto(f"/threads/{thread}")
    connected(page)
    count, balance = page.locator("#posts-title"), page.locator("#voices")
    expect(count).to_have_text("1 mesaj")
    post = server.post(token, thread, "Încă un cuvânt.")
    expect(count).to_have_text("2 mesaje")
    expect(balance).to_contain_text("nedeclarat 2")
    status, _, answer = server.request("POST", f"/posts/{post}/withdraw", {}, token)
    assert status in (200, 201, 204), answer
    expect(balance).to_contain_text("nedeclarat 1")


def test_readers_resume_exactly_after_the_server_is_killed(server, open_browser):
    token = server.token()
    thread = server.open_thread(token)
    page = open_browser(server)
    page.goto(f"/threads/{thread}")
    connected(page)
    first = server.post(token, thread, "înainte")
    expect(page.locator("#new-posts")).to_be_visible()
    reveal(page)
    server.kill()
    server.start()
    missed = [server.post(token, thread, f"lipsă {number}") for number in range(5)]
    wait_until(lambda: page.locator("#new-posts").is_visible(), 45, what="the new posts' button after a restart")
    wait_until(lambda: (reveal(page), all(article(page, p).count() == 1 for p in missed))[1], 20, what="all missed posts")
    for post in (first, *missed):
        expect(article(page, post)).to_have_count(1)


def test_a_network_that_comes_back_loses_nothing(server, open_browser):
    token = server.token()
    thread = server.open_thread(token)
    page = open_browser(server)
    page.goto(f"/threads/{thread}")
    connected(page)
    page.context.set_offline(True)
    missed = [server.post(token, thread, f"cât timp nu era rețea {number}") for number in range(3)]
    page.context.set_offline(False)
    wait_until(lambda: (reveal(page), all(article(page, p).count() == 1 for p in missed))[1], 45, what="the missed posts")


def test_what_was_typed_survives_a_dead_server(server, open_browser):
    token = server.token("moderator", "M")
    thread = server.open_thread(token)
    page = register(open_browser(server), "Ilinca")
    page.goto(f"/threads/{thread}")
    connected(page)
    page.fill("#composer textarea[name=body]", "Text lung, scris cu grijă.")
    server.kill()
    page.click("#composer button[type=submit]:not([name=preview])")
    page.wait_for_timeout(500)
    expect(page.locator("#composer textarea[name=body]")).to_have_value("Text lung, scris cu grijă.")
    server.start()
    page.goto(f"/threads/{thread}")
    expect(page.locator("#composer textarea[name=body]")).to_have_value("Text lung, scris cu grijă.")
    connected(page)
    page.click("#composer button[type=submit]:not([name=preview])")
    expect(page.locator("article.post", has_text="scris cu grijă")).to_have_count(1)


def test_server_sent_events_serve_networks_without_websocket(server, open_browser):
    token = server.token()
    thread = server.open_thread(token)
    page = open_browser(server)
    page.add_init_script("window.WebSocket = class { constructor() { throw new Error('blocked') } }")
    page.goto(f"/threads/{thread}")
    page.wait_for_selector("#live-status[data-state=live]", state="attached", timeout=30_000)
    post = server.post(token, thread, "prin evenimente")
    wait_until(lambda: (reveal(page), article(page, post).count() == 1)[1], 20, what="the post over SSE")


def test_a_branch_that_is_split_off_goes_and_a_merged_thread_leads_on(server, open_browser):
    author = server.token("participant", "Autoare")
    moderator = server.token("moderator", "Moderatoare")
    thread, other = server.open_thread(author, title="Întâiul"), server.open_thread(author, title="Al doilea")
    branch = server.post(author, thread, "Altă întrebare")
    answer = server.post(author, thread, "Răspunsul ei", parent=branch)
    stays = server.post(author, thread, "Rămâne")
    page, beside = open_browser(server), open_browser(server)
    page.goto(f"/threads/{thread}")
    beside.goto(f"/threads/{other}")
    for each in (page, beside):
        connected(each)
    status, _, decision = server.request(
        "POST", "/decisions", {"post": branch, "measure": "split", "title": "Alta", "facts": "Două întrebări."}, moderator)
    assert status == 201, decision
    expect(article(page, branch)).to_have_count(0)
    expect(article(page, answer)).to_have_count(0)
    expect(article(page, stays)).to_have_count(1)
    expect(page.locator("#posts-title")).to_contain_text("2")
    page.goto(f"/posts/{answer}")
    expect(article(page, answer)).to_have_count(1)
    expect(page.locator("h1")).to_have_text("Alta")
    page.goto(f"/threads/{thread}")
    connected(page)
    status, _, decision = server.request(
        "POST", "/decisions", {"thread": thread, "measure": "merge", "into": str(other), "facts": "Este la fel."}, moderator)
    assert status == 201, decision
    # Who read the one that is gone is led to the other; who read the other sees them come.
    expect(page.locator("h1")).to_have_text("Al doilea")
    reveal(beside)
    expect(article(beside, stays)).to_have_count(1)


def test_what_its_author_no_longer_shows_goes_from_open_pages(server, open_browser):
    ana = register(open_browser(server), "Ana")
    thread = server.open_thread(server.token("participant", "Altcineva"))
    ana.goto(f"/threads/{thread}")
    connected(ana)
    ana.fill("#composer textarea[name=body]", "Spus de Ana")
    ana.click("#composer button[type=submit]:not([name=preview])")
    expect(ana.locator("article.post", has_text="Spus de Ana")).to_have_count(1)
    page = open_browser(server)
    page.goto(f"/threads/{thread}")
    connected(page)
    expect(page.locator("article.post", has_text="Spus de Ana")).to_have_count(1)
    ana.goto("/profile")
    ana.click("form[action='/profile/restriction'] button")
    ana.wait_for_selector(".notice")
    expect(page.locator("article.post", has_text="Spus de Ana")).to_have_count(0)
    expect(page.locator("article.post .gone")).to_contain_text("la cererea autorului")
    ana.click("form[action='/profile/restriction'] button")
    expect(page.locator("article.post", has_text="Spus de Ana")).to_have_count(1)
