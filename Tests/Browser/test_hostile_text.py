"""What people write never runs, wherever it is shown: every text of the corpus in a real browser.

Bodies, titles and names of organisations are read with every text; a display name, what is typed into forms and what stands in
an address with one of each kind, because each of these needs a page of its own.
"""

import json
from urllib.parse import quote

from harness import ROOT, wait_until
from people import register

KINDS = json.loads((ROOT / "Tests/Fixtures/hostile-texts.json").read_text())
TEXTS = [text for texts in KINDS.values() for text in texts]
SOME = [text for texts in KINDS.values() for text in texts[:1]]

# Looks at the document as the browser understood it: says what is in it that nobody may bring there.
INSPECT = r"""() => {
  const allowed = {
    P: [], BR: [], EM: [], STRONG: [], S: [], CODE: [], PRE: [], HR: [], H3: [], H4: [], H5: [], H6: [], BLOCKQUOTE: [], UL: [],
    OL: ['start'], LI: ['class'], LABEL: [], INPUT: ['type', 'disabled', 'checked'], A: ['href', 'rel'],
    DIV: ['class', 'role', 'aria-label', 'tabindex'], TABLE: [], THEAD: [], TBODY: [], TR: [], TH: ['scope', 'class'],
    TD: ['class']}
  const found = []
  if (window.hit !== undefined) found.push('something ran')
  for (const element of document.querySelectorAll('*')) {
    const where = element.outerHTML.slice(0, 160)
    for (const {name} of element.attributes)
      // Our own script measures the root with a style.
      if (/^(on|style$|srcdoc$|xlink:)/i.test(name) && element !== document.documentElement) found.push(`${name} in ${where}`)
    if (element.tagName === 'SCRIPT' && !/^\/assets\/\w+\.js\?v=/.test(element.getAttribute('src') || '')) found.push(where)
    if (/^(iframe|object|embed|base|img|style|frameset|portal|math|image|marquee|template|noscript)$/i.test(element.localName))
      found.push(where)
    for (const name of ['href', 'src', 'action', 'formaction']) {
      const value = element.getAttribute(name)
      if (value === null) continue
      const scheme = new URL(value, document.baseURI).protocol
      if (!['http:', 'https:', 'mailto:'].includes(scheme)) found.push(`${scheme} in ${where}`)
    }
  }
  for (const body of document.querySelectorAll('.post .body, .preview .body, .quoted .body'))
    for (const element of body.querySelectorAll('*')) {
      const attributes = allowed[element.tagName]
      if (!attributes) found.push(`element ${element.outerHTML.slice(0, 160)}`)
      else for (const {name} of element.attributes)
        if (!attributes.includes(name)) found.push(`${name} in ${element.outerHTML.slice(0, 160)}`)
      if (element.tagName === 'A' && element.rel !== 'nofollow ugc noopener') found.push(`rel of ${element.outerHTML}`)
    }
  return found
}"""


def guarded(page):
    """Lets no dialog pass unseen: nothing of ours ever opens one."""
    page.dialogs = []
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    return page


def inspect(page, where):
    found = page.evaluate(INSPECT)
    assert not found and not page.dialogs, (where, found[:5], page.dialogs)


def line(text):
    """As a title or a name can be: one line."""
    return " ".join(text.split())


def test_hostile_bodies_do_not_run_in_pages_live_frames_or_previews(server, open_browser):
    token = server.token()
    thread = server.open_thread(token, body=TEXTS[0])
    page = guarded(register(open_browser(server), "Cititoare"))
    page.goto(f"/threads/{thread}")
    page.wait_for_selector("#live-status[data-state=live]", state="attached")
    for text in TEXTS[1:100]:
        server.post(token, thread, text)
    wait_until(lambda: page.locator("#new-posts").is_visible(), what="live posts")
    page.click("#new-posts")
    wait_until(lambda: page.locator("article.post").count() >= 90, what="every live post")
    inspect(page, "live")
    for text in TEXTS[100:]:
        server.post(token, thread, text)
    read = 0
    where = f"/threads/{thread}?limit=200"
    while where:
        page.goto(where)
        read += page.locator("article.post").count()
        inspect(page, where)
        following = page.locator("a[rel=next]")
        where = following.first.get_attribute("href") if following.count() else None
    assert read == len(TEXTS)
    page.goto(f"/threads/{thread}/reply")
    page.fill("#composer textarea[name=body]", "\n\n".join(TEXTS))
    page.click("#composer button[name=preview]")
    page.wait_for_selector(".preview .body p")
    inspect(page, "preview")
    first = page.request.get(f"/threads/{thread}.json").json()["posts"][0]["id"]
    for where in (f"/threads/{thread}/reply?quote={first}", f"/threads/{thread}/reply?parent={first}", f"/posts/{first}/history"):
        page.goto(where)
        inspect(page, where)


def test_hostile_titles_and_names_do_not_run_in_lists(server, open_browser):
    token = server.token("participant", "\"><script>window.hit=1</script>")
    threads = []
    for text in filter(None, map(line, TEXTS)):
        status, _, answer = server.request(
            "POST", "/threads", {"space": "education", "kind": "discussion", "title": text[:200], "body": "Primul mesaj.",
                                 "territory": "RO"}, token)
        # Characters that hide or turn the text around are not let into a title at all.
        assert status == 201 or answer["code"] == "control-characters", answer
        if status == 201:
            threads.append(answer["id"])
    assert len(threads) > 180
    organisations = 0
    for text in TEXTS:
        status, _, _ = server.request(
            "POST", "/organisations", {"name": line(text)[:80], "category": "ngo", "territory": "RO"}, token)
        organisations += status == 201
    assert organisations > 150
    page = guarded(open_browser(server))
    for where in ("/", "/threads?limit=200", "/spaces/education?limit=200", "/organisations?limit=200", f"/threads/{threads[0]}",
                  f"/threads/{threads[40]}", f"/threads/{threads[120]}"):
        page.goto(where)
        inspect(page, where)
    page.goto("/threads?limit=200")
    assert page.locator(".row-title").count() == min(200, len(threads))
    # A feed is a document too.
    for where in ("/threads.atom?limit=200", f"/threads/{threads[0]}.atom", "/threads.json?limit=200"):
        page.goto(where)
        assert page.evaluate("window.hit") is None and not page.dialogs, where


def test_hostile_names_forms_and_addresses_do_not_run(server, open_browser):
    page = guarded(register(open_browser(server), "Numele dinainte"))
    for text in SOME:
        page.goto("/profile")
        page.fill("#name-name", line(text)[:80])
        page.click("form[action='/profile/name'] button[type=submit]")
        page.wait_for_selector("main")
        inspect(page, f"a name: {text}")
        where = "/threads/new?" + "&".join(f"{name}={quote(text)}" for name in ("title", "space", "kind", "territory"))
        page.goto(where)
        inspect(page, where)
        page.fill("#composer textarea[name=body]", text)
        page.locator("#composer").evaluate("form => { form.noValidate = true; HTMLFormElement.prototype.submit.call(form) }")
        page.wait_for_selector("main form")
        inspect(page, f"a form shown again: {text}")
    guest = guarded(open_browser(server))
    for text in SOME:
        for where in (f"/{quote(text, safe='')}", f"/threads?space={quote(text)}&territory={quote(text)}&after={quote(text)}",
                      f"/register?back={quote(text)}&{quote(text)}"):
            guest.goto(where)
            inspect(guest, where)
