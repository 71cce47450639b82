"""Where the demonstration lies: in a file of its home, or in a database of the server of the run.

Each database does the same few things its own way; whoever needs one takes `OURS`.
"""

import hashlib
import os
import secrets
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import psycopg


class Database(Protocol):
    """What telling, copying and serving the demonstration need of a database."""

    kind: str
    key: str
    """Where it lies, for the name of what is kept."""

    def make(self, home: Path) -> None:
        """Make an empty database for a home."""

    def copy(self, told: Path, home: Path) -> None:
        """Make a database for a home with all that another home's holds."""

    def drop(self, home: Path) -> None:
        """Drop the database of a home, and whoever is connected to it."""

    def address(self, home: Path) -> dict[str, str]:
        """Return what tells a process where the database of a home is."""

    def ask(self, home: Path, question: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        """Return what the database of a home answers; `?` stands for a value."""


class SQLite:
    """A file in the home: it comes and goes with its folder."""

    kind = key = "sqlite"
    name = "dutyline.sqlite3"

    def make(self, home: Path) -> None:
        """Leave it to the first who writes."""

    def copy(self, told: Path, home: Path) -> None:
        """Copy the file, and what SQLite keeps beside it."""
        for path in told.glob(f"{self.name}*"):
            shutil.copy(path, home / path.name)

    def drop(self, home: Path) -> None:
        """Leave it to whoever removes the folder."""

    def address(self, home: Path) -> dict[str, str]:
        """Say nothing: it is where the product looks by itself."""
        return {}

    def ask(self, home: Path, question: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        """Ask the file."""
        with closing(sqlite3.connect(home / self.name)) as database, database:
            return database.execute(question, values).fetchall()


class PostgreSQL:
    """A database beside that of the run, on its server; a file in the home says which."""

    kind = "postgresql"
    named = "database-url"

    def __init__(self, url: str) -> None:
        self.url = url
        self.key = f"{self.kind}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"

    def make(self, home: Path) -> None:
        """Create one."""
        self._create(home, "")

    def copy(self, told: Path, home: Path) -> None:
        """Let the server copy the other one, to which nobody is connected."""
        self._create(home, f"TEMPLATE {name_in((told / self.named).read_text())}")

    def drop(self, home: Path) -> None:
        """Drop it; where its server has gone, it has gone with it."""
        with suppress(FileNotFoundError, psycopg.OperationalError):
            url = (home / self.named).read_text()
            drop_database(beside(url, name_in(self.url)), name_in(url))

    def address(self, home: Path) -> dict[str, str]:
        """Return its address as the product reads it; a home for files only has none."""
        named = home / self.named
        return {"DATABASE_URL": named.read_text()} if named.exists() else {}

    def ask(self, home: Path, question: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        """Ask the server; a change answers with nothing."""
        with psycopg.connect((home / self.named).read_text()) as database:
            answer = database.execute(question.replace("?", "%s"), values)
            return answer.fetchall() if answer.description else []

    def _create(self, home: Path, clause: str) -> None:
        """Create a database; the file comes first, so that none is left that nobody knows."""
        home.mkdir(parents=True, exist_ok=True)
        name = f"demo_{secrets.token_hex(6)}"
        (home / self.named).write_text(beside(self.url, name))
        create_database(self.url, name, clause)


def beside(url: str, name: str) -> str:
    """Return the address of another database on the same server."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def name_in(url: str) -> str:
    """Return the name of the database an address leads to."""
    return urlsplit(url).path.lstrip("/")


def create_database(url: str, name: str, clause: str = "") -> None:
    """Create a database on a server; `clause` is the end of CREATE DATABASE."""
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} {clause}")


def drop_database(url: str, name: str) -> None:
    """Drop a database of a server if it is there, and whoever is connected to it."""
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def ours() -> Database:
    """Return the database of this run."""
    url = os.environ.get("DATABASE_URL", "")
    return PostgreSQL(url) if url else SQLite()


OURS = ours()
