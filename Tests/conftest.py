"""Fixtures shared by the browser and terminal tests."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from harness import Server  # noqa: E402


@pytest.fixture
def server(tmp_path):
    """A server of its own for one test, limits off."""
    running = Server(tmp_path / "data", "--test-mode").start()
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The demo forum, shared by the tests that only read."""
    running = Server(tmp_path_factory.mktemp("demo") / "data", "--test-mode", "--demo").start()
    yield running
    running.stop()
