"""A due-diligence file: how long one person's year of 2,000 entries takes, and how large it is."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from bench.lines import Line, at_most, told
from bench.measuring import seconds
from bench.site import actor
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.errands.models import Errand
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.ledger.operations import enter_waiting, make_checkpoint
from dutyline.modules.diligence.keys import FILE
from dutyline.modules.diligence.models import DiligenceFile, Language
from dutyline.modules.diligence.operations import ask_file, build
from dutyline.modules.diligence.operations.subjects import subject_for

ENTRIES = 2_000
YEAR = timedelta(days=365)


def diligence() -> Iterator[Line]:
    """Let a safety manager show 2,000 things in a year, and make his own file of it."""
    person = actor("half").person
    if person is None:
        raise RuntimeError("nobody stands behind the account")
    _show(person.pk, person.name)
    now = timezone.now()
    enter_waiting(now)
    make_checkpoint(now)
    for language in (Language.ENGLISH, Language.BOTH):
        row = _asked(person.pk, language)
        took = seconds(lambda row=row: _build(row))
        row.refresh_from_db()
        what = f"Due-diligence file of a person-year, {row.entries:,} entries, {language.label}"
        yield at_most(what, took, 10, "s")
        size = sum(each.size for each in Attachment.objects.of(FILE, row.pk)) / 2**20
        yield told(f"{what}: size", size, "MB")


def _show(person_id: int, name: str) -> None:
    now = timezone.now()
    step = YEAR / (ENTRIES + 1)
    pieces = []
    for number in range(ENTRIES):
        at = now - YEAR + (number + 1) * step
        pieces.append(
            Evidence(
                kind="inspections.round_done",
                source=f"bench.diligence:{number}",
                person_id=person_id,
                person_name=name,
                post_title="Safety manager",
                unit_name="Company",
                unit_path="/1/",
                occurred_at=at,
                occurred_on=at.date(),
                recorded_at=at,
                snapshot={"label": f"Reactor hall, round {number}", "items": 24},
            )
        )
    Evidence.objects.bulk_create(pieces, batch_size=500)


def _asked(person_id: int, language: str) -> DiligenceFile:
    by, today = actor("half"), timezone.localdate()
    Errand.objects.all().delete()
    subject = subject_for(by, "person", person_id)
    if subject is None:
        raise RuntimeError("his own file is refused")
    return ask_file(
        by=by,
        subject=subject,
        first=today - YEAR,
        last=today,
        language=language,
        reason="",
        on=today,
        at=timezone.now(),
    )


def _build(row: DiligenceFile) -> None:
    build(actor("half"), {"file": row.pk}, lambda _done, _total: None)
