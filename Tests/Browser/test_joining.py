"""A sheet of codes: printed, photographed, and used by somebody who has no e-mail address."""

import io

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from people import PASSWORD, register
from test_pages import check


@pytest.fixture
def facilitator(server, open_browser):
    page = register(open_browser(server), "Ilinca")
    server.cli("role", "grant", page.locator("body").get_attribute("data-signed-in"), "facilitator")
    return page


def make_sheet(page, count):
    page.goto("/profile")
    page.click("main a[href='/invitations']")
    check(page, "/invitations")
    page.fill("[name=count]", str(count))
    page.click("form:has([name=count]) button[type=submit]")
    page.wait_for_selector(".cards")


def test_a_printed_square_opens_an_account(server, facilitator, open_browser):
    make_sheet(facilitator, 4)
    check(facilitator, "the sheet")
    facilitator.emulate_media(media="print")
    found = [code for square in facilitator.locator(".card .qr").all()
             for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(square.screenshot())))]
    codes = facilitator.locator(".card code").all_inner_texts()
    assert [code.text for code in found] == [f"{server.url}/join/{code}" for code in codes]
    # On a sheet of paper nothing but the cards.
    assert not facilitator.locator(".top").is_visible() and not facilitator.locator("h1").is_visible()
    facilitator.pdf(format="A4")

    phone = open_browser(server, viewport={"width": 320, "height": 640}, color_scheme="dark")
    phone.goto(found[0].text)
    check(phone, "joining")
    phone.fill("[name=name]", "Salvia")
    phone.fill("[name=password]", "scurt")
    phone.click("main form button[type=submit]")
    expect(phone.locator("[name=password][aria-invalid=true]")).to_be_visible()
    expect(phone.locator("[name=name]")).to_have_value("Salvia")
    phone.fill("[name=password]", PASSWORD)
    phone.click("main form button[type=submit]")
    phone.wait_for_selector("body[data-signed-in]", state="attached")

    # Typed on another machine, in another spelling: first where it was used already, then where one signs in.
    phone.context.clear_cookies()
    phone.goto("/sign-in")
    phone.click("a[href='/join']")
    check(phone, "/join")
    phone.fill("[name=code]", codes[0].lower().replace("-", " "))
    phone.click("main form button[type=submit]")
    expect(phone.locator("h1")).to_be_visible()
    check(phone, "a code that was used")
    phone.goto("/sign-in")
    phone.fill("[name=email]", codes[0].lower())
    phone.fill("[name=password]", PASSWORD)
    phone.click("form[action='/sign-in'] button[type=submit]")
    phone.wait_for_selector("body[data-signed-in]", state="attached")


def test_what_was_not_used_can_be_taken_back(server, facilitator, open_browser):
    make_sheet(facilitator, 2)
    code = facilitator.locator(".card code").first.inner_text()
    facilitator.click("main a[href='/invitations']")
    facilitator.click("form:has([value=end]) button")
    expect(facilitator.locator("form:has([value=end])")).to_have_count(0)
    phone = open_browser(server)
    assert phone.goto(f"/join/{code}").status == 410
