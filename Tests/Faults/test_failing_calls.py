"""The n-th write, fsync or read of the database's files fails, for n = 1, 2, 3 …: nothing is acknowledged that is not there, nothing
is doubled, nothing is corrupt, and the server goes on by itself."""

import mmap
import pathlib
import shutil
import struct
import subprocess
import uuid

import pytest

from harness import Server
from test_faults import all_posts

HERE = pathlib.Path(__file__).parent
KINDS = {"write": 1, "fsync": 2, "read": 3}


class Plan:
    """What is to fail, in memory that the server maps too."""

    def __init__(self, path):
        path.write_bytes(bytes(12))
        with open(path, "r+b") as file:
            self.memory = mmap.mmap(file.fileno(), 12)

    def arm(self, kind, number):
        # The countdown before the kind, which sets it going.
        struct.pack_into("i", self.memory, 4, number)
        struct.pack_into("i", self.memory, 0, KINDS[kind])

    def disarm(self):
        """Whether the planned call had come."""
        armed = struct.unpack_from("i", self.memory, 0)[0] != 0
        struct.pack_into("i", self.memory, 0, 0)
        return not armed


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_failing_call_never_acknowledges_and_never_corrupts(tmp_path, monkeypatch, kind):
    library = tmp_path / "failing_calls.so"
    # Debian's compiler, or the one that comes with Swift.
    compiler = shutil.which("cc") or shutil.which("clang")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, HERE / "failing_calls.c", "-ldl"], check=True)
    plan = Plan(tmp_path / "plan")
    with monkeypatch.context() as patch:
        patch.setenv("LD_PRELOAD", str(library))
        patch.setenv("FAULT_PLAN", str(tmp_path / "plan"))
        server = Server(tmp_path / "data", "--test-mode").start()
    try:
        token = server.token()
        thread = server.open_thread(token)
        acknowledged, hits, refused = {}, 0, 0
        for number in range(1, 41):
            # A post is one fsync or two, and tens of writes.
            plan.arm(kind, 1 + number % 5 if kind == "fsync" else number)
            # Several posts a plan: a high number may fall into any of them, and into a checkpoint.
            for part in range(4):
                text, key = f"{kind} {number} {part} " + "lung " * 300, str(uuid.uuid4())
                for _ in range(20):
                    status, _, answer = server.request(
                        "POST", f"/threads/{thread}/posts", {"body": text}, token, {"Idempotency-Key": key})
                    if status == 201:
                        acknowledged[text.strip()] = answer["id"]
                        break
                    assert status in (500, 503, 507), answer
                    refused += 1
                else:
                    raise AssertionError(f"writing never came back: {answer}")
                status, _, page = server.request("GET", f"/threads/{thread}.json?limit=5")
                assert status in (200, 500, 503), page
            hits += plan.disarm()
        assert hits > 10, f"only {hits} plans were met"
        posts = {post["body"]: post["id"] for post in all_posts(server, thread)[1:]}
        assert posts == acknowledged
        assert len(all_posts(server, thread)) == len(acknowledged) + 1, "a post stands twice"
        assert server.request("GET", "/readyz")[0] == 200
        # What is on disk is what was acknowledged, also after a power cut.
        server.kill()
        server.start()
        assert {post["body"]: post["id"] for post in all_posts(server, thread)[1:]} == acknowledged
        assert server.stop() == 0
        assert server.cli("check").returncode == 0
        assert server.cli("rebuild").returncode == 0
        print(f"{kind}: {hits} failures, {refused} refusals")
    finally:
        if server.process.poll() is None:
            server.stop()
