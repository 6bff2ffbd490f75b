"""A code besides the password: photographed from the page, asked for at the next sign-in."""

import io
import urllib.parse

import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from people import PASSWORD, one_time_password, register
from test_pages import check

ADDRESS = "ruxandra@exemplu.ro"


def sign_in(page):
    page.context.clear_cookies()
    page.goto("/sign-in")
    page.fill("[name=email]", ADDRESS)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")


def test_the_picture_sets_up_an_authenticator_and_paper_signs_in_once(server, open_browser):
    page = register(open_browser(server, viewport={"width": 320, "height": 800}, color_scheme="dark"), "Ruxandra", ADDRESS)
    page.goto("/profile")
    page.click("a[href='/profile/second-factor']")
    page.click("button[value=begin]")
    check(page, "the picture")
    picture = Image.open(io.BytesIO(page.locator(".qr").screenshot()))
    found = zxingcpp.read_barcodes(picture)
    assert len(found) == 1, "a camera finds no code in the dark"
    link = urllib.parse.urlsplit(found[0].text)
    assert (link.scheme, link.netloc) == ("otpauth", "totp")
    assert urllib.parse.unquote(link.path) == f"/Sfat:{ADDRESS}"
    secret = dict(urllib.parse.parse_qsl(link.query))["secret"]
    assert page.locator("code.secret").inner_text().replace(" ", "") == secret

    # What is wrong is said beside the field, and the picture stays.
    page.fill("[name=code]", "000000" if one_time_password(secret) != "000000" else "111111")
    page.click("button[value=confirm]")
    expect(page.locator("[name=code][aria-invalid=true]")).to_be_visible()
    expect(page.locator(".qr")).to_be_visible()
    check(page, "a wrong code")
    page.fill("[name=code]", one_time_password(secret))
    page.click("button[value=confirm]")
    paper = page.locator(".code-list code").all_inner_texts()
    assert len(set(paper)) == 10
    check(page, "codes on paper")

    sign_in(page)
    expect(page.locator("body[data-signed-in]")).to_have_count(0)
    check(page, "the second step")
    page.fill("[name=code]", paper[0])
    page.click("main form button[type=submit]")
    page.wait_for_selector("body[data-signed-in]", state="attached")

    sign_in(page)
    page.fill("[name=code]", paper[0])
    page.click("main form button[type=submit]")
    expect(page.locator("[name=code][aria-invalid=true]")).to_be_visible()
    page.fill("[name=code]", paper[1].lower().replace("-", " "))
    page.click("main form button[type=submit]")
    page.wait_for_selector("body[data-signed-in]", state="attached")


def test_who_moderates_is_asked_for_it_first(server, open_browser):
    page = register(open_browser(server), "Ruxandra", ADDRESS)
    server.cli("role", "grant", page.locator("body").get_attribute("data-signed-in"), "moderator")
    page.goto("/moderation")
    expect(page.locator("a[href='/profile/second-factor']").first).to_be_visible()
    check(page, "a moderator without a second step")
