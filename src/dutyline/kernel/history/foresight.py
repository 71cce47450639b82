"""What a change would do: it is done, looked at, and taken back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dutyline.kernel.history.models import Entry
from dutyline.kernel.history.sentences import tell_plainly
from dutyline.kernel.organisation.days_at_work import WorkDay, calendar_of
from dutyline.kernel.organisation.line import head_of, holders_of, superior_of
from dutyline.kernel.organisation.models import Appointment, Person, Place, Post, Unit
from dutyline.kernel.organisation.paths import within
from dutyline.kernel.organisation.periods import as_of
from dutyline.toolkit.wording import in_a_row

SHOWN = 20
NAMED = 10


@dataclass(frozen=True)
class Foresight:
    """What lies in it, sentences of what would stand in history, counts before and after."""

    sentences: list[str]
    more: int
    counts: list[tuple[str, int, int]]
    concerned: list[str] = field(default_factory=list)
    calendar: list[WorkDay] = field(default_factory=list)


def foresee(
    act: Callable[[], object], on: date, thing: Any, *, calendar_of_unit: Unit | None = None
) -> Foresight:
    """Do it in a transaction that is always rolled back; raises what `act` raises.

    Where shifts change, `calendar_of_unit` is the unit whose two weeks from the day on are shown.
    """
    whole = isinstance(thing, Unit) and calendar_of_unit is None
    concerned = _contents(thing, on) if whole else []
    people = _people(thing, on)
    with transaction.atomic():
        before, above = _counts(on), _superior(thing, on)
        last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        act()
        entries = Entry.objects.filter(pk__gt=last).order_by("pk")
        sentences = [tell_plainly(each) for each in entries[:SHOWN]]
        more = max(0, entries.count() - SHOWN)
        after = _counts(on)
        concerned += _turns(above, _superior(thing, on)) + _without_post(people, on)
        days = calendar_of(calendar_of_unit, on) if calendar_of_unit else []
        transaction.set_rollback(True)
    rows = [(name, before[name], after[name]) for name in before]
    changed = [row for row in rows if row[1] != row[2]]
    return Foresight(sentences, more, changed, concerned, days)


def _counts(on: date) -> dict[str, int]:
    return {
        _("Units"): Unit.objects.filter(as_of(on)).count(),
        _("Posts"): Post.objects.filter(as_of(on)).count(),
        _("Appointments"): Appointment.objects.filter(as_of(on)).count(),
        _("Places"): Place.objects.filter(as_of(on)).count(),
    }


def _contents(unit: Unit, on: date) -> list[str]:
    """Say how much lies in the unit and under it."""
    under = Unit.objects.filter(as_of(on), within([unit.path], "path")).exclude(pk=unit.pk).count()
    posts = Post.objects.filter(as_of(on), within([unit.path], "unit__path")).count()
    held = Appointment.objects.filter(as_of(on), within([unit.path], "post__unit__path"))
    people = held.values("person").distinct().count()
    places = Place.objects.filter(as_of(on), within([unit.path], "unit_path")).count()
    counts = [
        ngettext("%(n)s unit under it", "%(n)s units under it", under) % {"n": under},
        ngettext("%(n)s post", "%(n)s posts", posts) % {"n": posts},
        ngettext("%(n)s person", "%(n)s people", people) % {"n": people},
        ngettext("%(n)s place", "%(n)s places", places) % {"n": places},
    ]
    return [_("Concerned: %(counts)s.") % {"counts": in_a_row(counts)}]


def _people(thing: Any, on: date) -> set[int]:
    held = Appointment.objects.filter(as_of(on))
    if isinstance(thing, Unit):
        held = held.filter(within([thing.path], "post__unit__path"))
    elif isinstance(thing, Post):
        held = held.filter(post=thing)
    elif isinstance(thing, Appointment):
        held = held.filter(pk=thing.pk)
    else:
        return set()
    return set(held.values_list("person_id", flat=True))


def _without_post(people: set[int], on: date) -> list[str]:
    """Name those who would hold no post any more."""
    still = Appointment.objects.filter(as_of(on), person__in=people).values("person")
    left = Person.objects.filter(pk__in=people).exclude(pk__in=still).order_by("name", "id")
    names = list(left.values_list("name", flat=True)[: NAMED + 1])
    if not names:
        return []
    words = in_a_row(names[:NAMED]) + (" …" if len(names) > NAMED else "")
    return [_("Without a post then: %(names)s.") % {"names": words}]


def _superior(thing: Any, on: date) -> str:
    """Return who is above the head of a unit, or above a post, on a day."""
    post = head_of(thing, on) if isinstance(thing, Unit) else thing
    above = superior_of(post, on) if isinstance(post, Post) else None
    if above is None:
        return ""
    names = in_a_row(each.person.name for each in holders_of(above, on))
    return f"{above.title} ({names or _('vacant')})"


def _turns(before: str, after: str) -> list[str]:
    if not after or before == after:
        return []
    return [_("Superior: %(before)s → %(after)s.") % {"before": before or "–", "after": after}]
