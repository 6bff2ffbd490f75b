"""A server without descriptors left serves whom it has, rests instead of spinning, and welcomes the next when there is room."""

import os
import resource
import socket
import time

from harness import Server, wait_until


def processor_seconds(server):
    fields = open(f"/proc/{server.process.pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_more_connections_than_descriptors(tmp_path):
    server = Server(tmp_path / "data", "--test-mode").start()
    connections = []
    try:
        token = server.token()
        thread = server.open_thread(token)
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (64, 64))
        for _ in range(100):
            connections.append(socket.create_connection(("127.0.0.1", server.port)))
        time.sleep(1)
        # The thread that waits for a successor has set one aside for it, which is listed nowhere.
        assert len(os.listdir(f"/proc/{server.process.pid}/fd")) >= 63, "the limit was not reached"
        before = processor_seconds(server)
        time.sleep(2)
        assert processor_seconds(server) - before < 0.5, "it spins"
        # Who was let in is served, and can even post.
        body = b'{"body":"merge"}'
        connections[0].sendall(
            f"POST /threads/{thread}/posts HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        connections[0].settimeout(10)
        assert connections[0].recv(4096).startswith(b"HTTP/1.1 201 ")
        for connection in connections:
            connection.close()
        connections = []
        wait_until(lambda: server.request("GET", "/readyz")[0] == 200, what="a new connection was welcome")
        pauses = [line for line in server.request("GET", "/metrics")[2].splitlines() if line.startswith("sfat_accept_pauses_total ")]
        assert int(pauses[0].split()[1]) > 0
        assert server.stop() == 0
    finally:
        for connection in connections:
            connection.close()
        if server.process.poll() is None:
            server.stop()
