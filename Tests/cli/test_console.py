"""The moderators' console on a real screen of 80 by 24, against a real server that may go away."""

import os
import re
import signal
import time
import unittest

import pyte

from terminal import Forum


class Screen:
    """What a person sees: a terminal emulator fed with what the program writes."""

    def __init__(self, terminal):
        self.terminal = terminal
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.Stream(self.screen)
        self.fed = 0

    @property
    def lines(self):
        while self.terminal._read(0.05):
            pass
        self.stream.feed(self.terminal.raw[self.fed:])
        self.fed = len(self.terminal.raw)
        return self.screen.display

    def wait_for(self, pattern, seconds=20):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            lines = self.lines
            if re.search(pattern, "\n".join(lines)):
                return lines
            time.sleep(0.05)
        raise AssertionError(f"{pattern!r} did not come; there is:\n" + "\n".join(self.lines))


class Moderating(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.forum = Forum()

    @classmethod
    def tearDownClass(cls):
        cls.forum.close()

    def setUp(self):
        editor = self.forum.home / "editor.sh"
        editor.write_text("#!/bin/sh\nprintf '# notes\\nUn număr de telefon.\\n---\\nNu se publică.\\n' > \"$1\"\n")
        editor.chmod(0o755)
        self.editor = str(editor)

    def report(self, post, ground="privacy", role="administrator"):
        return self.forum.json(
            "notify", "--post", post, "--ground", ground, "--explanation", "Este numărul meu.", "--good-faith", role=role)["id"]

    def console(self, *words, **env):
        return Screen(self.forum.terminal(
            "moderate", *words, role="moderator", env={"EDITOR": self.editor, "NO_COLOR": "1", **env}))

    def state(self, thread, post):
        posts = self.forum.server.request("GET", f"/threads/{thread}.json")[2]["posts"]
        return next(entry["state"] for entry in posts if entry["id"] == post)

    def test_a_notice_comes_live_is_claimed_and_decided_and_the_decision_can_be_stopped(self):
        thread = self.forum.thread("Transport școlar")
        post = self.forum.json("reply", thread, "--body", "Sunați la 0744 000 000.")["id"]
        screen = self.console(thread)
        screen.wait_for("No matter waits")
        screen.wait_for("● live")
        self.report(post)
        lines = screen.wait_for("› somebody's personal data")
        self.assertIn("│ Sunați la 0744 000 000.", "\n".join(lines))
        self.assertEqual(len(lines), 24)
        self.assertIn("d decide", lines[23])
        screen.terminal.type("c")
        screen.wait_for("has it: Proba moderator")
        screen.terminal.type("d")
        screen.wait_for("c  Post hidden")
        screen.terminal.type("c\r")
        screen.wait_for(r"Post hidden: leaves in \d+ s")
        self.assertEqual(self.state(thread, post), "published")
        screen.terminal.type("u")
        screen.wait_for("Stopped")
        screen.terminal.type("dc\r")
        screen.wait_for(r"Post hidden: leaves in \d+ s")
        screen.wait_for("The decision is taken", seconds=30)
        self.assertEqual(self.state(thread, post), "hidden")
        screen.terminal.type("q")
        self.assertEqual(screen.terminal.end(), 0)

    def test_without_a_server_nothing_written_is_lost(self):
        thread = self.forum.thread("Fără legătură")
        post = self.forum.json("reply", thread, "--body", "Sunați la 0755 000 000.")["id"]
        self.report(post)
        screen = self.console()
        screen.wait_for("0755 000 000")
        screen.terminal.type("dc\r")
        screen.wait_for(r"leaves in \d+ s")
        self.forum.server.stop()
        screen.wait_for("Not sent yet", seconds=40)
        screen.wait_for("○ not connected")
        screen.terminal.type("q")
        self.assertEqual(screen.terminal.end(), 0)
        self.forum.server.start()
        again = self.console()
        again.wait_for("The decision is taken", seconds=40)
        self.assertEqual(self.state(thread, post), "hidden")
        again.terminal.type("q")
        self.assertEqual(again.terminal.end(), 0)

    def test_threads_are_followed_beside_the_queue(self):
        thread = self.forum.thread("De urmărit")
        screen = self.console(thread)
        screen.wait_for("● live")
        self.forum.json("reply", thread, "--body", "Un mesaj nou.")
        screen.wait_for(r"Live \+1")
        screen.terminal.type("\t\t\t")
        screen.wait_for("Un mesaj nou.")
        screen.terminal.type("q")
        self.assertEqual(screen.terminal.end(), 0)

    def test_it_ends_when_the_terminal_is_closed(self):
        # As after nohup: nobody is told by a signal.
        before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
        try:
            screen = self.console()
        finally:
            signal.signal(signal.SIGHUP, before)
        screen.wait_for("● live")
        pid = screen.terminal.pid
        os.close(screen.terminal.descriptor)
        end = time.monotonic() + 20
        while time.monotonic() < end and os.waitpid(pid, os.WNOHANG) == (0, 0):
            time.sleep(0.1)
        with self.assertRaises(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)

    def test_line_by_line_for_screen_readers(self):
        thread = self.forum.thread("Rând cu rând")
        post = self.forum.json("reply", thread, "--body", "Cumpărați acum.")["id"]
        matter = self.report(post, "spam")
        answers = f"{matter}\nclaim {matter}\ndecide {matter}\n3\n9\nReclamă.\nFără reclamă.\nyes\nquit\n"
        done = self.forum.run("--plain", "moderate", role="moderator", input=answers)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Cumpărați acum.", done.stdout)
        self.assertNotIn("\x1b", done.stdout)
        self.assertIn("The decision is taken.", done.stdout)
        self.assertEqual(self.state(thread, post), "hidden")

    def test_who_may_not_and_where_there_is_no_terminal(self):
        self.assertEqual(self.forum.run("moderate", role="moderator").returncode, 64)
        terminal = self.forum.terminal("moderate", role="participant")
        self.assertEqual(terminal.end(), 77)
