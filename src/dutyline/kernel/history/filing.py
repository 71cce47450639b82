"""What history tells for a due-diligence file: posts held, and what was written of the subject."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.history.models import Entry
from dutyline.kernel.history.sentences import tell_plainly
from dutyline.kernel.organisation.filing import NamesThen, appointments_about, in_reach
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.registry import FileAbout, FileEntry, FileSource, Said
from dutyline.kernel.registry.filing import MOST, PERSON, POST, UNIT

APPOINTED = ("organisation.appointed", "organisation.acting_appointed")
TOLD = ("organisation.", "diligence.")
"""What of a subject's history a file tells: nobody's accounts, roles and tokens."""
SUBJECTS = {
    PERSON: "organisation.person",
    POST: "organisation.post",
    UNIT: "organisation.unit",
}
HELD = {
    (False, False): _("{person} held the post {post} in {unit}."),
    (False, True): _("{person} acted as {post} in {unit}."),
    (True, False): _("{person} held the post {post} in {unit}, until {until}."),
    (True, True): _("{person} acted as {post} in {unit}, until {until}."),
}


def _posts_held(about: FileAbout) -> Iterator[FileEntry]:
    """Yield each appointment, by the names of its first day in the file."""
    rows = appointments_about(about).select_related("person", "post__unit")
    held = list(rows.order_by("valid_from", "id")[: MOST + 1])
    names = NamesThen({row.post_id for row in held})
    noted = _recorded({row.person_id for row in held})
    for row in held:
        title, unit = names.on(row.post_id, max(row.valid_from, about.first))
        yield FileEntry(
            happened_at=row.valid_from,
            recorded_at=noted.get((row.person_id, row.post_id, row.valid_from.isoformat())),
            sentence=Said(
                HELD[row.valid_to is not None, row.acting],
                person=row.person.name,
                post=title or row.post.title,
                unit=unit or row.post.unit.name,
                until=row.last_day,
            ),
            source=f"organisation.appointment:{row.pk}",
        )


def _recorded(persons: set[int]) -> dict[tuple[int, int, str], datetime]:
    """Return when appointments were recorded, by person, post and first day."""
    rows = Entry.objects.filter(
        subject_type="organisation.person", subject_id__in=persons, verb__in=APPOINTED
    )
    told = rows.order_by("id").values_list("subject_id", "data", "recorded_at")
    return {
        (person, data.get("post_id", 0), data.get("day", "")): recorded_at
        for person, data, recorded_at in told
    }


def _written(about: FileAbout) -> Iterator[FileEntry]:
    """Yield what was written of the subject itself in the days of the file."""
    rows = Entry.objects.filter(
        in_reach(about),
        subject_type=SUBJECTS[about.kind],
        subject_id=about.id,
        occurred_at__gte=about.starts_at,
        occurred_at__lt=about.ends_at,
    )
    for row in rows.order_by("occurred_at", "id")[: MOST + 1]:
        if row.verb.startswith(TOLD):
            yield FileEntry(
                happened_at=row.occurred_at,
                recorded_at=row.recorded_at,
                sentence=Told(row),
                source=f"history.entry:{row.pk}",
            )


class Told(Said):
    """An entry of history as its own sentence tells it."""

    def __init__(self, row: Entry) -> None:
        super().__init__("")
        self.row = row

    def __str__(self) -> str:
        return tell_plainly(self.row)


FILES = (
    FileSource("history.posts_held", _("Posts held"), 10, _posts_held, Organisation.VIEW),
    FileSource("history.written", _("What was written of it"), 90, _written, Organisation.VIEW),
)
