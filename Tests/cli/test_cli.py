"""forum-cli as people and scripts use it: the built program in a pseudo-terminal and in pipes, against a real server.

    python3 -m pytest Tests/cli
"""

import json
import os
import re
import stat
import subprocess
import unittest

from person import Person
from terminal import CLI, FIXTURES, Forum, Terminal, columns, environment


class CLITest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.forum = Forum()

    @classmethod
    def tearDownClass(cls):
        cls.forum.close()

    def assert_code(self, done, code):
        self.assertEqual(done.returncode, code, f"stdout: {done.stdout}\nstderr: {done.stderr}")


class Reading(CLITest):
    def test_a_thread_is_a_tree_of_at_most_80_columns(self):
        thread = self.forum.thread("Transport școlar", "Autobuzul nu mai vine. " * 30)
        parent = thread + 1
        for depth in range(14):
            parent = self.forum.json("reply", thread, "--to", parent, "--body", f"Nivelul {depth}. " + "cuvinte lungi " * 20)["id"]
        terminal = self.forum.terminal("show", thread)
        self.assertEqual(terminal.end(), 0)
        self.assertIn("Transport școlar", terminal.text)
        self.assertIn("│ │ │ ", terminal.text)
        self.assertIn("↳ in answer to Proba participant", re.sub(r"[\s│]+", " ", terminal.text))
        for line in terminal.text.split("\n"):
            self.assertLessEqual(columns(line), 80, line)

    def test_a_terminal_has_colours_unless_it_is_told_not_to(self):
        thread = self.forum.thread()
        coloured = self.forum.terminal("show", thread)
        coloured.end()
        self.assertIn("\x1b[1m", coloured.raw)
        for words, env in (("show", {"NO_COLOR": "1"}), ("show", {"TERM": "dumb"}), ("--plain show", {})):
            bare = self.forum.terminal(*words.split(), thread, env=env)
            bare.end()
            self.assertNotIn("\x1b[1m", bare.raw)
        self.assertNotIn("\x1b", self.forum.run("show", thread).stdout)

    def test_what_somebody_wrote_cannot_drive_the_terminal(self):
        thread = self.forum.thread("Titlu", "ceva \u202e întors și \u2066 ascuns")
        terminal = self.forum.terminal("show", thread)
        terminal.end()
        self.assertNotIn("\u202e", terminal.raw)
        self.assertNotIn("\u2066", terminal.raw)
        self.assertIn("\ufffd", terminal.raw)

    def test_threads_are_listed_and_filtered(self):
        thread = self.forum.thread("Un titlu de găsit în listă")
        listed = self.forum.run("threads")
        self.assert_code(listed, 0)
        self.assertRegex(listed.stdout, rf"(?m)^{thread} .*Un titlu de găsit în listă")
        self.assertNotIn("de găsit", self.forum.run("threads", "--space", "health").stdout)
        document = self.forum.json("threads", "--limit", "1")
        self.assertEqual(len(document["threads"]), 1)

    def test_show_reads_every_page(self):
        thread = self.forum.thread("Lung")
        for number in range(25):
            self.forum.json("reply", thread, "--body", f"Mesajul {number}")
        document = self.forum.json("show", thread)
        self.assertEqual(len(document["posts"]), 26)
        part = self.forum.run("show", thread, "--limit", "10")
        self.assertIn("There are more posts: forum-cli show", part.stdout)

    def test_romanian_by_the_locale(self):
        thread = self.forum.thread()
        shown = self.forum.run("show", thread, env={"LANG": "ro_RO.UTF-8"})
        self.assertIn("1 mesaj", shown.stdout)
        wrong = self.forum.run("arată", env={"LC_ALL": "ro_RO.UTF-8"})
        self.assert_code(wrong, 64)
        self.assertIn("Nu există comanda", wrong.stderr)


class Writing(CLITest):
    def test_a_text_comes_from_an_option_a_pipe_or_an_editor(self):
        thread = self.forum.thread()
        self.forum.json("reply", thread, "--body", "din opțiune")
        self.forum.json("reply", thread, input="din\nintrare\n")
        editor = self.forum.home / "editor"
        editor.write_text('#!/bin/sh\nprintf "din editor" > "$1"\n')
        editor.chmod(0o755)
        terminal = self.forum.terminal("reply", thread, env={"EDITOR": str(editor)})
        self.assertEqual(terminal.end(), 0, terminal.text)
        bodies = [post["body"] for post in self.forum.json("show", thread)["posts"]]
        self.assertEqual(bodies[1:], ["din opțiune", "din\nintrare", "din editor"])
        self.assertEqual([name for name in os.listdir("/tmp") if name.startswith("sfat-") and name.endswith(".md")], [])

    def test_an_edit_begins_with_the_text_as_it_is(self):
        thread = self.forum.thread(body="vechi")
        editor = self.forum.home / "append"
        editor.write_text('#!/bin/sh\nprintf " și nou" >> "$1"\n')
        editor.chmod(0o755)
        terminal = self.forum.terminal("edit", thread + 1, env={"EDITOR": str(editor)})
        self.assertEqual(terminal.end(), 0, terminal.text)
        self.assertEqual(self.forum.json("show", thread)["posts"][0]["body"], "vechi și nou")

    def test_the_same_key_posts_once(self):
        thread = self.forum.thread()
        first = self.forum.json("reply", thread, "--body", "o dată", "--key", "cheia-1")
        again = self.forum.json("reply", thread, "--body", "o dată", "--key", "cheia-1")
        self.assertEqual(first["id"], again["id"])
        self.assert_code(self.forum.run("reply", thread, "--body", "altceva", "--key", "cheia-1"), 1)
        self.assertEqual(len(self.forum.json("show", thread)["posts"]), 2)

    def test_a_reply_to_a_posts_number_answers_that_post(self):
        thread = self.forum.thread()
        reply = self.forum.json("reply", thread + 1, "--body", "răspuns")["id"]
        posts = {post["id"]: post for post in self.forum.json("show", thread)["posts"]}
        self.assertEqual(posts[reply]["parent"], thread + 1)

    def test_withdrawing_leaves_a_marked_place(self):
        thread = self.forum.thread()
        self.assert_code(self.forum.run("withdraw", thread + 1), 0)
        self.assertIn("[withdrawn by its author]", self.forum.run("show", thread).stdout)


class Moderating(CLITest):
    def test_a_notice_is_claimed_decided_and_contested(self):
        thread = self.forum.thread()
        post = self.forum.json("reply", thread, "--body", "strada Lungă 7")["id"]
        run = lambda *words: self.forum.run(*words, role="moderator")
        notice = self.forum.json(
            "notify", "--post", thread + 1, "--ground", "privacy", "--explanation", "Este adresa mea.", "--good-faith")["id"]
        del notice
        other = self.forum.json(
            "notify", "--post", post, "--ground", "hate-against-roma", "--explanation", "Îndeamnă la ură.", "--good-faith",
            role="administrator")["id"]
        queue = self.forum.json("queue", role="moderator")["matters"]
        self.assertEqual([queue[0]["id"], queue[0]["urgent"]], [other, True])
        self.assertIn("URGENT", run("queue").stdout)
        self.assert_code(run("claim", other), 0)
        seen = run("matter", other).stdout
        self.assertIn("strada Lungă 7", seen)
        self.assertIn("Îndeamnă la ură.", seen)
        hidden = self.forum.json(
            "decide", "hide", "--post", post, "--ground", "privacy", "--facts", "Date personale.", "--explanation",
            "Nu se publică.", role="moderator")["id"]
        shown = self.forum.run("show", thread, role=None).stdout
        self.assertNotIn("strada Lungă 7", shown)
        self.assertIn("Date personale.", shown)
        appeal = self.forum.json("appeal", hidden, "--text", "Este o stradă, nu o persoană.")["id"]
        self.assert_code(run("appeal-decide", appeal, "reversed", "--reason", "Așa este."), 77)
        self.assert_code(
            self.forum.run("appeal-decide", appeal, "reversed", "--reason", "Așa este.", role="administrator"), 0)
        self.assertIn("strada Lungă 7", self.forum.run("show", thread, role=None).stdout)

    def test_threads_are_locked_and_moved_and_what_stands_is_lifted(self):
        thread = self.forum.thread()
        run = lambda *words: self.forum.run(*words, role="moderator")
        reasons = ["--facts", "S-a încheiat.", "--explanation", "S-a răspuns la tot."]
        self.assert_code(run("decide", "lock", "--thread", thread, *reasons), 0)
        refused = self.forum.run("reply", thread, "--body", "încă ceva")
        self.assert_code(refused, 1)
        self.assertTrue(refused.stderr.startswith("forum-cli: "), refused.stderr)
        self.assert_code(run("decide", "lift", "--thread", thread, "--facts", "Se reia."), 0)
        self.assert_code(run("decide", "move", "--thread", thread, "--space", "health", "--facts", "Este despre sănătate."), 0)
        self.assertEqual(self.forum.json("show", thread)["thread"]["space"], "health")

    def test_who_has_not_the_role_decides_nothing_and_what_is_missing_is_named(self):
        thread = self.forum.thread()
        reasons = ["--facts", "pentru că", "--explanation", "așa"]
        self.assert_code(self.forum.run("decide", "hide", "--post", thread + 1, *reasons), 77)
        self.assert_code(self.forum.run("decide", "lock", "--thread", thread, *reasons), 77)
        self.assert_code(self.forum.run("queue"), 77)
        self.assert_code(self.forum.run("reply", thread, "--body", "x", role=None), 77)
        self.assert_code(self.forum.run("decide", "hide", "--post", thread + 1, role="moderator"), 64)
        self.assert_code(self.forum.run("decide", "hide", *reasons, role="moderator"), 64)


class Watching(CLITest):
    def test_new_posts_come_live_and_after_a_kill_exactly_once(self):
        thread = self.forum.thread("Urmărit")
        terminal = self.forum.terminal("watch", thread)
        terminal.wait_for(r"live")
        self.forum.json("reply", thread, "--body", "primul val")
        terminal.wait_for("primul val")
        self.forum.server.kill()
        terminal.wait_for("Resuming by itself")
        self.forum.server.start()
        for number in range(5):
            self.forum.json("reply", thread, "--body", f"după cădere {number}")
        text = terminal.wait_for("după cădere 4", 60)
        terminal.type("\x03")
        self.assertEqual(terminal.end(), 130)
        for number in range(5):
            self.assertEqual(text.count(f"după cădere {number}"), 1, text)
        self.assertEqual(text.count("primul val"), 1)

    def test_json_is_one_event_a_line_from_any_position(self):
        thread = self.forum.thread()
        first = self.forum.json("reply", thread, "--body", "unu")["position"]
        self.forum.json("reply", thread, "--body", "doi")
        self.forum.json("reply", thread, "--body", "trei")
        done = self.forum.run("watch", thread, "--json", "--after", first, "--count", "2")
        self.assert_code(done, 0)
        events = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([event["data"]["body"] for event in events], ["doi", "trei"])
        self.assertEqual({event["type"] for event in events}, {"post.published"})

    def test_what_may_not_be_watched_is_refused(self):
        self.assert_code(self.forum.run("watch", "moderation"), 77)
        self.assert_code(self.forum.run("watch", "999999"), 1)


class SigningIn(CLITest):
    def test_signing_in_is_confirmed_in_the_browser(self):
        browser = Person(self.forum.server)
        browser.register("Ana din browser", "ana.browser@exemplu.ro")
        terminal = self.forum.terminal("login", role=None, env={"XDG_CONFIG_HOME": str(self.forum.home / "browser")})
        terminal.wait_for("allow it")
        address = next(word for word in terminal.text.split() if "/device?code=" in word)
        code = address.split("code=")[1]
        self.assertIn(code, terminal.text.split("allow it:")[1])
        answer = browser.submit("/device", {"user-code": code, "role": "participant", "allow": "1"}, f"/device?code={code}")
        self.assertEqual(answer.status_code, 303, answer.text)
        self.assertEqual(terminal.end(), 0, terminal.text)
        self.assertIn("Ana din browser", terminal.text)
        done = self.forum.run("threads", role=None, env={"XDG_CONFIG_HOME": str(self.forum.home / "browser")})
        self.assert_code(done, 0)

    def test_a_token_is_typed_unseen_kept_for_its_owner_and_forgotten(self):
        token = self.forum.tokens["moderator"]
        terminal = self.forum.terminal("login", "--paste", role=None)
        terminal.wait_for("Token for")
        terminal.type(token + "\n")
        self.assertEqual(terminal.end(), 0, terminal.text)
        self.assertIn("Proba moderator", terminal.text)
        self.assertNotIn(token, terminal.raw)
        path = self.forum.home / ".config" / "sfat" / "credentials.json"
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        thread = self.forum.run("post", "--space", "education", "--title", "Cu token păstrat", "--body", "x", role=None)
        self.assert_code(thread, 0)
        path.chmod(0o644)
        self.assert_code(self.forum.run("threads", role=None), 77)
        path.chmod(0o600)
        self.assert_code(self.forum.run("logout", role=None), 0)
        self.assert_code(self.forum.run("post", "--space", "education", "--title", "Fără", "--body", "x", role=None), 77)

    def test_who_has_neither_password_nor_mailbox_gets_a_link(self):
        person = Person(self.forum.server)
        person.register("Uitucă", "uituca@exemplu.ro")
        number = re.search(r'data-signed-in="(\d+)"', person.get("/").text).group(1)
        done = self.forum.steward("account", "link", number, "--base-url", self.forum.server.url + "/")
        self.assert_code(done, 0)
        path = done.stdout.strip().removeprefix(self.forum.server.url)
        again = Person(self.forum.server)
        self.assertEqual(again.submit(path, {"password": "altă parolă destul de lungă"}).status_code, 303)
        self.assertTrue(again.is_signed_in)
        self.assertFalse(person.is_signed_in, "the sessions of before end with the password")
        self.assertEqual(Person(self.forum.server).get(path).status_code, 410)
        self.assert_code(self.forum.steward("account", "link", "999999"), 1)

    def test_a_wrong_token_is_not_kept(self):
        done = self.forum.run("login", role=None, input="A" * 43 + "\n", env={"XDG_CONFIG_HOME": str(self.forum.home / "other")})
        self.assert_code(done, 77)
        self.assertFalse((self.forum.home / "other" / "sfat").exists())

    def test_a_token_comes_from_a_file_or_from_standard_input(self):
        path = self.forum.home / "token"
        path.write_text(self.forum.tokens["participant"] + "\n")
        words = ["post", "--space", "education", "--title", "T", "--body", "x"]
        self.assert_code(self.forum.run(*words, "--token-file", path, role=None), 0)
        self.assert_code(self.forum.run(*words, "--token-file", "-", role=None, input=path.read_text()), 0)


class Stewarding(CLITest):
    def test_a_token_is_printed_alone_listed_and_revoked(self):
        done = self.forum.steward("token", "create", "--role", "participant", "--name", "Un program")
        self.assert_code(done, 0)
        self.assertRegex(done.stdout, r"^[A-Za-z0-9_-]{43}\n$")
        self.assertEqual(done.stderr, "")
        words = ["post", "--space", "education", "--title", "T", "--body", "x"]
        env = {"SFAT_TOKEN": done.stdout.strip()}
        self.assert_code(self.forum.run(*words, env=env), 0)
        tokens = json.loads(self.forum.steward("token", "list", "--json").stdout)
        mine = [token for token in tokens if token["name"] == "Un program"]
        self.assertEqual(len(mine), 1)
        self.assertNotIn(done.stdout.strip(), json.dumps(tokens))
        self.assert_code(self.forum.steward("token", "revoke", mine[0]["id"]), 0)
        self.assert_code(self.forum.run(*words, env=env), 77)
        self.assert_code(self.forum.steward("token", "revoke", mine[0]["id"]), 1)

    def test_an_import_comes_in_once_and_the_log_stays_whole(self):
        folder = FIXTURES / "decide-madrid"
        first = self.forum.steward("import", "decide-madrid", folder, "--json")
        self.assert_code(first, 0)
        report = json.loads(first.stdout)
        self.assertEqual(report["files"]["depths"][:5], [126, 57, 25, 18, 11])
        self.assertEqual(report["added"], {"participants": 105, "threads": 10, "posts": 291})
        before = self.forum.steward("export").stdout
        again = self.forum.steward("import", "decide-madrid", folder)
        self.assert_code(again, 0)
        self.assertIn("nothing changed", again.stdout)
        self.assertEqual(self.forum.steward("export").stdout, before)
        positions = [json.loads(line)["position"] for line in before.splitlines()]
        self.assertEqual(positions, list(range(1, len(positions) + 1)))
        threads = self.forum.json("threads", "--space", "decide-madrid", "--limit", "100")["threads"]
        self.assertEqual(len(threads), 10)
        self.assertEqual(sum(thread["posts"] for thread in threads), 301)

    def test_bad_rows_are_named_and_do_not_stop_the_rest(self):
        done = self.forum.steward("import", "decide-madrid", FIXTURES / "decide-madrid" / "bad", "--space", "proba")
        self.assert_code(done, 1)
        self.assertIn("comments.csv, line 5: the column text is not UTF-8 text.", done.stderr)
        self.assertIn("comments.csv, line 15: 3 votes for and 1 against do not make 9. The row was kept.", done.stderr)
        self.assertIn("Added:", done.stdout)

    def test_a_backup_of_a_running_forum_is_restored_and_forgets_again(self):
        folder = self.forum.home / "copies"
        folder.mkdir()
        thread = self.forum.thread("Copie de siguranță")
        post = self.forum.json("reply", thread, "--body", "ceva-de-uitat")["id"]
        made = self.forum.steward("backup", folder / "one")
        self.assert_code(made, 0)
        self.assertIn("A whole backup is in", made.stdout)
        # Without a terminal the stages are plain lines.
        self.assertEqual(made.stderr.split("\n")[:2], ["Copying…", "Checking the log…"])
        self.assert_code(self.forum.steward("backup", folder / "one"), 1)
        drawn = Terminal([CLI, "--data", str(self.forum.data), "backup", str(folder / "two")], environment(self.forum.home), folder)
        self.assertEqual(drawn.end(), 0, drawn.text)
        self.assertNotIn("Copying…", drawn.text)
        self.assert_code(self.forum.steward("erase", post, "body", "--ground", "request", "--reason", "A cerut."), 0)

        again = folder / "data"
        restore = lambda *words, **more: self.forum.run("--data", again, "restore", folder / "one", *words, data=True, **more)
        refused = restore(env={"LANG": "ro_RO.UTF-8"})
        self.assert_code(refused, 1)
        self.assertIn("--without-register", refused.stderr)
        self.assertIn("Nu există registrul de ștergeri", refused.stderr)
        register = self.forum.data / "erasures.jsonl"
        done = restore("--register", register, "--json")
        self.assert_code(done, 0)
        self.assertEqual(json.loads(done.stdout)["erasedAgain"], 1)
        self.assert_code(self.forum.run("--data", again, "check", data=True), 0)
        self.assertNotIn(b"ceva-de-uitat", (again / "forum.sqlite").read_bytes())
        self.assert_code(restore("--register", register), 1)

        database = folder / "one" / "forum.sqlite"
        database.write_bytes(database.read_bytes().replace(b"ceva-de-uitat", b"altceva-uitat"))
        damaged = self.forum.run(
            "--data", folder / "third", "restore", folder / "one", "--register", register, data=True)
        self.assert_code(damaged, 65)
        self.assertIn(f"position {post}: the content body is not what the entry commits to", damaged.stderr)
        self.assertFalse((folder / "third" / "forum.sqlite").exists())
        loud = self.forum.run("--data", folder / "four", "restore", folder / "two", "--without-register", data=True)
        self.assert_code(loud, 0)
        self.assertIn("WARNING: no erasure register", loud.stderr)

    def test_a_postgresql_database_is_backed_up_with_its_own_tools(self):
        told = self.forum.run("--database", "postgres://sfat@127.0.0.1:1/none", "backup", self.forum.home / "pg", data=True)
        self.assert_code(told, 64)
        self.assertIn("pg_dump", told.stderr)

    def test_check_rebuild_and_a_root_from_outside(self):
        self.forum.thread()
        done = self.forum.steward("check", "--json")
        self.assert_code(done, 0)
        root = json.loads(done.stdout)["root"]
        position = json.loads(done.stdout)["position"]
        self.assert_code(self.forum.steward("check", "--root", f"{position}:{root}"), 0)
        self.assert_code(self.forum.steward("check", "--root", f"{position}:{'A' * 43}"), 1)
        self.assert_code(self.forum.steward("rebuild"), 0)

    def test_a_setup_link_and_a_role(self):
        done = self.forum.steward("setup-link", "--base-url", "https://forum.example/")
        self.assertRegex(done.stdout, r"^https://forum\.example/setup/[A-Za-z0-9_-]{43}\n$")
        thread = self.forum.json("show", self.forum.thread())["thread"]
        self.assert_code(self.forum.steward("role", "grant", thread["author"]["id"], "moderator"), 0)
        self.assert_code(self.forum.steward("role", "grant", 999999, "moderator"), 1)
        self.assert_code(self.forum.steward("second-factor", "reset", 999999), 1)

    def test_erasing_a_text_keeps_its_place(self):
        thread = self.forum.thread(body="un număr de telefon")
        done = self.forum.steward("erase", thread + 1, "body", "--ground", "request", "--reason", "A cerut persoana.")
        self.assert_code(done, 0)
        shown = self.forum.run("show", thread).stdout
        self.assertNotIn("telefon", shown)
        self.assertIn("[text erased]", shown)
        self.assert_code(self.forum.steward("check"), 0)


class Failing(CLITest):
    def test_errors_say_what_to_do_and_have_their_codes(self):
        cases = [
            ([], 64), (["threds"], 64), (["show"], 64), (["show", "x"], 64), (["show", "1", "--limit", "many"], 64),
            (["--server", "ftp://x", "threads"], 64), (["--server", "http://127.0.0.1:1", "threads"], 69),
            (["show", "999999"], 1),
        ]
        for words, code in cases:
            done = self.forum.run(*words)
            self.assert_code(done, code)
            self.assertTrue(done.stderr.startswith("forum-cli: "), done.stderr)
            self.assertEqual(done.stdout, "")
        self.assert_code(self.forum.steward("import", "decide-madrid", "/nowhere"), 65)
        self.assert_code(self.forum.run("check", data=True), 64)

    def test_errors_are_json_when_asked(self):
        done = self.forum.run("show", "999999", "--json")
        self.assert_code(done, 1)
        self.assertEqual(json.loads(done.stderr)["code"], 1)

    def test_a_closed_pipe_ends_quietly(self):
        thread = self.forum.thread(body="rând\n" * 2000)
        env = environment(self.forum.home, SFAT_SERVER=self.forum.server.url)
        shell = f"'{CLI}' show {thread} | head -1"
        done = subprocess.run(["bash", "-o", "pipefail", "-c", shell], capture_output=True, text=True, env=env)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_help_is_there_for_everything_in_both_languages(self):
        for language in ("en_GB.UTF-8", "ro_RO.UTF-8"):
            overview = self.forum.run("--help", env={"LANG": language})
            self.assert_code(overview, 0)
            names = re.findall(r"(?m)^  ([a-z-]+(?: [a-z]+)?)  ", overview.stdout)
            self.assertGreater(len(names), 20)
            for name in names:
                page = self.forum.run(*name.split(), "--help", env={"LANG": language})
                self.assert_code(page, 0)
                self.assertIn("forum-cli", page.stdout)
