"""What is erased is in none of PostgreSQL's tables any more, by a search of its files."""

import uuid

import pytest

from harness import Server

from cluster import Postgres
from person import PASSWORD, Person


@pytest.fixture
def primary():
    postgres = Postgres("start")
    yield postgres
    postgres.remove()


def holding(primary, words):
    """The files of tables and indexes that hold these words, as they are on the disk."""
    primary.ask("CHECKPOINT")
    data = primary.folder / "data"
    return [path for part in ("base", "global") for path in (data / part).rglob("*") if path.is_file() and words in path.read_bytes()]


def test_an_erased_text_is_in_no_file_of_a_table(primary, tmp_path):
    server = Server(tmp_path / "data", "--test-mode", "--database", primary.url).start()
    try:
        token = server.cli_on(
            primary.url, "token", "create", "--role", "participant", "--name", "Ana").stdout.strip()
        secret = f"taina-{uuid.uuid4()}"
        thread = server.open_thread(token)
        post = server.post(token, thread, f"Spun aici o {secret}.")
        status, _, answer = server.request("POST", f"/posts/{post}", {"body": f"Altfel: {secret}!"}, token)
        assert status == 200, answer
        assert holding(primary, secret.encode()), "the search finds what is there"
        edited = answer["position"]
        register = tmp_path / "erasures.jsonl"
        for position in (post, edited):
            server.cli_on(primary.url, "erase", str(position), "body", "--ground", "request", "--reason", "La cerere.",
                          "--register", str(register))
        assert holding(primary, secret.encode()) == []
        assert len(register.read_text().splitlines()) == 2
        status, _, shown = server.request("GET", f"/posts/{post}.json")
        assert status == 200 and shown["body"] is None
    finally:
        server.stop()


def test_who_left_is_in_no_file_of_a_table_after_the_next_cleaning(primary, tmp_path):
    server = Server(tmp_path / "data", "--test-mode", "--database", primary.url).start()
    try:
        address = f"plecata-{uuid.uuid4()}@exemplu.ro"
        person = Person(server)
        assert person.register("Cineva care pleacă", address).status_code == 303
        words = {"space": "health", "kind": "question", "title": "Un titlu de șters", "body": "cuvinte-de-șters", "territory": "RO"}
        assert person.submit("/threads", words, "/threads/new").status_code == 303
        sought = [address, "Cineva care pleacă", "Un titlu de șters", "cuvinte-de-șters"]
        for each in sought:
            assert holding(primary, each.encode()), f"the search finds {each}"
        left = person.submit("/profile/erase", {"password": PASSWORD, "words": "1"})
        assert left.status_code == 303, left.text
        # What an operator runs once a month, or erases next.
        token = server.cli_on(primary.url, "token", "create", "--role", "participant", "--name", "Altcineva").stdout.strip()
        post = server.post(token, server.open_thread(token), "altceva")
        server.cli_on(primary.url, "erase", str(post), "body", "--ground", "order", "--reason", "O hotărâre.",
                      "--register", str(tmp_path / "erasures.jsonl"))
        for each in sought:
            assert holding(primary, each.encode()) == [], each
    finally:
        server.stop()
