"""Codes on paper and words written down: what was acknowledged is there after the server was killed in the middle."""

import threading
import time

from harness import Server


def test_what_was_acknowledged_outlives_a_kill(tmp_path):
    server = Server(tmp_path / "data", "--test-mode").start()
    facilitator = server.token("facilitator", "Ilinca")
    thread = server.open_thread(server.token("participant", "Ana"))
    codes, posts, stop = [], [], threading.Event()

    def work(number):
        turn = 0
        while not stop.is_set():
            turn += 1
            try:
                status, _, sheet = server.request("POST", "/invitations", {"act": "paper", "count": "2"}, facilitator)
                if status == 200:
                    codes.extend(card["code"] for card in sheet["codes"])
                said = {"name": f"Salvia {number}-{turn}", "community": True, "body": "La noi nu vine autobuzul.", "how": "A spus da."}
                status, _, answer = server.request("POST", f"/threads/{thread}/assist", said, facilitator)
                if status == 201:
                    posts.append((answer["id"], said["name"]))
            except OSError:
                time.sleep(0.01)

    workers = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for worker in workers:
        worker.start()
    for _ in range(3):
        before = len(posts)
        deadline = time.monotonic() + 30
        while len(posts) < before + 8 and time.monotonic() < deadline:
            time.sleep(0.01)
        server.kill()
        server.start()
    stop.set()
    for worker in workers:
        worker.join(20)
    assert len(codes) >= 24 and len(posts) >= 24
    for post, name in posts:
        status, _, shown = server.request("GET", f"/posts/{post}.json")
        assert status == 200 and shown["author"]["name"] == name and shown["writtenDownBy"]["name"] == "Ilinca", shown
    for code in codes:
        assert server.request("GET", f"/join/{code}", headers={"Accept": "text/html"})[0] == 200, code
    assert server.stop() == 0
    assert server.cli("check").returncode == 0
    assert server.cli("rebuild").returncode == 0
