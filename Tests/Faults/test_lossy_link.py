"""Over a link that loses and reorders packets, and is cut now and then, nothing acknowledged is lost and nobody misses or hears twice."""

import threading
import time

import pytest

import lossy_link
from harness import Server
from test_faults import Writer, all_posts
from test_listeners import Listener, expect_exactly


@pytest.fixture
def link():
    reason = lossy_link.why_not()
    if reason:
        pytest.skip(f"NOT TESTED over a lossy link: {reason}")
    link = lossy_link.LossyLink(loss=0.05, delay=0.01, seed=3)
    yield link
    link.remove()


class Far:
    """Makes a thread of clients work on the other side of the link."""

    link = None

    def run(self):
        self.link.enter()
        super().run()


class FarWriter(Far, Writer):
    pass


class FarListener(Far, Listener):
    pass


class Asking(Far, threading.Thread):
    """Does one thing from there; `ask` waits for it and gives its answer."""

    def __init__(self, act):
        super().__init__(target=self.answer_it, daemon=True)
        self.act, self.answer = act, None

    def answer_it(self):
        self.answer = self.act()


def ask(act):
    asking = Asking(act)
    asking.start()
    asking.join(60)
    assert asking.answer is not None, "no answer came"
    return asking.answer


def test_people_far_away_lose_nothing_and_miss_nothing(tmp_path, link):
    Far.link = link
    server = Server(tmp_path / "data", "--test-mode", address=link.server, prefix=link.prefix()).start()
    try:
        tokens = [server.token("participant", f"Scriitor {number}") for number in range(5)]
        thread = ask(lambda: server.open_thread(tokens[0]))
        start = ask(lambda: all_posts(server, thread))[0]["id"]
        listeners = [FarListener(server, f"threads/{thread}", start) for _ in range(15)]
        stop = threading.Event()
        writers = [FarWriter(server, token, thread, number, stop) for number, token in enumerate(tokens)]
        for each in listeners + writers:
            each.start()
        time.sleep(3)
        for _ in range(2):
            # Nothing passes at all, for longer than a retransmission waits at first.
            link.loss = 1
            time.sleep(1.5)
            link.loss = 0.05
            time.sleep(2)
        server.kill()
        server.start()
        time.sleep(3)
        stop.set()
        for writer in writers:
            writer.join(30)
        link.loss = 0
        posts = ask(lambda: all_posts(server, thread))
        bodies = [post["body"] for post in posts[1:]]
        assert len(bodies) == len(set(bodies)), "a post stands twice"
        standing = {post["body"]: post["id"] for post in posts}
        acknowledged = {text: post for writer in writers for text, post in writer.acknowledged.items()}
        pending = {writer.pending for writer in writers if writer.pending}
        assert len(acknowledged) > 50
        assert {text: standing.get(text) for text in acknowledged} == acknowledged
        assert set(bodies) - set(acknowledged) <= pending
        expect_exactly(listeners, [post["id"] for post in posts][1:])
        assert link.lost > 100
        assert server.stop() == 0
        assert server.cli("check").returncode == 0
        print(f"\n{len(acknowledged)} posts, {link.lost} of {link.carried} packets lost, "
              f"{sum(listener.connections for listener in listeners)} connections of {len(listeners)} listeners")
    finally:
        if server.process.poll() is None:
            server.kill()
