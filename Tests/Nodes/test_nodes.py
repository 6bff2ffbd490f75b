"""A forum on three nodes and two database servers loses and doubles nothing, whoever of them dies."""

import http.client
import json
import random
import statistics
import sys
import threading
import time

import pytest

from harness import ROOT, wait_until

sys.path.insert(0, str(ROOT / "Tests" / "Faults"))
from test_faults import Writer, all_posts  # noqa: E402
from test_listeners import Listener, expect_exactly  # noqa: E402

from cluster import Cluster, stalled  # noqa: E402

PAGE = {"Accept": "text/html"}


@pytest.fixture
def cluster(tmp_path):
    cluster = Cluster(tmp_path)
    yield cluster
    cluster.remove()


class Watch(threading.Thread):
    """One event stream of a node; notes when each position came."""

    def __init__(self, server, topic, after):
        super().__init__(daemon=True)
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=40)
        self.connection.request("GET", f"/live/events?topic={topic}&after={after}")
        self.answer = self.connection.getresponse()
        self.came, self.readers = {}, None

    def run(self):
        try:
            while line := self.answer.readline():
                if line.startswith(b"data: "):
                    data = json.loads(line[6:])
                    if data["op"] == "event":
                        self.came[data["position"]] = time.monotonic()
                    elif data["op"] == "presence":
                        self.readers = data["readers"]
        except (OSError, http.client.HTTPException, ValueError):
            pass


def test_what_is_said_on_one_node_is_heard_on_the_others(cluster):
    first, second, third = cluster.nodes
    token = cluster.token("Ana")
    thread = first.open_thread(token)
    start = all_posts(second, thread)[0]["id"]
    watches = [Watch(node, f"threads/{thread}", start) for node in cluster.nodes]
    for watch in watches:
        watch.start()
    wait_until(lambda: {watch.readers for watch in watches} == {3}, what="each node counts the readers of all")
    # A page kept by one node is not shown any more once another has written.
    page = f"/threads/{thread}"
    for number in range(5):
        for _ in range(2):
            assert third.request("GET", page, headers=PAGE)[0] == 200
        first.post(token, thread, f"de la primul, {number}")
        wait_until(lambda: f"de la primul, {number}" in third.request("GET", page, headers=PAGE)[2], every=0.005,
                   what="the other node's page")
    # The same command, sent to each node at once, happens once.
    answers = []

    def send(node):
        answers.append(node.request("POST", f"/threads/{thread}/posts", {"body": "o singură dată"}, token,
                                    {"Idempotency-Key": "una"})[2]["id"])

    senders = [threading.Thread(target=send, args=(node,)) for node in cluster.nodes * 3]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(30)
    assert len(answers) == 9 and len(set(answers)) == 1
    # How long it takes from the answer on one node to the event on each: printed, not judged.
    answered = {}
    for number in range(100):
        post = cluster.nodes[number % 3].post(token, thread, f"{number}")
        answered[post] = time.monotonic()
    last = max(answered)
    wait_until(lambda: all(last in watch.came for watch in watches), what="everything was heard everywhere")
    late = sorted(1_000 * (watch.came[post] - moment) for post, moment in answered.items() for watch in watches)
    print(f"\nfrom the answer to the event on each node: median {statistics.median(late):.1f} ms, "
          f"99 of 100 within {late[len(late) * 99 // 100]:.1f} ms, the last {late[-1]:.1f} ms")
    expected = [post["id"] for post in all_posts(third, thread)][1:]
    for watch in watches:
        assert list(watch.came) == expected
    # A node that ends takes its readers with it.
    assert first.stop() == 0
    wait_until(lambda: {watch.readers for watch in watches[1:]} == {2}, what="the others know that they are gone")


def test_nodes_links_and_the_primary_die_while_people_write(cluster):
    chance = random.Random(7)
    tokens = [cluster.token(f"Scriitor {number}") for number in range(6)]
    front = cluster.front
    thread = front.open_thread(tokens[0])
    quiet = front.open_thread(tokens[0], title="Un subiect liniștit")
    start = all_posts(front, thread)[0]["id"]
    listeners = [Listener(front, f"threads/{thread}", start) for _ in range(20)]
    stop = threading.Event()
    writers = [Writer(front, token, thread, number, stop) for number, token in enumerate(tokens)]
    for each in listeners + writers:
        each.start()

    def acknowledged():
        return {text: post for writer in writers for text, post in dict(writer.acknowledged).items()}

    def kill_a_node():
        node = chance.choice(cluster.nodes)
        node.kill()
        time.sleep(chance.uniform(0.2, 1))
        node.start()

    def stall_a_node():
        # For longer than it may keep its turn at the log.
        with stalled([chance.choice(cluster.nodes).process.pid]):
            time.sleep(2.5)

    def stall_the_replica():
        # Commits wait, and connections break that wait for them.
        with stalled(cluster.replica.processes()):
            time.sleep(0.5)
            cut_links()
            time.sleep(1)

    def cut_links():
        cluster.primary.cut(0.5)

    acts = [kill_a_node] * 4 + [cut_links] * 3 + [stall_a_node, stall_the_replica]
    chance.shuffle(acts)
    for act in acts:
        time.sleep(chance.uniform(0.3, 1))
        act()

    for node in cluster.nodes:
        wait_until(lambda: node.request("GET", f"/threads/{quiet}", headers=PAGE)[0] == 200, what="the page is kept")
    before = len(acknowledged())
    promotion = threading.Thread(target=cluster.fail_over, args=(3,))
    promotion.start()
    wait_until(lambda: cluster.primary.is_dead, every=0.01, what="the primary was killed")
    refused = 0
    while promotion.is_alive():
        for node in cluster.nodes:
            assert node.request("GET", f"/threads/{quiet}", headers=PAGE)[0] == 200, "a kept page needs no database"
            status, fields, _ = node.request("GET", f"/threads/{quiet}.json")
            assert status == 200 or (status == 503 and int(fields["Retry-After"]) >= 1)
            refused += status == 503
        time.sleep(0.2)
    promotion.join()
    assert refused > 0, "the database was not away"
    promoted = time.monotonic()
    for node in cluster.nodes:
        wait_until(lambda: node.request("GET", "/readyz")[0] == 200, what="each node found the new primary")
    wait_until(lambda: len(acknowledged()) > before, 30, every=0.01, what="people could write again")
    print(f"\n{before} posts before the primary was killed; the next {time.monotonic() - promoted:.2f} s after the promotion")
    wait_until(lambda: len(acknowledged()) > before + 50, 30, what="people went on writing")
    for _ in range(2):
        kill_a_node()
        time.sleep(chance.uniform(0.3, 1))
    stop.set()
    for writer in writers:
        writer.join(30)

    posts = all_posts(cluster.nodes[0], thread)[1:]
    standing = {post["body"]: post["id"] for post in posts}
    assert len(standing) == len(posts), "a post stands twice"
    print(f"{len(acknowledged())} posts in all")
    for text, post in acknowledged().items():
        assert standing.get(text) == post, f"{text} was acknowledged as {post}"
    assert set(standing) - set(acknowledged()) <= {writer.pending for writer in writers}, "a post that nobody wrote"
    expect_exactly(listeners, [post["id"] for post in posts])
    assert min(listener.connections for listener in listeners) > 1, "nobody was cut off"
    assert cluster.nodes[0].cli_on(cluster.database, "check").returncode == 0
