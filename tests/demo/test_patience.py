"""Telling waits for others who write, and for nothing else."""

import pytest
from django.db import OperationalError

from dutyline.shell.demo import patience
from dutyline.shell.demo.patience import TRIES, Pauses, patiently


class Act:
    """A step of the story that fails as often as it is told to."""

    def __init__(self, words: str, times: int) -> None:
        self.words, self.left, self.tries = words, times, 0

    def __call__(self) -> None:
        self.tries += 1
        if self.left:
            self.left -= 1
            raise OperationalError(self.words)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "AGAIN_SECONDS", 0)


def test_a_step_that_met_a_locked_database_is_told_again() -> None:
    act = Act("database is locked", 2)
    patiently(act)
    assert act.tries == 3


def test_a_database_that_stays_locked_is_given_up() -> None:
    act = Act("database is locked", TRIES)
    with pytest.raises(OperationalError):
        patiently(act)
    assert act.tries == TRIES


def test_what_does_not_pass_by_itself_is_not_tried_again() -> None:
    act = Act("no such table: unit", 1)
    with pytest.raises(OperationalError):
        patiently(act)
    assert act.tries == 1


def test_a_pause_is_made_after_a_stretch_of_telling(monkeypatch: pytest.MonkeyPatch) -> None:
    paused: list[float] = []
    monkeypatch.setattr(patience.stopping, "wait", paused.append)
    pauses = Pauses(0.25)
    pauses.breathe()
    assert paused == []
    monkeypatch.setattr(patience, "AT_A_STRETCH", 0)
    pauses.breathe()
    assert paused == [0.25]
