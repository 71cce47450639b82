"""What waits for a person: repairs, verifications, questions of his people. One statement each."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dutyline.kernel.access.queries import granted
from dutyline.kernel.actions.keys import subject_of
from dutyline.kernel.actions.models import Extension, FundsRequest, Rectification, Repair
from dutyline.kernel.actions.permissions import Actions
from dutyline.kernel.organisation.models import Appointment
from dutyline.kernel.registry import Text, Todo, TodoSource, subject
from dutyline.toolkit.ui.numbers import money
from dutyline.toolkit.ui.when import full_date

TICK = timedelta(microseconds=1)
"""A deadline ends with its day: said is the last moment of it, not the midnight after."""


def to_repair(person_id: int, limit: int) -> Sequence[Todo]:
    """Return what the person is to mend, nearest deadline first."""
    rows = Rectification.objects.to_repair().filter(owner=person_id).order_by("due_at", "id")
    return [
        _todo(row, _("Mend it and report it done"), pgettext_lazy("todo", "Report"), row.due_at)
        for row in rows[:limit]
    ]


def to_verify(person_id: int, limit: int) -> Sequence[Todo]:
    """Return the repairs that wait for this person's verification, nearest deadline first.

    Where nobody is left to name – the highest of a line mended it himself – a repair waits for
    whoever was given the right to verify there and had no part in it.
    """
    may = granted(person_id, Actions.VERIFY, timezone.localdate(), path="unit_path")
    his_own = Repair.objects.filter(
        rectification=OuterRef("pk"), round=OuterRef("round"), by=person_id
    )
    nobodys = Q(~Q(owner=person_id), Exists(may), ~Exists(his_own), verifier=None)
    rows = (
        Rectification.objects.to_verify()
        .filter(Q(verifier=person_id) | nobodys)
        .select_related("owner")
        .order_by("verify_due_at", "id")
    )
    return [
        _todo(row, _hint(row), pgettext_lazy("todo", "Verify"), row.verify_due_at)
        for row in rows[:limit]
    ]


def _hint(row: Rectification) -> str:
    if row.verifier_id is None:
        words = _("Repaired by {owner}; nobody is named to verify it")
    else:
        words = _("Repaired by {owner}")
    return words.format(owner=row.owner.name)


def extensions_to_decide(person_id: int, limit: int) -> Sequence[Todo]:
    """Return the requests for more time that wait for a post this person holds."""
    rows = _waiting(Extension.objects.waiting(), person_id)[:limit]
    return [
        _todo(
            row.rectification,
            _("{asker} asks for more time, until {to_on}").format(
                asker=row.asked_by.name, to_on=full_date(row.to_on)
            ),
            pgettext_lazy("todo", "Decide"),
            row.rectification.due_at,
        )
        for row in rows
    ]


def funds_to_decide(person_id: int, limit: int) -> Sequence[Todo]:
    """Return the requests for money that wait for a post this person holds."""
    rows = _waiting(FundsRequest.objects.waiting(), person_id)[:limit]
    return [
        _todo(
            row.rectification,
            _("{asker} asks for {amount}").format(
                asker=row.asked_by.name, amount=money(row.amount)
            ),
            pgettext_lazy("todo", "Decide"),
            row.rectification.due_at,
        )
        for row in rows
    ]


def _waiting(rows: QuerySet, person_id: int) -> QuerySet:
    today = timezone.localdate()
    posts = Appointment.objects.on(today).filter(person=person_id).values("post")
    return (
        rows.filter(Q(decider_post__in=posts), ~Q(asked_by=person_id))
        .select_related("rectification", "asked_by")
        .order_by(F("rectification__due_at"), "id")
    )


def _todo(row: Rectification, hint: str, action: Text, due_at: datetime | None) -> Todo:
    kind, number = subject_of(row.source)
    return Todo(
        title=row.source_label,
        hint=hint,
        url=subject(kind).url_for(number),
        action=action,
        due_at=due_at - TICK if due_at else None,
    )


def _source(key: str, label: Text, pending: Callable[[int, int], Sequence[Todo]]) -> TodoSource:
    return TodoSource(f"actions.{key}", label, pending)


SOURCES = (
    _source("to_verify", gettext_lazy("Waiting for my verification"), to_verify),
    _source("to_repair", gettext_lazy("For me to mend"), to_repair),
    _source("extensions", gettext_lazy("More time asked for"), extensions_to_decide),
    _source("funds", gettext_lazy("Money asked for"), funds_to_decide),
)
