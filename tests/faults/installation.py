"""A real installation beside the tests: its own folder, database, server and clients."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.databases import beside, create_database, drop_database
from tests.faults.programs import LEDGER, PREPARE
from tests.faults.programs import SERVERS as SERVERS_PROGRAM

SERVERS = 3
"""Side by side on one database: while one starts again, others go on writing."""


class Loaded:
    """A process that loads the product once and starts servers from there in no time."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVERS_PROGRAM],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._answer()

    def start(self, port: int) -> int:
        """Start a server, as `bin/run` does but for the loading, and return the id of its group."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{port}\n")
        self.process.stdin.flush()
        return int(self._answer())

    def end(self) -> None:
        """End it; the servers it started go on."""
        self.process.kill()
        self.process.communicate()

    def _answer(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the product does not load"
        return line


class Server:
    """A server that can be killed at any moment."""

    def __init__(self, loaded: Loaded, token: str) -> None:
        self.loaded, self.token = loaded, token
        self.port = free_port()
        self.group: int | None = None

    def start(self) -> None:
        """Start it."""
        self.group = self.loaded.start(self.port)

    def kill(self) -> None:
        """Kill it and everything it started, without a chance to tidy up."""
        if self.group is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.group, signal.SIGKILL)
            self.group = None

    def wait(self, seconds: float = 90) -> None:
        """Wait until it answers."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                self.ask("/api/v1/findings?limit=1")
            except OSError as problem:
                if time.monotonic() > deadline:
                    raise AssertionError("the server does not come back") from problem
                time.sleep(0.05)
            else:
                return

    def ask(self, path: str, body: Any = None, **headers: str) -> int:
        """Ask the API and return the status; OSError where it does not answer well."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
                **headers,
            },
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            response.read()
            return int(response.status)


class Installation:
    """An installation with a few servers on one database."""

    def __init__(self, home: Path, database: str) -> None:
        self.environment = {
            **os.environ,
            "DUTYLINE_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "dutyline.config.settings",
            "DUTYLINE_LOG_LEVEL": "CRITICAL",
            "DATABASE_URL": database,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        token, place = self.run(PREPARE).split()
        self.place_id = int(place)
        self.loaded = Loaded(self.environment)
        self.servers = [Server(self.loaded, token) for _ in range(SERVERS)]

    def run(self, code: str) -> str:
        """Run Python in this installation and return what it prints last."""
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout.strip().splitlines()[-1]

    def record(self, server: Server, title: str, key: str) -> int:
        """Record a finding once per `key`; return the status.

        OSError: nobody knows what happened.
        """
        body = {"title": title, "place_id": self.place_id, "category": "things.guards"}
        try:
            return server.ask("/api/v1/findings", body, **{"Idempotency-Key": key})
        except urllib.error.HTTPError as refused:
            return int(refused.code)

    def ledger(self) -> dict[str, Any]:
        """Return what is kept of every finding, and whether the database is sound."""
        return self.outcome(LEDGER)

    def outcome(self, code: str) -> dict[str, Any]:
        """Run Python in this installation and return the JSON it prints last."""
        told: dict[str, Any] = json.loads(self.run(code))
        return told


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def installation(home: Path, where: str = "") -> Iterator[Installation]:
    """Yield an installation on SQLite, or on the server DATABASE_URL names; gone afterwards."""
    with database_beside(os.environ.get("DATABASE_URL", ""), where) as database:
        made = Installation(home, database)
        try:
            yield made
        finally:
            for server in made.servers:
                server.kill()
            made.loaded.end()


@contextmanager
def database_beside(url: str, where: str = "") -> Iterator[str]:
    """Yield the address of a new database on the same server; "" for SQLite.

    `where` is the clause of CREATE DATABASE that says which tablespace it lies in.
    """
    if not url:
        yield ""
        return
    name = f"faults_{secrets.token_hex(4)}"
    create_database(url, name, where)
    try:
        yield beside(url, name)
    finally:
        drop_database(url, name)
