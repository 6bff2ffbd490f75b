"""People of the tests, who act through the pages."""

import itertools

numbers = itertools.count(1)
PASSWORD = "parola lungă de probă"


def register(page, name):
    """Makes an account through the page and stays signed in."""
    page.goto("/register")
    page.fill("[name=name]", name)
    page.fill("[name=email]", f"persoana{next(numbers)}@exemplu.ro")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_selector("body[data-signed-in]", state="attached")
    return page
