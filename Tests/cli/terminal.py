"""What the terminal tests stand on: a forum of one's own, forum-cli pointed at it, and a pseudo-terminal of 80 by 24."""

import fcntl
import json
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import tempfile
import termios
import time
import unicodedata

from harness import BIN, ROOT, Server

FIXTURES = ROOT / "Tests" / "Fixtures"
CLI = str(BIN / "forum-cli")
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def environment(home, **more):
    """A clean environment of English, whatever the machine's."""
    base = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "en_GB.UTF-8",
        "TERM": "xterm-256color",
        "TZ": "UTC",
    }
    base.update(more)
    return {key: value for key, value in base.items() if value is not None}


def columns(text):
    """Columns a line fills, without escape sequences."""
    width = 0
    for letter in ESCAPE.sub("", text):
        if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
            continue
        width += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
    return width


class Forum:
    """A data folder with a running server, tokens of every role, and forum-cli pointed at it."""

    def __init__(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="sfat-cli-"))
        self.data = self.home / "data"
        # Before the server's first start.
        self.server = Server(self.data, "--test-mode")
        self.tokens = {role: self.make_token(role, f"Proba {role}") for role in ("participant", "moderator", "administrator")}
        self.server.start()

    def close(self):
        if self.server.process.poll() is None:
            self.server.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def make_token(self, role, name):
        done = self.steward("token", "create", "--role", role, "--name", name)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def run(self, *words, role="participant", input="", env=None, data=False):
        """forum-cli without a terminal."""
        more = dict(env or {})
        if not data:
            more.setdefault("SFAT_SERVER", self.server.url)
            if role:
                more.setdefault("SFAT_TOKEN", self.tokens[role])
        return subprocess.run(
            [CLI, *map(str, words)], input=input, capture_output=True, text=True, timeout=120,
            env=environment(self.home, **more), cwd=self.home)

    def steward(self, *words, **more):
        """forum-cli straight on the data folder."""
        return self.run("--data", self.data, *words, data=True, **more)

    def json(self, *words, role="participant", input=""):
        done = self.run(*words, "--json", role=role, input=input)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def thread(self, title="Un subiect", body="Primul mesaj.", role="participant"):
        return self.json("post", "--space", "education", "--title", title, "--body", body, role=role)["id"]

    def terminal(self, *words, role="participant", env=None, width=80):
        more = {"SFAT_SERVER": self.server.url, **(env or {})}
        if role:
            more.setdefault("SFAT_TOKEN", self.tokens[role])
        return Terminal([CLI, *map(str, words)], environment(self.home, **more), self.home, width)


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(self, command, env, folder, width=80, height=24):
        self.raw = ""
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
            os.execve(command[0], command, env)
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    @property
    def text(self):
        """What was written, without escape sequences."""
        return ESCAPE.sub("", self.raw).replace("\r\n", "\n")

    def _read(self, seconds):
        ready, _, _ = select.select([self.descriptor], [], [], max(0, seconds))
        if not ready:
            return False
        try:
            piece = os.read(self.descriptor, 65536)
        except OSError:
            piece = b""
        self.raw += piece.decode("utf-8", "replace")
        return bool(piece)

    def wait_for(self, pattern, seconds=30):
        """Waits until the pattern stands in the text."""
        limit = time.monotonic() + seconds
        while not re.search(pattern, self.text):
            left = limit - time.monotonic()
            assert left > 0, f"{pattern!r} did not come; there is:\n{self.text}"
            if not self._read(left) and left > 0:
                assert re.search(pattern, self.text), f"ended before {pattern!r}; there is:\n{self.text}"
        return self.text

    def type(self, text):
        os.write(self.descriptor, text.encode())

    def end(self, seconds=30):
        """Waits for the program's end and gives its exit code (a signal as 128 and its number)."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            self._read(0.1)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                while self._read(0.1):
                    pass
                os.close(self.descriptor)
                return os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)
        self.kill()
        raise AssertionError(f"the program did not end; there is:\n{self.text}")

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.descriptor)
