"""Letters of very many people are generated and opened by the worker, with the asker's rights."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.errands.models import Errand
from dutyline.kernel.errands.operations import ask_errand
from dutyline.kernel.organisation.line import posts_on
from dutyline.kernel.organisation.models import Appointment
from dutyline.kernel.registry import ErrandKind, Product, Refusal
from dutyline.modules.responsibility.models import LetterRound
from dutyline.modules.responsibility.operations.letters.generating import (
    Generated,
    generate_in_parts,
    generate_letters,
)
from dutyline.modules.responsibility.operations.letters.opening import open_in_parts, open_round
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.toolkit.paging import capped_count

GENERATE = "responsibility.generate_letters"
OPEN = "responsibility.open_letters"
AT_ONCE = 500
"""Holders whose letters are made while one waits; for more the worker does it."""
Progress = Callable[[int, int], None]


class Underway(Refusal):
    """The worker is at these letters already."""

    message = _("These letters are being worked on already. Wait until that is done.")
    conflict = True


def takes_long(letters: LetterRound, on: date) -> bool:
    """Say whether a round has more letters than a page makes while one waits."""
    posts = posts_on(on, [letters.unit.path]).values("post")
    return capped_count(Appointment.objects.on(on).filter(post__in=posts), AT_ONCE)[1]


def underway(letters: LetterRound) -> Errand | None:
    """Return what the worker does, or is about to do, with the letters of a round."""
    rows = Errand.objects.unfinished().filter(kind__in=[GENERATE, OPEN])
    found: Errand | None = rows.filter(parameters__round=letters.pk).first()
    return found


def generate(*, by: Actor, letters: LetterRound, on: date, at: datetime) -> Generated | Errand:
    """Generate letters at once where they are few, else have the worker do it.

    Raises what `generate_letters` does, Underway, TooManyErrands.
    """
    if takes_long(letters, on):
        return _ask(by, GENERATE, letters, on, at)
    return generate_letters(by=by, letters=letters, on=on, at=at)


def open_up(*, by: Actor, letters: LetterRound, on: date, at: datetime) -> int | Errand:
    """Open letters at once where they are few, else have the worker do it.

    Raises what `open_round` does, Underway, TooManyErrands.
    """
    if takes_long(letters, on):
        return _ask(by, OPEN, letters, on, at)
    return open_round(by=by, letters=letters, on=on, at=at)


def _ask(by: Actor, kind: str, letters: LetterRound, on: date, at: datetime) -> Errand:
    by.require(Responsibility.LETTER_MANAGE, letters.unit.path)
    if underway(letters) is not None:
        raise Underway
    parameters = {"round": letters.pk, "on": on.isoformat(), "at": at.isoformat()}
    return ask_errand(by=by, kind=kind, parameters=parameters, at=at)


def _generate(actor: Actor, parameters: Mapping[str, Any], progress: Progress) -> Product:
    letters, on, at = _asked(parameters)
    made = generate_in_parts(by=actor, letters=letters, on=on, at=at, progress=progress)
    number = letters.letters.filter(made_at=at).count()
    return Product(counts={"letters": number, "without_card": made.without_card})


def _open(actor: Actor, parameters: Mapping[str, Any], progress: Progress) -> Product:
    letters, on, at = _asked(parameters)
    opened = open_in_parts(by=actor, letters=letters, on=on, at=at, progress=progress)
    return Product(counts={"opened": opened})


def _asked(parameters: Mapping[str, Any]) -> tuple[LetterRound, date, datetime]:
    """Return the round, and the day and moment somebody asked: run again, it is the same act."""
    row = LetterRound.objects.get(pk=parameters["round"])
    on, at = date.fromisoformat(parameters["on"]), datetime.fromisoformat(parameters["at"])
    return row, on, at


def _map(parameters: Mapping[str, Any]) -> str:
    return reverse("responsibility:letter_round", args=[parameters["round"]])


TAP = _("To the map of the letters")
KINDS = (
    ErrandKind(
        GENERATE,
        _("Generating responsibility letters"),
        _generate,
        counted={
            "letters": pgettext_lazy("task", "Letters made"),
            "without_card": _("Held posts without a card in force"),
        },
        tap=TAP,
        url_for=_map,
    ),
    ErrandKind(
        OPEN,
        _("Opening responsibility letters"),
        _open,
        counted={"opened": pgettext_lazy("task", "Letters open for signing")},
        tap=TAP,
        url_for=_map,
    ),
)
