"""The demonstration served as `bin/run` serves it: its own home, a real server, on loopback."""

import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.databases import OURS
from tests.faults.installation import free_port
from tests.told import ROOT, copy_home, environment, link, told_home

START_SECONDS = 180
STOP_SECONDS = 15
SERVER = Path(sys.executable).parent / "granian"
OPTIONS = (
    *("--interface", "wsgi", "--host", "127.0.0.1", "--no-ws"),
    *("--workers", "1", "--blocking-threads", "4", "--log-level", "error"),
)


@dataclass(frozen=True)
class Served:
    """A demonstration that answers at `address` (without a slash at its end)."""

    address: str
    home: Path
    language: str

    def run(self, *arguments: str) -> str:
        """Run a command of the product in this home and return what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "dutyline", *arguments],
            env=environment(self.home), capture_output=True, text=True, check=True, cwd=ROOT,
        )  # fmt: skip
        return done.stdout

    @contextmanager
    def worker(self) -> Iterator[None]:
        """Let a worker run as `bin/run` does: sweeps, and what people asked for."""
        process = subprocess.Popen(
            [sys.executable, "-m", "dutyline", "worker"], env=environment(self.home), cwd=ROOT
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=STOP_SECONDS)

    def look_up(self, question: str, *values: object) -> str:
        """Return one value of the database, for what no person of the story could know by heart."""
        found = self.ask(question, *values)
        assert found, question
        return str(found[0][0])

    def ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Return all rows of an answer of the database."""
        return OURS.ask(self.home, question, values)


Serve = Callable[..., Served]
"""Takes a language, and what an operator would set (DUTYLINE_…=…)."""


@pytest.fixture(scope="session")
def static_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Collect the static files once, as they are now."""
    home = tmp_path_factory.mktemp("static")
    Served("", home, "").run("collectstatic", "--noinput", "--verbosity", "0")
    return home / "static"


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory, static_files: Path) -> Iterator[Serve]:
    """Return what serves a fresh copy of the demonstration in a language until the module ends."""
    running: list[subprocess.Popen[bytes]] = []
    homes: list[Path] = []

    def start(language: str, **more: str) -> Served:
        homes.append(tmp_path_factory.mktemp(f"served-{language}"))
        home = copy_home(told_home(language), homes[-1])
        shutil.copytree(static_files, home / "static", copy_function=link)
        port = free_port()
        command = [SERVER, *OPTIONS, "--port", str(port), "dutyline.config.wsgi:application"]
        there = environment(home) | {"DUTYLINE_LANGUAGE": language, **more}
        running.append(subprocess.Popen(command, env=there, process_group=0, cwd=ROOT))
        served = Served(f"http://127.0.0.1:{port}", home, language)
        wait_for(served, running[-1])
        return served

    try:
        yield start
    finally:
        for server in running:
            server.terminate()
        for server in running:
            server.wait(STOP_SECONDS)
        for home in homes:
            OURS.drop(home)


def wait_for(served: Served, server: "subprocess.Popen[bytes]") -> None:
    """Wait until the sign-in page answers."""
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{served.address}/account/login/", timeout=30).close()
        except urllib.error.HTTPError as error:
            raise AssertionError(f"the server answers {error.code}") from error
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server does not answer")
