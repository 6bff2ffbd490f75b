"""A real SMTP server in this process, and a forum that sends through it."""

import pytest
from aiosmtpd.controller import Controller

from harness import Server, free_port
from smtp import BASE, Mailbox


@pytest.fixture
def mailbox():
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), server_hostname="localhost")
    controller.start()
    box.port = controller.port
    yield box
    controller.stop()


@pytest.fixture
def server(tmp_path, mailbox):
    domains = tmp_path / "domains"
    domains.write_text("# Instituții\nPrimaria.example\n\ngov.example\n")
    server = Server(
        tmp_path / "data", "--mail-server", f"smtp://127.0.0.1:{mailbox.port}", "--mail-from", "Sfat de încercare <sfat@sfat.example>",
        "--base-url", BASE, "--listed-domains", domains)
    server.start()
    yield server
    if server.process.poll() is None:
        assert server.stop() == 0
