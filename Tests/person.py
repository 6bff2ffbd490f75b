"""Somebody with a browser without JavaScript: a cookie jar, and forms that are sent as they stand."""

import html
import re

import requests

PASSWORD = "parola lungă de probă"


class Person:
    def __init__(self, server, language="ro", origin=None):
        self.server = server
        # As what the forum is known: the address of a proxy that would stand before it, or its own.
        self.origin = origin or server.url
        self.session = requests.Session()
        self.session.headers.update({"Accept": "text/html", "Accept-Language": language})
        self.jar = {}

    def get(self, path):
        return self._send("GET", path)

    def submit(self, path, values=None, form=None):
        """Fills in the form on a page and sends it."""
        page = self.get(form or path).text
        token = re.search(r'name="csrf" value="([^"]+)"', page)
        fields = {"csrf": html.unescape(token.group(1)) if token else "", **(values or {})}
        return self._send("POST", path, data=fields, headers={"Origin": self.origin})

    def _send(self, method, path, **more):
        headers = {**more.pop("headers", {})}
        if self.jar:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        answer = self.session.request(method, self.server.url + path, allow_redirects=False, headers=headers, **more)
        for field in answer.raw.headers.getlist("Set-Cookie"):
            name, value = field.split(";")[0].split("=", 1)
            if value:
                self.jar[name] = value
            else:
                self.jar.pop(name, None)
        self.session.cookies.clear()
        return answer

    @property
    def is_signed_in(self):
        return "data-signed-in=" in self.get("/").text

    def register(self, name, address):
        return self.submit("/register", {"name": name, "email": address, "password": PASSWORD})
