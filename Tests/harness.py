"""Starts the real server for the tests that drive it from outside, and speaks to it as a program would."""

import json
import os
import pathlib
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
BIN = pathlib.Path(os.environ.get("SFAT_BIN", ROOT / ".build" / "debug"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One forum-server process on one data folder; it can be killed and started again on the same port. `prefix` begins the command
    line that starts it."""

    def __init__(self, data, *options, address="127.0.0.1", prefix=()):
        self.data = pathlib.Path(data)
        self.options = options
        self.address = address
        self.prefix = prefix
        self.port = free_port()
        self.url = f"http://{self.address}:{self.port}"
        self.process = None
        self.log = self.data.parent / f"{self.data.name}.log"

    def start(self, seconds=60):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*self.prefix, BIN / "forum-server", "--data", self.data, "--listen", f"{self.address}:{self.port}",
                 *self.options],
                stdout=subprocess.PIPE, stderr=log, text=True)
        timer = threading.Timer(seconds, self.process.kill)
        timer.start()
        self.lines = []
        for line in self.process.stdout:
            self.lines.append(line.strip())
            if line.startswith("ready "):
                timer.cancel()
                threading.Thread(target=self._drain, args=(self.process.stdout,), daemon=True).start()
                return self
        raise AssertionError(f"the server never became ready:\n{self.log.read_text()[-2000:]}")

    def _drain(self, pipe):
        for line in pipe:
            self.lines.append(line.strip())

    def kill(self):
        """As a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """As an operator would; the exit status is the answer."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)

    def cli(self, *arguments, check=True, **more):
        return subprocess.run([BIN / "forum-cli", "--data", self.data, *arguments],
                              capture_output=True, text=True, check=check, timeout=300, **more)

    def cli_on(self, database, *arguments):
        """The terminal client on a database of its own, not on the data folder."""
        return subprocess.run([BIN / "forum-cli", "--database", database, *arguments],
                              capture_output=True, text=True, check=True, timeout=300)

    def token(self, role="participant", name="Program"):
        return self.cli("token", "create", "--role", role, "--name", name).stdout.strip()

    def request(self, method, path, body=None, token=None, headers=None):
        """(status, headers, parsed JSON or text)."""
        fields = {"Accept": "application/json", **(headers or {})}
        if token:
            fields["Authorization"] = f"Bearer {token}"
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            fields["Content-Type"] = "application/json"
        request = urllib.request.Request(self.url + path, data=data, method=method, headers=fields)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                status, head, text = answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            status, head, text = error.code, error.headers, error.read().decode()
        try:
            return status, head, json.loads(text)
        except ValueError:
            return status, head, text

    def open_thread(self, token, title="Un subiect de probă", body="Primul mesaj.", **more):
        status, _, answer = self.request(
            "POST", "/threads", {"space": "education", "kind": "discussion", "title": title, "body": body,
                                 "territory": "RO", **more}, token)
        assert status == 201, answer
        return answer["id"]

    def post(self, token, thread, body, **more):
        status, _, answer = self.request("POST", f"/threads/{thread}/posts", {"body": body, **more}, token)
        assert status == 201, answer
        return answer["id"]

    def decide(self, token, measure, facts="Fapte.", **more):
        """A moderator's decision about post=…, thread=… or participant=…"""
        status, _, answer = self.request(
            "POST", "/decisions", {"measure": measure, "facts": facts, "explanation": "Motive.", **more}, token)
        assert status == 201, answer
        return answer["id"]


def wait_until(condition, seconds=15, every=0.1, what="the condition"):
    """Polls; fails with a sentence instead of hanging."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(every)
    raise AssertionError(f"{what} did not come true within {seconds} s")
