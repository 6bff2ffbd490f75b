"""Passkeys with Chromium's own authenticator: made, used, refused, removed."""

import pytest
from playwright.sync_api import expect

from people import PASSWORD, register, turn_on_second_step
from test_pages import check

ADDRESS = "ruxandra@exemplu.ro"


@pytest.fixture
def page(server, chromium):
    """Passkeys are bound to a name: the same server under `localhost`."""
    context = chromium.new_context(base_url=server.url.replace("127.0.0.1", "localhost"), locale="ro-RO",
                                   viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def authenticator(page, verified=True):
    """A phone that knows who holds it, or somebody else's hand on it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    answer = session.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": verified, "automaticPresenceSimulation": True}})
    return session, answer["authenticatorId"]


def make_passkey(page, password=PASSWORD):
    page.goto("/profile/second-factor")
    box = page.locator("[data-passkey=create]")
    box.locator("[name=password]").fill(password)
    box.locator("button").click()


def test_a_passkey_signs_in_without_a_password_and_counts_for_both_steps(server, page):
    session, phone = authenticator(page)
    register(page, "Ruxandra", ADDRESS)
    number = page.locator("body").get_attribute("data-signed-in")
    make_passkey(page, "nu este parola")
    expect(page.locator("[data-passkey=create] [name=password][aria-invalid=true]")).to_be_visible()
    check(page, "a wrong password")
    make_passkey(page)
    expect(page.locator(".rows .row-title")).to_have_count(1)
    expect(page.locator("[data-unable]")).to_be_hidden()
    check(page, "a passkey")
    server.cli("role", "grant", number, "moderator")

    # The password alone makes no moderator; the passkey does.
    page.context.clear_cookies()
    page.goto("/sign-in?back=/moderation")
    check(page, "signing in")
    page.fill("[name=email]", ADDRESS)
    page.fill("form[action='/sign-in'] [name=password]", PASSWORD)
    page.click("form[action='/sign-in'] button[type=submit]")
    page.wait_for_selector("body[data-signed-in]", state="attached")
    assert page.goto("/moderation").status == 403
    page.goto("/profile/second-factor")
    # Nor does it make or remove a second step.
    expect(page.locator("[data-passkey=create], .rows button, button[value=begin]")).to_have_count(0)
    check(page, "a password alone beside a passkey")
    with page.expect_navigation():
        page.click("[data-passkey=get] button")
    assert page.goto("/moderation").status == 200

    page.context.clear_cookies()
    page.goto("/sign-in?back=/moderation")
    page.click("[data-passkey=get] button")
    page.wait_for_url("**/moderation")
    expect(page.locator("body[data-signed-in='%s']" % number)).to_have_count(1)

    # Where codes are asked for as well, the passkey stands for the code.
    turn_on_second_step(page)
    page.context.clear_cookies()
    page.goto("/sign-in")
    page.fill("[name=email]", ADDRESS)
    page.fill("form[action='/sign-in'] [name=password]", PASSWORD)
    page.click("form[action='/sign-in'] button[type=submit]")
    page.wait_for_selector("[name=code]")
    page.click("[data-passkey=get] button")
    page.wait_for_selector("body[data-signed-in]", state="attached")

    # Removed, it opens nothing any more, and the page says so and offers the password.
    page.goto("/profile/second-factor")
    page.click(".rows button")
    expect(page.locator(".rows")).to_have_count(0)
    page.context.clear_cookies()
    page.goto("/sign-in")
    page.click("[data-passkey=get] button")
    expect(page.locator(".problems")).to_be_visible()
    check(page, "a passkey that was removed")


def test_a_browser_without_passkeys_is_told(server, open_browser):
    # At an address without a name, and without scripts.
    for scripts in (True, False):
        page = register(open_browser(server, java_script_enabled=scripts), "Ruxandra")
        page.goto("/profile/second-factor")
        expect(page.locator("[data-passkey]")).to_be_hidden()
        expect(page.locator("[data-unable]")).to_be_visible()


def test_somebody_else_s_hand_opens_nothing(server, page):
    session, phone = authenticator(page)
    register(page, "Ruxandra", ADDRESS)
    make_passkey(page)
    expect(page.locator(".rows .row-title")).to_have_count(1)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": phone, "isUserVerified": False})
    page.context.clear_cookies()
    page.goto("/sign-in")
    page.click("[data-passkey=get] button")
    expect(page.locator("[data-failed]")).to_be_visible()
    expect(page.locator("body[data-signed-in]")).to_have_count(0)
    check(page, "a hand that is not known")


def test_what_was_signed_is_taken_once(server, page):
    authenticator(page)
    register(page, "Ruxandra", ADDRESS)
    make_passkey(page)
    expect(page.locator(".rows .row-title")).to_have_count(1)
    page.context.clear_cookies()
    page.goto("/sign-in")
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.click("[data-passkey=get] button")
    page.wait_for_selector("body[data-signed-in]", state="attached")
    page.context.clear_cookies()
    page.goto("/sign-in")
    token = page.locator("form[action='/sign-in'] [name=csrf]").get_attribute("value")
    form = {name: values for name, values in sent[-1].post_data_json.items()} | {"csrf": token}
    answer = page.request.post("/sign-in/passkey", form=form, headers={"Origin": page.evaluate("location.origin")}, max_redirects=0)
    assert answer.status == 422, answer.status
