"""What somebody who goes leaves behind, and who takes it over."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.duties.models import Obligation
from dutyline.kernel.duties.reading import Item, my_duties
from dutyline.kernel.organisation.line import chain_of, holders_of
from dutyline.kernel.organisation.models import Appointment, Person, Post
from dutyline.kernel.organisation.periods import overlapping
from dutyline.kernel.registry import Todo, manifests
from dutyline.toolkit.wording import in_a_row

MOST = 20


@dataclass(frozen=True)
class Heir:
    """A post somebody leaves, and who answers for it afterwards."""

    post: Post
    until: date | None
    names: str


@dataclass(frozen=True)
class Legacy:
    """Posts with their heirs, what waits for the person, and what he still owes.

    `opened` are the obligations among them that whoever asks may open.
    """

    heirs: list[Heir]
    waiting: list[Todo]
    owed: list[Item]
    owed_in_all: int
    opened: frozenset[int]


def legacy_of(actor: Actor, person: Person, on: date, now: datetime) -> Legacy:
    """Return what a person leaves behind who goes on the day `on`, as the actor may see it."""
    held = Appointment.objects.filter(overlapping(on, date.max), person=person)
    held = held.select_related("post__unit").order_by("acting", "post__level", "id")
    sources = [source for manifest in manifests() for source in manifest.todos]
    mine = my_duties(person.pk, today=on, now=now)
    owed = [*mine.over, *mine.today, *mine.later]
    shown = [item.id for item in owed[:MOST]]
    seen = Obligation.objects.visible_to(actor).filter(pk__in=shown)
    return Legacy(
        heirs=[Heir(each.post, each.valid_to, _after(each, on)) for each in held],
        waiting=[todo for source in sources for todo in source.pending(person.pk, MOST)][:MOST],
        owed=owed[:MOST],
        owed_in_all=len(owed),
        opened=frozenset(seen.values_list("pk", flat=True)),
    )


def _after(appointment: Appointment, on: date) -> str:
    others = [
        each.person.name
        for each in holders_of(appointment.post, on)
        if each.person_id != appointment.person_id
    ]
    if others:
        return in_a_row(others)
    for above in chain_of(appointment.post, on):
        names = [each.person.name for each in holders_of(above, on)]
        names = [name for name in names if name != appointment.person.name]
        if names:
            words = pgettext("who answers for a vacant post", "%(names)s (%(post)s) while vacant")
            return words % {"names": in_a_row(names), "post": above.title}
    return _("nobody: there is no superior post that is held")
