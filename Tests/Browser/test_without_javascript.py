"""Everything readable and writable works without JavaScript."""

from playwright.sync_api import expect

from people import PASSWORD, numbers


def test_the_whole_walk(server, open_browser):
    token = server.token("moderator", "Moderatoare")
    thread = server.open_thread(token, title="Transport școlar", body="Cine mai merge pe jos?")
    page = open_browser(server, java_script_enabled=False, viewport={"width": 320, "height": 700})
    email = f"fara{next(numbers)}@exemplu.ro"
    page.goto("/")
    page.goto("/register")
    page.fill("[name=name]", "Fără script")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    expect(page.locator("body[data-signed-in]")).to_have_count(1)

    page.goto(f"/threads/{thread}")
    page.fill("textarea[name=body]", "Eu merg, de la capătul satului.")
    page.click("#composer button[type=submit]:not([name=preview])")
    mine = page.locator("article.post", has_text="de la capătul satului")
    expect(mine).to_have_count(1)

    mine.locator("a[href*='/edit']").click()
    page.fill("textarea[name=body]", "Eu merg, de la capătul satului, cu doi copii.")
    page.click("main form button[type=submit]:not([name=preview])")
    expect(page.locator("article.post", has_text="cu doi copii")).to_have_count(1)
    page.locator("article.post", has_text="cu doi copii").locator("a[href*='/history']").click()
    expect(page.locator("main")).to_contain_text("cu doi copii")

    page.goto(f"/threads/{thread}")
    first = page.locator("article.post").first
    first.locator("[data-reaction=agree] button, button[data-reaction=agree]").click()
    expect(page.locator("article.post").first.locator("[data-reaction=agree]").first).to_contain_text("1")

    page.locator("article.post").first.locator("a[href*='/reply']").first.click()
    page.fill("textarea[name=body]", "Răspund primului mesaj.")
    page.click("main form button[type=submit]:not([name=preview])")
    expect(page.locator("article.post", has_text="Răspund primului mesaj.").last).to_be_visible()

    page.goto("/threads/new?space=health")
    page.fill("[name=title]", "Program la cabinet")
    page.fill("[name=body]", "Când este deschis cabinetul din sat?")
    page.click("main form button[type=submit]:not([name=preview])")
    expect(page.locator("h1")).to_contain_text("Program la cabinet")

    page.locator("form[action='/sign-out'] button").first.click()
    expect(page.locator("body[data-signed-in]")).to_have_count(0)
    page.goto("/sign-in")
    page.fill("[name=email]", email)
    page.fill("[name=password]", "alta parolă greșită")
    page.click("main form button[type=submit]")
    expect(page.locator("[name=email]")).to_have_value(email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    expect(page.locator("body[data-signed-in]")).to_have_count(1)


def test_an_error_keeps_what_was_typed(server, open_browser):
    token = server.token()
    server.open_thread(token)
    page = open_browser(server, java_script_enabled=False)
    page.goto("/register")
    page.fill("[name=name]", "Cineva")
    page.fill("[name=email]", f"cineva{next(numbers)}@exemplu.ro")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.goto("/threads/new")
    page.fill("[name=title]", "   ")
    page.fill("[name=body]", "Un text lung care nu trebuie pierdut.")
    page.click("main form button[type=submit]:not([name=preview])")
    expect(page.locator("textarea[name=body]")).to_have_value("Un text lung care nu trebuie pierdut.")
