"""What others do never disturbs who is reading."""

from playwright.sync_api import expect

from people import register
from harness import wait_until

LONG = "Un rând destul de lung ca să umple ecranul. " * 30


def top(page, post):
    return page.evaluate(f"document.getElementById('post-{post}').getBoundingClientRect().top")


def connected(page):
    page.wait_for_selector("#live-status[data-state=live]", state="attached")


def thread_with_posts(server, token, count=8):
    thread = server.open_thread(token, body=LONG)
    return thread, [server.post(token, thread, f"Mesajul {number}. {LONG}") for number in range(count)]


def test_what_is_being_read_does_not_move(server, open_browser):
    token = server.token()
    thread, posts = thread_with_posts(server, token)
    page = open_browser(server, viewport={"width": 800, "height": 600})
    page.goto(f"/threads/{thread}")
    connected(page)
    page.evaluate(f"document.getElementById('post-{posts[3]}').scrollIntoView({{block: 'start'}})")
    before = top(page, posts[3]), top(page, posts[4])
    above = server.post(token, thread, "Un răspuns mai sus.", parent=posts[0])
    inside = server.post(token, thread, "Un răspuns chiar aici.", parent=posts[3])
    below = server.post(token, thread, "Un mesaj la sfârșit.")
    button = page.locator("#new-posts")
    expect(button).to_contain_text("3")
    assert abs(top(page, posts[3]) - before[0]) < 2 and abs(top(page, posts[4]) - before[1]) < 2
    expect(page.locator(f"#post-{inside}")).to_be_hidden()
    button.click()
    for post in (above, inside, below):
        expect(page.locator(f"#post-{post}")).to_be_visible()
    expect(button).to_be_hidden()
    expect(page.locator(f"#post-{above}")).to_be_focused()


def test_focus_and_selection_survive_a_change_of_the_post(server, open_browser):
    token = server.token()
    thread, posts = thread_with_posts(server, token, 2)
    page = register(open_browser(server), "Maria")
    page.goto(f"/threads/{thread}")
    connected(page)
    link = page.locator(f"#post-{posts[0]} a[data-reply]")
    link.focus()
    status, _, answer = server.request("POST", f"/posts/{posts[0]}", {"body": "Mesajul s-a schimbat."}, token)
    assert status == 200, answer
    expect(page.locator(f"#post-{posts[0]}")).to_contain_text("Mesajul s-a schimbat.")
    expect(link).to_be_focused()
    status, _, answer = server.request("POST", f"/posts/{posts[0]}/withdraw", {}, token)
    assert status in (200, 204), answer
    expect(page.locator(f"#post-{posts[0]}")).not_to_contain_text("Mesajul s-a schimbat.")
    expect(page.locator(f"#post-{posts[0]}")).to_be_focused()


def test_typing_goes_on_while_posts_come(server, open_browser):
    token = server.token()
    thread, posts = thread_with_posts(server, token, 3)
    page = register(open_browser(server), "Ioana")
    page.goto(f"/threads/{thread}")
    connected(page)
    field = page.locator("#composer textarea[name=body]")
    field.click()
    page.keyboard.type("Prima jumătate")
    before = page.evaluate("document.querySelector('#composer textarea').getBoundingClientRect().top")
    server.post(token, thread, LONG)
    expect(page.locator("#new-posts")).to_contain_text("1")
    after = page.evaluate("document.querySelector('#composer textarea').getBoundingClientRect().top")
    assert abs(after - before) < 2
    page.keyboard.type(" și a doua.")
    expect(field).to_have_value("Prima jumătate și a doua.")


def test_a_lock_while_reading_closes_the_composer(server, open_browser):
    moderator = server.token("moderator", "Moderatoare")
    thread, _ = thread_with_posts(server, moderator, 1)
    page = register(open_browser(server), "Elena")
    page.goto(f"/threads/{thread}")
    connected(page)
    expect(page.locator("#composer")).to_be_visible()
    judge = server.token("moderator", "Altă moderatoare")
    server.decide(judge, "lock", "S-a răspuns la tot.", thread=thread)
    expect(page.locator("#composer")).to_be_hidden()
    expect(page.locator("#locked")).to_be_visible()
    server.decide(judge, "lift", "Mai este de spus.", thread=thread)
    expect(page.locator("#composer")).to_be_visible()
    expect(page.locator("#locked")).to_be_hidden()


def test_a_space_shows_new_threads(server, open_browser):
    token = server.token()
    server.open_thread(token)
    page = open_browser(server)
    page.goto("/spaces/education")
    connected(page)
    thread = server.open_thread(token, title="Un subiect chiar acum")
    expect(page.locator("#new-posts")).to_contain_text("1")
    page.click("#new-posts")
    expect(page.locator(f"#thread-{thread}")).to_be_visible()
    expect(page.locator(f"#thread-{thread}")).to_contain_text("Un subiect chiar acum")


def test_readers_are_counted_and_burst_is_announced_once(server, open_browser):
    token = server.token()
    thread, _ = thread_with_posts(server, token, 1)
    page, other = open_browser(server), open_browser(server)
    page.goto(f"/threads/{thread}")
    connected(page)
    other.goto(f"/threads/{thread}")
    expect(page.locator("#readers")).to_contain_text("2")
    for number in range(3):
        server.post(token, thread, f"Repede {number}")
    expect(page.locator("#live-log")).to_contain_text("3", timeout=5_000)
    expect(page.locator("#live-log p")).to_have_count(1)


def test_keys_walk_and_can_be_turned_off(server, open_browser):
    token = server.token()
    thread, posts = thread_with_posts(server, token, 3)
    page = open_browser(server)
    page.goto(f"/threads/{thread}")
    connected(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(f"#post-{posts[0]}")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("article.post").first).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()
    page.locator("dialog.keys button").first.click()
    page.keyboard.press("j")
    expect(page.locator("article.post").first).to_be_focused()
    page.click("#keys")
    page.locator("dialog.keys button").first.click()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    wait_until(lambda: page.evaluate("document.activeElement.localName") == "article", what="a post in focus")


def test_signing_out_closes_the_live_connection_and_drops_drafts(server, open_browser):
    token = server.token()
    thread, _ = thread_with_posts(server, token, 1)
    page = register(open_browser(server), "Sorina")
    page.goto(f"/threads/{thread}")
    connected(page)
    page.fill("#composer textarea[name=body]", "O ciornă care nu trebuie să rămână.")
    wait_until(lambda: page.evaluate("Object.keys(localStorage).some(k => k.startsWith('sfat.draft'))"), what="the draft")
    tab = page.context.new_page()
    tab.goto(f"/threads/{thread}")
    connected(tab)
    page.click("form[action='/sign-out'] button")
    page.wait_for_selector("body:not([data-signed-in])", state="attached")
    assert not page.evaluate("Object.keys(localStorage).some(k => k.startsWith('sfat.draft'))")
    # The other tab hears of it at once, says so, and goes on reading as a guest.
    expect(tab.locator("#live-status")).to_contain_text("deconectat")
    post = server.post(token, thread, "Încă se citește.")
    wait_until(lambda: tab.locator(f"#post-{post}").count() == 1, 20, what="a post for the guest")
