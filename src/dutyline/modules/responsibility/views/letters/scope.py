"""Which letters and rounds the person asking may open."""

from collections.abc import Sequence

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.organisation.models import Unit
from dutyline.modules.responsibility.models import Letter, LetterRound
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.views.scope import units_with

SIGNING = (
    "round__unit",
    "round__partner_post",
    "round__partner_person",
    "post__unit",
    "person",
    "text",
    "superior__unit",
)
"""What showing and signing a letter needs beside it."""
MOST_ROUNDS = 100


def letter_or_404(actor: Actor, pk: int) -> Letter:
    """Return a letter in scope with all that its page shows; 404 for every other."""
    found: Letter = get_object_or_404(
        Letter.objects.visible_to(actor).select_related(*SIGNING), pk=pk
    )
    return found


def own_letter_or_404(actor: Actor, pk: int) -> Letter:
    """Return a letter of the actor's own; 404 for every other."""
    found = letter_or_404(actor, pk)
    if not actor.is_person(found.person_id):
        raise Http404
    return found


def managed_round_or_404(actor: Actor, pk: int) -> LetterRound:
    """Return letters of a year the actor may set up, generate and open; 404 for every other."""
    rows = LetterRound.objects.manageable_by(actor).select_related(
        "unit", "template", "partner_post", "partner_person"
    )
    found: LetterRound = get_object_or_404(rows, pk=pk)
    return found


def round_and_unit_or_404(actor: Actor, pk: int, path: str) -> tuple[LetterRound, Unit]:
    """Return letters of a year and the unit of them that is looked at.

    Without a path the unit of the round, or the highest under it whose letters the actor sees.
    404 out of scope.
    """
    rows = LetterRound.objects.select_related("unit", "partner_post", "partner_person")
    found: LetterRound = get_object_or_404(rows, pk=pk)
    root = found.unit.path
    units = Unit.objects.filter(path__startswith=root)
    seen = visible_to(units, actor, Responsibility.LETTER_VIEW, path_field="path")
    if path:
        seen = seen.filter(path=path[:255])
    unit = seen.order_by("depth", "path").first()
    if unit is None:
        raise Http404
    return found, unit


def rounds_of(actor: Actor) -> Sequence[LetterRound]:
    """Return the letters of years that reach a unit whose letters the actor sees, newest first."""
    mine = [unit.path for unit in units_with(actor, Responsibility.LETTER_VIEW)]
    rows = LetterRound.objects.select_related("unit__parent").order_by("-year", "unit__path", "-id")
    found = [
        row
        for row in rows
        if actor.can(Responsibility.LETTER_VIEW, row.unit.path)
        or any(path.startswith(row.unit.path) for path in mine)
    ]
    return found[:MOST_ROUNDS]


def units_to_manage(actor: Actor) -> Sequence[Unit]:
    """Return the units for which the actor may set letters up, the highest first."""
    return list(units_with(actor, Responsibility.LETTER_MANAGE).select_related("parent"))


def managed_unit_or_404(actor: Actor, pk: int) -> Unit:
    """Return a unit of today whose letters the actor may write; 404 for every other."""
    rows = Unit.objects.on(timezone.localdate())
    seen = visible_to(rows, actor, Responsibility.LETTER_MANAGE, path_field="path")
    found: Unit = get_object_or_404(seen, pk=pk)
    return found
