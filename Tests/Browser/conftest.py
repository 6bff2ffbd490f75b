"""One Chromium for all browser tests; contexts are cheap and separate."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright


@pytest.fixture(scope="session")
def chromium():
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "Debian's chromium is missing: run scripts/dependencies test"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def open_browser(chromium):
    """open_browser(server, **context options) → a page of a fresh profile; console errors fail the test."""
    contexts, errors = [], []

    def open_one(server, **options):
        options.setdefault("locale", "ro-RO")
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = chromium.new_context(base_url=server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: errors.append(str(error)))

        def console(message):
            if message.type == "error" and "Content Security Policy" in message.text:
                errors.append(message.text)

        page.on("console", console)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not errors, errors
