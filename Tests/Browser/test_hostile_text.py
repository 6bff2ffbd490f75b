"""What people write never runs."""

from harness import wait_until

HOSTILE = [
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "[apasă](javascript:window.hit=1)",
    "[apasă](JaVaScRiPt&#58;window.hit=1)",
    "[apasă](data:text/html;base64,PHNjcmlwdD53aW5kb3cuaGl0PTE8L3NjcmlwdD4=)",
    "![x](javascript:window.hit=1)",
    "<svg/onload=window.hit=1>",
    "<a href=\"javascript:window.hit=1\">x</a>",
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    "<details open ontoggle=window.hit=1>",
    "`<script>window.hit=1</script>`",
    "```html\n<script>window.hit=1</script>\n```",
    "<style>@import 'javascript:window.hit=1'</style>",
    "[x]: javascript:window.hit=1\n\n[x]",
    "\"><script>window.hit=1</script>",
    "</textarea><script>window.hit=1</script>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.hit=1>",
    "| a |\n| --- |\n| <img src=x onerror=window.hit=1> |",
    "- [x] <input autofocus onfocus=window.hit=1>",
    "https://exemplu.ro/\"onmouseover=window.hit=1",
]


def test_hostile_posts_and_names_do_not_run(server, open_browser):
    token = server.token("participant", "\"><script>window.hit=1</script>")
    thread = server.open_thread(token, title="</title><script>window.hit=1</script>", body=HOSTILE[0])
    page = open_browser(server)
    page.goto(f"/threads/{thread}")
    page.wait_for_selector("#live-status[data-state=live]", state="attached")
    for text in HOSTILE[1:15]:
        server.post(token, thread, text)
    wait_until(lambda: page.locator("#new-posts").is_visible(), what="live posts")
    page.click("#new-posts")
    for text in HOSTILE[15:]:
        server.post(token, thread, text)
    page.goto(f"/threads/{thread}")
    for link in page.locator("article.post .body a").all():
        assert (link.get_attribute("href") or "").split(":")[0] in ("", "http", "https", "mailto"), link
        assert "ugc" in link.get_attribute("rel")
    page.goto("/")
    page.goto("/threads")
    page.goto(f"/threads/{thread}.atom")
    page.goto(f"/threads/{thread}")
    assert page.evaluate("window.hit") is None
    assert page.locator("article.post script, article.post iframe, article.post img, article.post style").count() == 0
