"""Settings of every test: a home of its own before Django reads it, no network, a real browser."""

import os
import shutil
import socket
import tempfile
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import hypothesis
import pytest

pytest_plugins = ["tests.clock", "tests.serving", "tests.written_tables"]
OWN_HOME = "DUTYLINE_HOME" not in os.environ
HOME = Path(os.environ.setdefault("DUTYLINE_HOME", tempfile.mkdtemp(prefix="dutyline-test-")))
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class NetworkUsed(BaseException):
    """A test reached for the network; not an Exception, so that no handler can hide it."""


def pytest_configure(config: pytest.Config) -> None:
    """Set up what only tests need, before Django is: file names unhashed, SQLite in a file."""
    from django.conf import settings  # the home must be named before settings are read

    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # In memory, threads would share one connection and never wait for each other.
        database.setdefault("TEST", {})["NAME"] = str(HOME / "test.sqlite3")
    guard_network()
    # What lands must not hang on luck: CI draws the same examples each time, people draw new ones.
    hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
    hypothesis.settings.register_profile("here", deadline=None)
    hypothesis.settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the home this run made; its workers leave that to it."""
    if OWN_HOME and not hasattr(config, "workerinput"):
        shutil.rmtree(HOME, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip browser tests where there is no browser, except where they must run."""
    in_browser = [item for item in items if item.get_closest_marker("browser")]
    if in_browser:
        # Playwright keeps a loop running in the thread that asks the database too.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if find_browser() or os.environ.get("CI") == "true":
        return
    for item in in_browser:
        item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def find_browser() -> str | None:
    """Return the path of a Chromium, None where there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def guard_network() -> None:
    """Let sockets reach this machine only."""
    connect = socket.socket.connect

    def local_connect(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not is_local(address[0]):
            raise NetworkUsed(f"a test connects to {address}")
        connect(self, address)

    socket.socket.connect = local_connect  # type: ignore[method-assign]


def is_local(host: str) -> bool:
    """Say whether a host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name
        return host == "localhost"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start the Chromium of this machine; root may not use its sandbox."""
    path = find_browser()
    if path is None:
        pytest.fail("no Chromium on this machine, and CI must not skip browser tests")
    return {"executable_path": path, "args": ["--no-sandbox"] if os.geteuid() == 0 else []}
