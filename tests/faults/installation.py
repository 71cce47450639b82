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
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

PREPARE = """
import sys
from datetime import timedelta
import django

django.setup()
from django.core.management import call_command
from django.utils import timezone

call_command("migrate", verbosity=0, interactive=False)
from dataclasses import replace
from dutyline.kernel.access.operations import make_token, open_account
from dutyline.kernel.access.tests.plant import plant

here = plant()
now = timezone.now()
account = open_account(
    by=here.actor("admin"), person=here.people.admin, username="admin", at=here.at
)
_row, token = make_token(
    by=replace(here.actor("admin"), account_id=account.pk),
    account=account,
    name="clients",
    permissions=["organisation.view", "organisation.manage_places"],
    expires_at=now + timedelta(days=1),
    at=now,
)
print(token, here.units.team_a.pk)
"""
COUNT = """
import json, django

django.setup()
from django.db import connection
from dutyline.kernel.history.models import Entry
from dutyline.kernel.organisation.models import Place

names = list(Place.objects.values_list("name", flat=True))
told = list(
    Entry.objects.filter(subject_type="organisation.place").values_list("subject_label", flat=True)
)
sound = "ok"
if connection.vendor == "sqlite":
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        sound = cursor.fetchone()[0]
        cursor.execute("PRAGMA foreign_key_check")
        sound = sound if cursor.fetchone() is None else "foreign keys"
print(json.dumps([names, told, sound]))
"""


class Installation:
    """An installation whose server can be killed at any moment."""

    def __init__(self, home: Path, database: str) -> None:
        self.environment = {
            **os.environ,
            "DUTYLINE_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "dutyline.config.settings",
            "DUTYLINE_LOG_LEVEL": "CRITICAL",
            "DATABASE_URL": database,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        self.token, unit = self.run(PREPARE).split()
        self.unit_id = int(unit)
        self.port = free_port()
        self.server: subprocess.Popen[bytes] | None = None

    def run(self, code: str) -> str:
        """Run Python in this installation and return what it prints last."""
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout.strip().splitlines()[-1]

    def start(self) -> None:
        """Start the server as `bin/run` does."""
        program = Path(sys.executable).parent / "granian"
        options = ["--interface", "wsgi", "--workers", "1", "--blocking-threads", "8"]
        options += ["--port", str(self.port), "--log-level", "error", "--no-ws"]
        self.server = subprocess.Popen(
            [program, *options, "dutyline.config.wsgi:application"],
            env=self.environment,
            process_group=0,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        """Kill the server and everything it started, without a chance to tidy up."""
        if self.server is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()

    def wait(self, seconds: float = 60) -> None:
        """Wait until the server answers."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                self.get("/api/v1/places?limit=1")
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("the server does not come back")

    def get(self, path: str) -> object:
        """Ask the API; OSError where it does not answer well."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}")
        request.add_header("Authorization", f"Bearer {self.token}")
        with urllib.request.urlopen(request, timeout=20) as response:
            return json.load(response)

    def write(self, name: str, key: str) -> int:
        """Create a place once per `key`; return the status. OSError: nobody knows what happened."""
        body = {"name": name, "kind": "area", "unit_id": self.unit_id, "on": "2026-03-02"}
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/places",
            data=json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
                "Idempotency-Key": key,
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as response:
                response.read()
                return int(response.status)
        except urllib.error.HTTPError as refused:
            return int(refused.code)

    def count(self) -> tuple[list[str], list[str], str]:
        """Return the names of all places, of all places told of in history, and the soundness."""
        names, told, sound = json.loads(self.run(COUNT))
        return names, told, sound


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def installation(home: Path) -> Iterator[Installation]:
    """Yield an installation on SQLite, or on the server DATABASE_URL names; gone afterwards."""
    with database_beside(os.environ.get("DATABASE_URL", "")) as database:
        made = Installation(home, database)
        try:
            yield made
        finally:
            made.kill()


@contextmanager
def database_beside(url: str) -> Iterator[str]:
    """Yield the address of a new database on the same server; "" for SQLite."""
    if not url:
        yield ""
        return
    name = f"faults_{secrets.token_hex(4)}"
    address, question, rest = url.partition("?")
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{address.rpartition('/')[0]}/{name}{question}{rest}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
