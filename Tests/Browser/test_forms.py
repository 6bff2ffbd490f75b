"""Answering without leaving the page: in place, with a quotation, with one press."""

import re

from playwright.sync_api import expect

from people import register


def open_thread(server, open_browser):
    token = server.token("moderator", "Moderatoare")
    thread = server.open_thread(token, body="Ce drum *lung* avem până la școală.")
    page = register(open_browser(server), "Ruxandra")
    page.goto(f"/threads/{thread}")
    page.wait_for_selector("#live-status[data-state=live]", state="attached")
    return page


def test_a_reply_in_place_hangs_under_its_post(server, open_browser):
    page = open_thread(server, open_browser)
    first = page.locator("article.post").first
    post = first.get_attribute("data-post")
    first.locator("a[data-reply]").click()
    box = page.locator("[data-inline]")
    expect(box.locator("textarea")).to_be_focused()
    box.locator("textarea").fill("La noi la fel.")
    address = page.url
    box.locator("button[type=submit]:not([name=preview])").click()
    reply = page.locator("article.post", has_text="La noi la fel.").last
    expect(reply).to_be_visible()
    assert reply.get_attribute("data-parent") == post
    expect(page.locator("[data-inline]")).to_have_count(0)
    assert page.url.split("#")[0] == address


def test_a_quotation_keeps_the_markdown(server, open_browser):
    page = open_thread(server, open_browser)
    page.locator("article.post").first.locator("a[data-quote]").click()
    expect(page.locator("[data-inline] textarea")).to_have_value(re.compile(r"> Ce drum \*lung\* avem"))


def test_a_preview_shows_beside_the_text(server, open_browser):
    page = open_thread(server, open_browser)
    page.fill("#composer textarea", "Un cuvânt **tare**.")
    page.click("#composer button[name=preview]")
    expect(page.locator("#composer [data-preview] strong")).to_have_text("tare")
    expect(page.locator("#composer textarea")).to_have_value("Un cuvânt **tare**.")


def test_one_press_counts_and_a_second_takes_it_back(server, open_browser):
    page = open_thread(server, open_browser)
    button = page.locator("article.post").first.locator("button[name=reaction][value=thanks]")
    button.click()
    expect(button).to_contain_text("1")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).not_to_contain_text("1")


def test_a_refused_post_says_why_beside_the_field(server, open_browser):
    page = open_thread(server, open_browser)
    page.fill("#composer textarea", "   ")
    page.click("#composer button[type=submit]:not([name=preview])")
    expect(page.locator("#composer .error")).to_be_visible()
    expect(page.locator("#composer textarea")).to_be_focused()


def test_what_waits_for_a_moderator_says_so(server, open_browser):
    page = open_thread(server, open_browser)
    administrator = server.token("administrator", "Administratoare")
    assert server.request("POST", "/spaces/education/moderation", {"premoderation": "all"}, administrator)[0] == 200
    try:
        page.fill("#composer textarea", "Un mesaj care așteaptă.")
        page.click("#composer button[type=submit]:not([name=preview])")
        expect(page.locator("#composer [data-says]")).to_contain_text("așteaptă un moderator")
        expect(page.locator("#composer textarea")).to_have_value("")
        expect(page.locator("article.post", has_text="Un mesaj care așteaptă.")).to_have_count(0)
        page.goto("/profile/moderation")
        expect(page.locator("main")).to_contain_text("Un mesaj care așteaptă.")
    finally:
        server.request("POST", "/spaces/education/moderation", {"premoderation": "none"}, administrator)
