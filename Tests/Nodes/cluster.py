"""A forum on several machines, made on one: nodes, a primary and its synchronous replica, nginx before the nodes."""

import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import time
import uuid

from harness import ROOT, Server, free_port, wait_until

POSTGRES = ROOT / "Tests" / "postgres.sh"


@contextlib.contextmanager
def stalled(processes):
    """They stand still and come back: a machine that swaps, a link that carries nothing for a while."""
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)


class Postgres:
    """One PostgreSQL server."""

    def __init__(self, verb, *rest):
        # Its user must get to the folder: pytest's own are closed to others.
        self.folder = pathlib.Path(f"/tmp/sfat-nodes-{uuid.uuid4()}")
        self.url = subprocess.run([POSTGRES, verb, self.folder, *rest], check=True, capture_output=True, text=True).stdout.strip()
        self.host = self.url.split("@")[1].split("/")[0]
        self.is_dead = False

    def ask(self, statement):
        return subprocess.run(["psql", "-XAtq", "-d", self.url, "-c", statement], check=True, capture_output=True,
                              text=True).stdout.strip()

    def processes(self):
        postmaster = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(postmaster)], capture_output=True, text=True).stdout.split()
        return [postmaster, *map(int, children)]

    def kill(self):
        """As when its machine loses power: the postmaster first, so that it cannot start the others again."""
        for process in self.processes():
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.is_dead = True

    def cut(self, share):
        """Connections break, each with this chance."""
        self.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                 f"WHERE application_name = 'sfat' AND random() < {share}")

    def promote(self):
        subprocess.run([POSTGRES, "promote", self.folder], check=True)

    def remove(self):
        if self.is_dead:
            shutil.rmtree(self.folder, ignore_errors=True)
        else:
            subprocess.run([POSTGRES, "stop", self.folder], check=True)


class Nginx:
    """Gives each request to one of the nodes, and to the next where that one is away. A post may go to two: its key keeps it one."""

    def __init__(self, folder, nodes):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir()
        self.port = free_port()
        self.address = "127.0.0.1"
        self.url = f"http://{self.address}:{self.port}"
        servers = "".join(f"    server 127.0.0.1:{node.port} max_fails=1 fail_timeout=1s;\n" for node in nodes)
        (self.folder / "nginx.conf").write_text(f"""
{"user root;" if os.geteuid() == 0 else ""}
worker_processes 1; daemon off; pid nginx.pid; error_log error.log crit;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  map $http_upgrade $connection_upgrade {{ default upgrade; '' ''; }}
  upstream forum {{
    random;
{servers}  }}
  server {{
    listen 127.0.0.1:{self.port};
    location / {{
      proxy_pass http://forum;
      proxy_http_version 1.1;
      proxy_set_header Host $host:$server_port;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_next_upstream error timeout http_503 non_idempotent;
      proxy_next_upstream_tries 3;
      proxy_connect_timeout 1s;
      proxy_read_timeout 60s;
      proxy_buffering off;
    }}
  }}
}}
""")
        self.process = subprocess.Popen(["nginx", "-p", self.folder, "-c", "nginx.conf", "-e", "error.log"])

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)


class Cluster:
    """Three nodes over a primary whose commits wait for a replica; `reads_from_replica` lets them read from it too."""

    def __init__(self, folder, count=3, reads_from_replica=False):
        self.primary = Postgres("start")
        self.replica, self.nginx, self.nodes = None, None, []
        try:
            self.replica = Postgres("replica", self.primary.url)
            # Set after the copy was taken: the replica, once it is the primary, has nobody to wait for.
            self.primary.ask("ALTER SYSTEM SET synchronous_standby_names = '*'")
            self.primary.ask("SELECT pg_reload_conf()")
            wait_until(lambda: self.primary.ask("SELECT sync_state FROM pg_stat_replication") in ("sync", "quorum"),
                       what="the replica was synchronous")
            self.database = f"postgres://sfat@{self.primary.host},{self.replica.host}/postgres"
            for number in range(count):
                self.nodes.append(Server(folder / f"node{number}", "--test-mode", "--database", self.database,
                                         *(["--replica", self.replica.url] if reads_from_replica else [])).start())
            self.nginx = Nginx(folder / "nginx", self.nodes)
            # What the tests of one server talk to, but through nginx.
            self.front = Server(folder / "front")
            self.front.port, self.front.url = self.nginx.port, self.nginx.url
            wait_until(lambda: self.reaches_nginx(), what="nginx served")
        except BaseException:
            self.remove()
            raise

    def reaches_nginx(self):
        try:
            return self.front.request("GET", "/healthz")[0] == 200
        except OSError:
            return False

    def token(self, name, role="participant"):
        return self.nodes[0].cli_on(self.database, "token", "create", "--role", role, "--name", name).stdout.strip()

    def fail_over(self, seconds):
        """The primary's machine dies; after a while somebody, or a program, promotes the replica."""
        self.primary.kill()
        time.sleep(seconds)
        self.replica.promote()

    def remove(self):
        if self.nginx:
            self.nginx.stop()
        for node in self.nodes:
            if node.process.poll() is None:
                node.kill()
        for server in (self.replica, self.primary):
            if server:
                server.remove()
