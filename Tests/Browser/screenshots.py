"""Makes the pictures of the README from the demo forum: `.venv/bin/python Tests/Browser/screenshots.py`."""

import pathlib
import shutil
import sys
import tempfile

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from harness import ROOT, Server  # noqa: E402

OUT = ROOT / "docs" / "images"

with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
    server = Server(pathlib.Path(folder) / "data", "--demo", "--test-mode").start()
    try:
        _, _, listing = server.request("GET", "/threads.json")
        thread = max(listing["threads"], key=lambda each: each["posts"])["id"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, width, height, scheme in (("thread-wide", 1100, 900, "light"), ("thread-phone", 320, 640, "dark")):
            page = browser.new_page(base_url=server.url, viewport={"width": width, "height": height}, color_scheme=scheme, locale="ro-RO")
            page.goto(f"/threads/{thread}")
            page.wait_for_selector("#live-status[data-state=live]", state="attached")
            page.screenshot(path=OUT / f"{name}.png")
        browser.close()
    finally:
        server.stop()
