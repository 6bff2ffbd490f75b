"""Whoever listens gets every event once and in order, whatever happens to the server and to its database."""

import http.client
import json
import pathlib
import random
import subprocess
import threading
import time
import uuid

import pytest

from harness import ROOT, Server, wait_until
from test_faults import Writer, all_posts


class Listener(threading.Thread):
    """One event stream of a topic: comes back by itself, with the last id it has seen, as browsers do."""

    def __init__(self, server, topic, after):
        super().__init__(daemon=True)
        self.server, self.topic, self.after = server, topic, after
        self.last, self.events, self.others, self.connections = None, [], [], 0
        self.stopped = threading.Event()

    def run(self):
        while not self.stopped.is_set():
            try:
                self.listen()
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(random.uniform(0.01, 0.2))

    def listen(self):
        connection = http.client.HTTPConnection(self.server.address, self.server.port, timeout=40)
        try:
            fields = {"Last-Event-ID": str(self.last)} if self.last is not None else {}
            connection.request("GET", f"/live/events?topic={self.topic}&after={self.after}", headers=fields)
            answer = connection.getresponse()
            if answer.status != 200:
                return
            self.connections += 1
            identifier, name = None, None
            while line := answer.readline():
                line = line.decode().rstrip("\n")
                if line.startswith("id: "):
                    identifier = int(line[4:])
                elif line.startswith("event: "):
                    name = line[7:]
                elif line.startswith("data: "):
                    data = json.loads(line[6:])
                elif not line and (identifier is not None or name):
                    # An event counts when its empty line has come: then its id is the last one too.
                    if name is None:
                        self.events.append(data["position"])
                    elif name in ("resync", "problem"):
                        self.others.append(data)
                    self.last = self.last if identifier is None else identifier
                    identifier, name = None, None
        finally:
            connection.close()


def expect_exactly(listeners, expected):
    wait_until(lambda: all(listener.events[-1:] == expected[-1:] for listener in listeners), 30, what="every listener's end")
    for listener in listeners:
        listener.stopped.set()
        assert listener.events == expected
        assert listener.others == []


def test_fifty_listeners_of_a_server_that_is_killed_again_and_again(server):
    tokens = [server.token("participant", f"Scriitor {number}") for number in range(3)]
    thread = server.open_thread(tokens[0])
    start = all_posts(server, thread)[0]["id"]
    listeners = [Listener(server, f"threads/{thread}", start) for _ in range(50)]
    stop = threading.Event()
    writers = [Writer(server, token, thread, number, stop) for number, token in enumerate(tokens)]
    for each in listeners + writers:
        each.start()
    for _ in range(4):
        time.sleep(random.uniform(0.5, 1.5))
        server.kill()
        server.start()
    time.sleep(1)
    stop.set()
    for writer in writers:
        writer.join(20)
    expected = [post["id"] for post in all_posts(server, thread)][1:]
    assert len(expected) > 20
    expect_exactly(listeners, expected)
    assert min(listener.connections for listener in listeners) > 1, "nobody was cut off"


class Database:
    """A PostgreSQL that can be taken away and given back."""

    def __init__(self, folder):
        self.folder = folder
        self.url = subprocess.run([ROOT / "Tests" / "postgres.sh", "start", folder], check=True, capture_output=True,
                                  text=True).stdout.strip()
        self.port = self.url.rsplit(":", 1)[1].split("/")[0]
        self.psql = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin/psql"), default="psql")

    def tell(self, *statements):
        for statement in statements:
            subprocess.run([self.psql, "-h", "127.0.0.1", "-p", self.port, "-U", "sfat", "-d", "template1", "-c", statement],
                           check=True, capture_output=True)

    def cut(self):
        """As when it restarts: every connection is gone, and new ones are welcome."""
        self.tell("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'postgres'")

    def take_away(self):
        self.tell("ALTER DATABASE postgres ALLOW_CONNECTIONS false")
        self.cut()
        # Who was let in just before, and is not in the list yet.
        time.sleep(0.5)
        self.cut()

    def give_back(self):
        self.tell("ALTER DATABASE postgres ALLOW_CONNECTIONS true")

    def remove(self):
        subprocess.run([ROOT / "Tests" / "postgres.sh", "stop", self.folder], check=True)


@pytest.fixture
def database(tmp_path_factory):
    # PostgreSQL's user must get to it: pytest's own folders are closed to others.
    database = Database(f"/tmp/sfat-faults-{uuid.uuid4()}")
    yield database
    database.remove()


def test_the_forum_says_that_its_database_is_away_and_goes_on_by_itself(tmp_path, database):
    server = Server(tmp_path / "data", "--test-mode", "--database", database.url).start()
    try:
        token = server.cli_on(database.url, "token", "create", "--role", "participant", "--name", "Program").stdout.strip()
        thread = server.open_thread(token)
        start = all_posts(server, thread)[0]["id"]
        listener = Listener(server, f"threads/{thread}", start)
        listener.start()
        posts = [server.post(token, thread, f"înainte {number}") for number in range(3)]

        database.cut()
        for path in ("/readyz", f"/threads/{thread}.json", "/threads.json", f"/threads/{thread}.atom"):
            assert server.request("GET", path)[0] == 200, f"{path}: a cut connection costs nobody a read"
        posts.append(server.post(token, thread, "după tăiere"))

        database.take_away()
        for _ in range(2):
            assert server.request("GET", "/healthz")[0] == 200
            assert server.request("GET", "/readyz")[0] == 503
            for method, path, body in (("GET", f"/threads/{thread}.json", None), ("POST", f"/threads/{thread}/posts", {"body": "x"})):
                status, fields, problem = server.request(method, path, body, token)
                assert status == 503 and problem["code"] == "unavailable", problem
                assert 1 <= int(fields["Retry-After"]) <= 60
            time.sleep(0.5)
        late = Listener(server, f"threads/{thread}", start)
        late.start()

        database.give_back()
        wait_until(lambda: server.request("GET", "/readyz")[0] == 200, what="the server found its database again")
        posts.append(server.post(token, thread, "din nou"))
        server.kill()
        server.start()
        posts.append(server.post(token, thread, "după repornire"))
        assert [post["id"] for post in all_posts(server, thread)][1:] == posts
        expect_exactly([listener, late], posts)
        assert server.stop() == 0
        assert server.cli_on(database.url, "check").returncode == 0
    finally:
        if server.process.poll() is None:
            server.stop()
