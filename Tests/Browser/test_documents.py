"""What programs read instead of pages: the descriptions of the interface and the feeds, held against their standards."""

import re
import xml.etree.ElementTree as ElementTree

import pytest
import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

from harness import ROOT

ATOM = "{http://www.w3.org/2005/Atom}"


def values(node, where=""):
    """Every value with the path to it."""
    yield where, node
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from values(value, f"{where}/{key}")


@pytest.mark.parametrize("name", ("openapi.yaml", "asyncapi.yaml"))
def test_a_description_says_what_it_means(name):
    document = yaml.safe_load((ROOT / "docs" / name).read_text())
    for where, value in values(document):
        # A comma in a text that is not quoted ends it, and what follows becomes a key without a value.
        assert value is not None, where
        if isinstance(value, dict) and isinstance(target := value.get("$ref"), str):
            found = document
            for step in target.removeprefix("#/").split("/"):
                found = found[step.replace("~1", "/").replace("~0", "~")]
    if name == "openapi.yaml":
        errors = list(OpenAPIV31SpecValidator(document).iter_errors())
        assert not errors, [(list(error.absolute_path), error.message) for error in errors[:5]]


def test_feeds_have_what_rfc_4287_requires(demo):
    _, _, listing = demo.request("GET", "/threads.json")
    thread = listing["threads"][0]["id"]
    feeds = {}
    for path in ("/index.atom", "/threads.atom", "/threads.atom?kind=question", "/threads.atom?space=housing&kind=recommendation",
                 "/spaces/education.atom", f"/threads/{thread}.atom"):
        status, fields, text = demo.request("GET", path, headers={"Accept": "application/atom+xml"})
        assert status == 200 and fields["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = ElementTree.fromstring(text)
        entries = feed.findall(f"{ATOM}entry")
        for element in [feed, *entries]:
            for name in ("id", "title", "updated"):
                assert len(element.findall(ATOM + name)) == 1, (path, name)
            assert re.match(r"https?://", element.findtext(f"{ATOM}id"))
            for name in ("updated", "published"):
                if (date := element.findtext(ATOM + name)) is not None:
                    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", date), (path, date)
            assert element.find(f"{ATOM}author/{ATOM}name").text.strip()
            links = [(link.get("rel"), link.get("href")) for link in element.findall(f"{ATOM}link")]
            assert any(rel == "alternate" for rel, _ in links) and all(href for _, href in links), (path, links)
        assert f"{demo.url}{path}" in [link.get("href") for link in feed.findall(f"{ATOM}link[@rel='self']")]
        names = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(names) == len(set(names)), path
        feeds.setdefault(feed.findtext(f"{ATOM}id"), []).append(path)
    # A reader takes two feeds of one id for the same.
    assert all(len(paths) == 1 for paths in feeds.values()), feeds
