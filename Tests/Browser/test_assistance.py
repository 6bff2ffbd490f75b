"""A facilitator writes down what somebody without an account says, and hands the account over on paper."""

from playwright.sync_api import expect

from people import PASSWORD, register
from test_pages import check


def test_what_was_written_down_becomes_the_person_s_own(server, open_browser):
    thread = server.open_thread(server.token("participant", "Ana"), body="Cum vin copiii la școală?")
    page = register(open_browser(server, viewport={"width": 320, "height": 800}, color_scheme="dark"), "Ilinca")
    server.cli("role", "grant", page.locator("body").get_attribute("data-signed-in"), "facilitator")
    page.goto(f"/threads/{thread}")
    page.click(f"main a[href='/threads/{thread}/assist']")
    check(page, f"/threads/{thread}/assist")

    # Without a word of how she agreed nothing appears, and nothing typed is lost.
    page.fill("[name=name]", "Salvia")
    page.check("[name=community]")
    page.fill("[name=body]", "La noi nu vine autobuzul **iarna**.")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.click("main form button.primary")
    expect(page.locator("[name=how][aria-invalid=true]")).to_be_visible()
    expect(page.locator("[name=body]")).to_have_value("La noi nu vine autobuzul **iarna**.")
    expect(page.locator("[name=community]")).to_be_checked()
    check(page, "a missing agreement")
    page.fill("[name=how]", "A ascultat textul citit cu voce tare și a spus da.")
    page.click("main form button.primary")
    post = page.locator("article.post", has_text="La noi nu vine autobuzul iarna.")
    expect(post.locator(".by")).to_contain_text("Salvia")
    expect(post.locator(".by")).to_contain_text("comunitate")
    expect(post.locator(".written-down")).to_contain_text("consemnat de Ilinca")
    expect(post).not_to_contain_text("voce tare")
    check(page, "a post that was written down")
    post.locator(".written-down a", has_text="acordul").click()
    expect(page.locator("main")).to_contain_text("citit cu voce tare")
    check(page, "how she agreed")
    stranger = open_browser(server)
    stranger.goto(page.url)
    expect(stranger.locator("main")).to_contain_text("La noi nu vine autobuzul")
    expect(stranger.locator("main")).not_to_contain_text("voce tare")

    page.goto(f"/threads/{thread}/assist")
    page.select_option("[name=person]", label="Salvia")
    page.goto("/invitations")
    check(page, "/invitations with somebody to hand over to")
    page.click("form:has([value=hand-over]) button")
    code = page.locator(".card code").inner_text()
    own = open_browser(server)
    own.goto(f"/join/{code}")
    expect(own.locator(".notice")).to_be_visible()
    check(own, "taking over")
    own.fill("[name=name]", "Salvia M.")
    own.fill("[name=password]", PASSWORD)
    own.click("main form button[type=submit]")
    own.wait_for_selector("body[data-signed-in]", state="attached")
    own.goto(f"/threads/{thread}")
    mine = own.locator("article.post", has_text="La noi nu vine autobuzul iarna.")
    expect(mine.locator("a[href$='/edit']")).to_be_visible()
    expect(mine.locator(".by")).to_contain_text("Salvia M.")
    page.goto("/invitations")
    expect(page.locator("form:has([value=hand-over])")).to_have_count(0)
