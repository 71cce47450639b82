"""What keeps a database from being written is told apart, and told for a while."""

from sqlite3 import Connection as Database
from sqlite3 import OperationalError as Broken

import pytest
from django.db import IntegrityError, OperationalError

from dutyline.toolkit import unwritable
from dutyline.toolkit.unwritable import Trouble, lately, trouble_of


@pytest.fixture(autouse=True)
def forgotten(monkeypatch):
    monkeypatch.setattr(unwritable, "_last", unwritable._Memory())


def test_a_full_sqlite_says_so(tmp_path):
    filling = Database(tmp_path / "full.sqlite3")
    filling.execute("CREATE TABLE filling (bytes BLOB)")
    filling.execute("PRAGMA max_page_count = 3")
    with pytest.raises(Broken) as full:
        filling.execute("INSERT INTO filling VALUES (zeroblob(9000000))")
    filling.close()
    assert trouble_of(OperationalError(str(full.value))) is Trouble.FULL
    assert lately() is Trouble.FULL


@pytest.mark.parametrize(
    ("words", "trouble"),
    [
        ("attempt to write a readonly database", Trouble.READ_ONLY),
        ("unable to open database file", Trouble.READ_ONLY),
        ("disk I/O error", Trouble.READ_ONLY),
        ("database or disk is full", Trouble.FULL),
        ("database is locked", Trouble.BUSY),
        ("no such table: unit", None),
    ],
)
def test_the_words_of_sqlite_are_told_apart(words, trouble):
    assert trouble_of(OperationalError(words)) is trouble


@pytest.mark.parametrize(
    ("state", "trouble"),
    [
        ("53100", Trouble.FULL),
        ("25006", Trouble.READ_ONLY),
        ("40P01", Trouble.BUSY),
        ("55P03", Trouble.BUSY),
        ("57014", None),
    ],
)
def test_the_states_of_postgresql_are_told_apart(state, trouble):
    error = OperationalError("words in any language: disk I/O error")
    error.__cause__ = Exception()
    error.__cause__.sqlstate = state
    assert trouble_of(error) is trouble


def test_it_is_found_behind_what_it_led_to_and_nothing_else_is_trouble():
    wrapped = RuntimeError("it broke")
    wrapped.__cause__ = OperationalError("database or disk is full")
    assert trouble_of(wrapped) is Trouble.FULL
    assert (trouble_of(None), trouble_of(IntegrityError("unique"))) == (None, None)


def test_what_passes_by_itself_is_nothing_a_monitor_is_told():
    assert trouble_of(OperationalError("database is locked")) is Trouble.BUSY
    assert lately() is None


def test_it_is_forgotten_after_a_minute(monkeypatch):
    assert lately() is None
    trouble_of(OperationalError("database or disk is full"))
    monkeypatch.setattr(unwritable, "REMEMBERED_SECONDS", 0)
    assert lately() is None
