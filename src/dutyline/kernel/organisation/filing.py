"""What the organisation tells for a due-diligence file, and what others find in it by."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.organisation.models import Appointment, Leave, PostVersion, UnitVersion
from dutyline.kernel.organisation.paths import subtree, within
from dutyline.kernel.organisation.periods import overlapping
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.registry import FileAbout, FileEntry, FileSource, Said
from dutyline.kernel.registry.filing import MOST, PERSON, POST, UNIT

LEAVE = "organisation.leave"


def in_reach(about: FileAbout, field: str = "unit_path") -> Q:
    """Return the condition that a row lies where the file may look; always, in one's own file."""
    return Q() if about.whole else within(about.paths, field)


def appointments_about(about: FileAbout) -> QuerySet[Appointment]:
    """Return the appointments a file is about, of its days and within its reach."""
    rows = Appointment.objects.filter(
        overlapping(about.first, about.end), in_reach(about, "post__unit__path")
    )
    if about.kind == PERSON:
        return rows.filter(person=about.id)
    if about.kind == POST:
        return rows.filter(post=about.id)
    return rows.filter(subtree(about.path, "post__unit__path"))


def headed(about: FileAbout) -> list[tuple[str, date, date]]:
    """Return the units a post of the file headed as they lie today, each with the days it did.

    Of a file about a unit it is that unit, on all days.
    """
    if about.kind == UNIT:
        return [(about.path, about.first, about.end)]
    held = list(appointments_about(about))
    names = NamesThen({each.post_id for each in held})
    found = []
    for each in held:
        for version in names.stays(each.post_id):
            first = max(each.valid_from, version.valid_from, about.first)
            ends = (each.valid_to, version.valid_to, about.end)
            end = min(day for day in ends if day is not None)
            if version.heads_unit and first < end:
                found.append((version.unit.path, first, end))
    return found


class NamesThen:
    """What posts and their units were called on any day; two statements for all of them."""

    def __init__(self, posts: Collection[int]) -> None:
        """Read every version of these posts, and of the units they lay in."""
        self._posts: dict[int, list[PostVersion]] = defaultdict(list)
        self._units: dict[int, list[UnitVersion]] = defaultdict(list)
        for version in (
            PostVersion.objects.filter(post__in=posts)
            .select_related("unit")
            .order_by("valid_from", "id")
        ):
            self._posts[version.post_id].append(version)
        units = {each.unit_id for versions in self._posts.values() for each in versions}
        for known in UnitVersion.objects.filter(unit__in=units).order_by("valid_from", "id"):
            self._units[known.unit_id].append(known)

    def on(self, post: int, day: date) -> tuple[str, str]:
        """Return title and unit of a post on a day; "" of a day it did not exist."""
        version = next((each for each in self._posts[post] if each.runs_on(day)), None)
        if version is None:
            return "", ""
        unit = next((each for each in self._units[version.unit_id] if each.runs_on(day)), None)
        return version.title, unit.name if unit else ""

    def stays(self, post: int) -> list[PostVersion]:
        """Return the versions of a post, the oldest first."""
        return self._posts[post]


def _leave(about: FileAbout) -> Iterator[FileEntry]:
    """Yield days away of a person; why he was away is nobody's affair."""
    if about.kind != PERSON or not (about.whole or appointments_about(about).exists()):
        return
    rows = Leave.objects.filter(overlapping(about.first, about.end), person=about.id)
    for row in rows.select_related("person").order_by("valid_from", "id")[:MOST]:
        yield FileEntry(
            happened_at=row.valid_from,
            recorded_at=row.approved_at,
            sentence=Said(
                _("{person} was on approved leave, back on {until}."),
                person=row.person.name,
                until=row.valid_to,
            ),
            source=f"{LEAVE}:{row.pk}",
        )


FILES = (FileSource("organisation.leave", _("Days of leave"), 65, _leave, Organisation.VIEW),)
