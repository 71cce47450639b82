"""`dutyline ledger`: an operator learns whether the log stands, and gets what outsiders keep."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from dutyline.kernel.ledger.models import Entry
from dutyline.kernel.ledger.operations import add

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    """A key of its own for every test."""
    settings.HOME = tmp_path


@pytest.fixture
def log():
    """Three entries."""
    records = {number: {"name": str(number)} for number in range(3)}
    add(kind="toy.walk", records=records, at=timezone.now())


def told(*words):
    """Return what the command prints."""
    out = StringIO()
    call_command("ledger", *words, stdout=out)
    return out.getvalue()


def test_an_empty_log_cannot_be_signed():
    with pytest.raises(CommandError, match="nothing in the log"):
        told("checkpoint")


def test_a_log_that_stands_says_what_was_compared(log, tmp_path):
    kept = tmp_path / "kept.txt"
    kept.write_text(told("checkpoint"), encoding="utf-8")
    assert told("verify", "--against", str(kept)) == (
        "Compared: 3 entries, 0 records, 1 checkpoints kept here, 1 from outside.\n"
    )


def test_a_log_that_does_not_stand_fails_and_names_why(log, tmp_path):
    told("checkpoint")
    Entry.objects.filter(index=1).update(bound=bytes(32))
    with pytest.raises(CommandError) as failed:
        told("verify")
    assert str(failed.value).splitlines() == [
        "The log does not stand:",
        "entry 1: changed",
        "checkpoint 3: the first 3 entries are not what was signed",
    ]


def test_programs_read_the_same_as_json(log):
    told("checkpoint")
    assert json.loads(told("verify", "--json")) == {
        "entries": 3,
        "records": 0,
        "checkpoints": 1,
        "fits": True,
        "faults": 0,
        "named": [],
        "told": [],
    }


def test_what_cannot_be_erased_is_refused_in_words(log):
    words = ["--by", "Chen", "--reason", "Asked for it", "--basis", "PIPL Art. 47"]
    with pytest.raises(CommandError, match=r"Records of the kind toy\.walk cannot be erased"):
        told("erase", "toy.walk", "1", *words)


def test_a_checkpoint_that_cannot_be_read_is_named(log, tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.txt cannot be read"):
        told("verify", "--against", str(tmp_path / "nowhere.txt"))
