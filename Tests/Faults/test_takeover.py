"""A server is replaced by another under load: nobody is refused, nothing is lost or doubled, and readers go on where they were."""

import socket
import subprocess
import threading
import time

import pytest

from harness import BIN, Server, wait_until
from test_faults import Writer, all_posts
from test_listeners import Listener, expect_exactly


class Visitor(threading.Thread):
    """Comes again and again on a connection of its own, and notes every time it was not served."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.port, self.visits, self.failures, self.stopped = port, 0, [], threading.Event()

    def run(self):
        while not self.stopped.is_set():
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
                    connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    answer = b""
                    while piece := connection.recv(4096):
                        answer += piece
                if not answer.startswith(b"HTTP/1.1 200 "):
                    self.failures.append(answer[:100] or "no answer")
            except OSError as error:
                self.failures.append(repr(error))
            self.visits += 1


def successor_of(server, *options):
    successor = Server(server.data, "--test-mode", "--take-over", *options)
    successor.port, successor.url = server.port, server.url
    return successor


@pytest.mark.parametrize("loops", (("2", "2", "2"), ("1", "3", "1")), ids=("same loops", "more and fewer loops"))
def test_readers_and_writers_through_takeovers(tmp_path, loops):
    servers = [Server(tmp_path / "data", "--test-mode", "--loops", "2").start()]
    try:
        first = servers[0]
        tokens = [first.token("participant", f"Scriitor {number}") for number in range(3)]
        thread = first.open_thread(tokens[0])
        start = all_posts(first, thread)[0]["id"]
        listeners = [Listener(first, f"threads/{thread}", start) for _ in range(30)]
        visitors = [Visitor(first.port) for _ in range(3)]
        stop = threading.Event()
        writers = [Writer(first, token, thread, number, stop) for number, token in enumerate(tokens)]
        for each in listeners + writers + visitors:
            each.start()
        for number in loops:
            time.sleep(0.7)
            before = servers[-1]
            servers.append(successor_of(before, "--loops", number).start())
            assert before.process.wait(timeout=30) == 0
        time.sleep(0.7)
        stop.set()
        for each in visitors:
            each.stopped.set()
        for each in writers + visitors:
            each.join(20)
        last = servers[-1]
        assert [failure for visitor in visitors for failure in visitor.failures] == []
        assert min(visitor.visits for visitor in visitors) > 20
        posts = all_posts(last, thread)[1:]
        bodies = {post["body"]: post["id"] for post in posts}
        assert len(bodies) == len(posts), "a post stands twice"
        acknowledged = {text: post for writer in writers for text, post in writer.acknowledged.items()}
        assert len(acknowledged) > 20
        for text, post in acknowledged.items():
            assert bodies.get(text) == post
        assert set(bodies) - set(acknowledged) <= {writer.pending for writer in writers}
        # No resync, nothing missing, nothing twice.
        expect_exactly(listeners, [post["id"] for post in posts])
        assert min(listener.connections for listener in listeners) > 1
        assert last.stop() == 0
        assert last.cli("check").returncode == 0
    finally:
        for server in servers:
            if server.process and server.process.poll() is None:
                server.kill()


def test_a_successor_that_cannot_start_leaves_the_server_as_it_was(tmp_path):
    server = Server(tmp_path / "data", "--test-mode").start()
    try:
        bad = subprocess.run(
            [BIN / "forum-server", "--data", server.data, "--listen", f"127.0.0.1:{server.port}", "--take-over",
             "--certificate", "/none.pem", "--key", "/none.key"], capture_output=True, text=True, timeout=60)
        assert bad.returncode == 1
        # A second server that does not take over is refused with a sentence.
        second = subprocess.run(
            [BIN / "forum-server", "--data", tmp_path / "other", "--listen", f"127.0.0.1:{server.port}"],
            capture_output=True, text=True, timeout=60)
        assert second.returncode == 1
        assert "Another program is already listening on" in second.stderr
        assert server.request("GET", "/readyz")[0] == 200
        successor = successor_of(server).start()
        assert server.process.wait(timeout=30) == 0
        assert successor.request("GET", "/readyz")[0] == 200
        assert successor.stop() == 0
        # Nobody is there any more: it just starts.
        alone = successor_of(server).start()
        assert alone.request("GET", "/readyz")[0] == 200
        assert alone.stop() == 0
    finally:
        if server.process.poll() is None:
            server.kill()


def test_a_service_manager_holds_the_socket_while_the_server_is_restarted(tmp_path):
    with socket.create_server(("127.0.0.1", 0), backlog=100) as held:
        port = held.getsockname()[1]
        command = f'exec 3<&{held.fileno()}; LISTEN_FDS=1 LISTEN_PID=$$ exec "$0" "$@"'

        def start():
            return subprocess.Popen(
                ["bash", "-c", command, BIN / "forum-server", "--data", tmp_path / "data", "--loops", "2"],
                pass_fds=(held.fileno(),), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

        def early():
            connection = socket.create_connection(("127.0.0.1", port), timeout=60)
            connection.sendall(b"GET /readyz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            return connection

        waiting = [early() for _ in range(5)]
        for end in ("kill", "terminate"):
            process = start()
            try:
                assert process.stdout.readline() == f"ready http://127.0.0.1:{port}\n"
                for connection in waiting:
                    with connection:
                        assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")
            finally:
                getattr(process, end)()
                process.wait(timeout=30)
            waiting = [early() for _ in range(5)]
        for connection in waiting:
            connection.close()
