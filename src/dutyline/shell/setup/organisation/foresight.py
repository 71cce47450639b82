"""What a change would do: it is done, looked at, and taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dutyline.kernel.history.models import Entry
from dutyline.kernel.history.sentences import tell_plainly
from dutyline.kernel.organisation.models import Appointment, Place, Post, Unit
from dutyline.kernel.organisation.periods import as_of

SHOWN = 20


@dataclass(frozen=True)
class Foresight:
    """Sentences of what would stand in history, and counts before and after on the day."""

    sentences: list[str]
    more: int
    counts: list[tuple[str, int, int]]


def foresee(act: Callable[[], object], on: date) -> Foresight:
    """Do it in a transaction that is always rolled back; raises what `act` raises."""
    with transaction.atomic():
        before = _counts(on)
        last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        act()
        entries = Entry.objects.filter(pk__gt=last).order_by("pk")
        sentences = [tell_plainly(each) for each in entries[:SHOWN]]
        more = max(0, entries.count() - SHOWN)
        after = _counts(on)
        transaction.set_rollback(True)
    rows = [(name, before[name], after[name]) for name in before]
    return Foresight(sentences, more, [row for row in rows if row[1] != row[2]])


def _counts(on: date) -> dict[str, int]:
    return {
        _("Units"): Unit.objects.filter(as_of(on)).count(),
        _("Posts"): Post.objects.filter(as_of(on)).count(),
        _("Appointments"): Appointment.objects.filter(as_of(on)).count(),
        _("Places"): Place.objects.filter(as_of(on)).count(),
    }
