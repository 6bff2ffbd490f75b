"""Nodes that read from a replica show nothing older than without it, whatever becomes of the replica."""

import re

import pytest

from harness import wait_until

from cluster import Cluster

PAGE = {"Accept": "text/html"}


@pytest.fixture
def cluster(tmp_path):
    cluster = Cluster(tmp_path, count=2, reads_from_replica=True)
    yield cluster
    cluster.remove()


def reads(cluster):
    """(served by the replica, passed on to the primary), of all nodes."""
    text = "".join(node.request("GET", "/metrics")[2] for node in cluster.nodes)
    return tuple(sum(map(int, re.findall(rf"^sfat_replica_reads{name}_total (\d+)", text, re.M))) for name in ("", "_passed"))


def test_a_replica_is_read_from_only_when_it_has_everything(cluster):
    first, second = cluster.nodes
    token = cluster.token("Ana")
    thread = first.open_thread(token)
    page = f"/threads/{thread}?last=1"

    def sees(text, node):
        return text in node.request("GET", page, headers=PAGE, token=token)[2]

    # Each post is on the next page of its author, at whichever node.
    for number in range(20):
        cluster.nodes[number % 2].post(token, thread, f"postarea {number}.")
        assert sees(f"postarea {number}.", cluster.nodes[(number + 1) % 2])
    wait_until(lambda: sees("postarea", first) and reads(cluster)[0] > 0, what="the replica served somebody")
    # While its replaying rests the replica is behind after the next post, and stays so.
    cluster.replica.ask("SELECT pg_wal_replay_pause()")
    wait_until(lambda: cluster.replica.ask("SELECT pg_get_wal_replay_pause_state()") == "paused", what="replaying rested")
    for number in range(10):
        first.post(token, thread, f"pauza {number}.")
        served, passed = reads(cluster)
        assert sees(f"pauza {number}.", first) and sees(f"pauza {number}.", second)
        assert reads(cluster)[0] == served and reads(cluster)[1] >= passed + 2
    cluster.replica.ask("SELECT pg_wal_replay_resume()")
    served = reads(cluster)[0]
    wait_until(lambda: sees("pauza 9.", second) and reads(cluster)[0] > served, what="the replica serves again")
    # Without it everything goes on; nothing waits for it any more.
    cluster.primary.ask("ALTER SYSTEM SET synchronous_standby_names = ''")
    cluster.primary.ask("SELECT pg_reload_conf()")
    cluster.replica.kill()
    for number in range(10):
        first.post(token, thread, f"singur {number}.")
        assert sees(f"singur {number}.", first) and sees(f"singur {number}.", second)
