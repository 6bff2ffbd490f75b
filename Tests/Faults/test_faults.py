"""Faults lose nothing that was acknowledged: power cuts at any moment, a full disk."""

import json
import os
import random
import subprocess
import threading
import time
import urllib.request
import uuid

import pytest

from harness import Server, wait_until


def all_posts(server, thread):
    posts, where = [], f"/threads/{thread}.json?limit=200"
    while where:
        status, _, page = server.request("GET", where)
        assert status == 200, page
        posts += page["posts"]
        where = page["next"]
        if where and where.startswith("http"):
            where = where[len(server.url):]
    return posts


class Writer(threading.Thread):
    """Posts one text after another under a key of its own, again and again until it is acknowledged."""

    def __init__(self, server, token, thread, number, stop):
        super().__init__(daemon=True)
        self.server, self.token, self.thread_id, self.number, self.stop_event = server, token, thread, number, stop
        self.acknowledged, self.pending = {}, None

    def run(self):
        count = 0
        while not self.stop_event.is_set():
            text, key = f"w{self.number}-{count}", str(uuid.uuid4())
            self.pending = text
            while True:
                try:
                    request = urllib.request.Request(
                        f"{self.server.url}/threads/{self.thread_id}/posts", method="POST", data=json.dumps({"body": text}).encode(),
                        headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json",
                                 "Accept": "application/json", "Idempotency-Key": key})
                    with urllib.request.urlopen(request, timeout=10) as answer:
                        self.acknowledged[text] = json.load(answer)["id"]
                        self.pending = None
                        break
                except Exception:
                    if self.stop_event.is_set():
                        return
                    time.sleep(0.05)
            count += 1


@pytest.mark.parametrize("seed", (1, 2))
def test_kills_at_random_moments_lose_and_double_nothing(server, seed):
    chance = random.Random(seed)
    tokens = [server.token("participant", f"Scriitor {number}") for number in range(6)]
    thread = server.open_thread(tokens[0])
    stop = threading.Event()
    writers = [Writer(server, token, thread, number, stop) for number, token in enumerate(tokens)]
    for writer in writers:
        writer.start()
    for _ in range(5):
        time.sleep(chance.uniform(0.2, 1.0))
        server.kill()
        server.start()
    time.sleep(0.5)
    stop.set()
    for writer in writers:
        writer.join(20)
    posts = all_posts(server, thread)
    bodies = [post["body"] for post in posts[1:]]
    assert len(bodies) == len(set(bodies)), "a post stands twice"
    standing = {post["body"]: post["id"] for post in posts}
    acknowledged = {text: post for writer in writers for text, post in writer.acknowledged.items()}
    assert len(acknowledged) > 20
    for text, post in acknowledged.items():
        assert standing.get(text) == post, f"{text} was acknowledged as {post}"
    extra = set(bodies) - set(acknowledged)
    assert extra <= {writer.pending for writer in writers}, "a post that nobody wrote"
    server.stop()
    assert server.cli("check").returncode == 0
    assert server.cli("rebuild").returncode == 0
    server.start()


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 12 MiB."""
    if os.geteuid() != 0:
        pytest.skip("SKIPPED LOUDLY: a small file system needs root to be mounted")
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", place]).returncode != 0:
        pytest.skip("SKIPPED LOUDLY: this machine does not let a test mount a file system")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_full_disk_refuses_posts_keeps_reading_and_recovers(small_disk):
    server = Server(small_disk / "data", "--test-mode")
    server.log = small_disk.parent / "server.log"
    server.start()
    try:
        token = server.token()
        thread = server.open_thread(token)
        filler = small_disk / "filler"
        with open(filler, "wb") as file:
            try:
                while True:
                    file.write(b"x" * 65536)
                    file.flush()
            except OSError:
                pass
        acknowledged = []
        for number in range(400):
            status, _, answer = server.request("POST", f"/threads/{thread}/posts", {"body": f"{number} " + "lung " * 800}, token)
            if status == 507:
                break
            assert status == 201, answer
            acknowledged.append(answer["id"])
        else:
            raise AssertionError("the disk never became full")
        status, _, problem = server.request("POST", f"/threads/{thread}/posts", {"body": "încă unul " + "lung " * 800}, token)
        assert status == 507, problem
        assert problem["status"] == 507
        assert {post["id"] for post in all_posts(server, thread)} >= set(acknowledged)
        filler.unlink()
        wait_until(lambda: server.request("POST", f"/threads/{thread}/posts", {"body": "din nou loc"}, token)[0] == 201,
                   what="writing after room was made")
        assert server.request("GET", "/readyz")[0] == 200
    finally:
        server.stop()
