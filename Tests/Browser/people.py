"""People of the tests, who act through the pages."""

import base64
import hashlib
import hmac
import itertools
import struct
import time

numbers = itertools.count(1)
PASSWORD = "parola lungă de probă"


def register(page, name, address=None):
    """Makes an account through the page and stays signed in."""
    page.goto("/register")
    page.fill("[name=name]", name)
    page.fill("[name=email]", address or f"persoana{next(numbers)}@exemplu.ro")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_selector("body[data-signed-in]", state="attached")
    return page


def one_time_password(secret, at=None):
    """Six figures of RFC 6238 for a secret in base 32."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(at or time.time()) // 30), hashlib.sha1)
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7fffffff) % 1_000_000:06d}"


def turn_on_second_step(page):
    """Sets up an authenticator through the page; answers the recovery codes."""
    page.goto("/profile/second-factor")
    page.click("button[value=begin]")
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    page.fill("[name=code]", one_time_password(secret))
    page.click("button[value=confirm]")
    return page.locator(".code-list code").all_inner_texts()
