"""What repairs tell for a due-diligence file: what was reported upward, and what was done."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.actions.keys import RECTIFICATION, REPAIR, VERIFICATION, repair_key
from dutyline.kernel.actions.models import (
    Escalation,
    Extension,
    FundsRequest,
    Rectification,
    Repair,
    Verification,
)
from dutyline.kernel.actions.permissions import Actions
from dutyline.kernel.duties.filing import evidence_for
from dutyline.kernel.files.entering import ATTACHMENT
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.organisation.filing import in_reach
from dutyline.kernel.organisation.paths import subtree
from dutyline.kernel.registry import FileAbout, FileEntry, FileSource, Said, Text
from dutyline.kernel.registry.filing import MOST, PERSON, POST

WAITING = pgettext_lazy("question", "not decided")
REFUSED = pgettext_lazy("question", "refused")
GRANTED = pgettext_lazy("question", "granted")


def _about(about: FileAbout, to: str, person: str) -> Q:
    """Return the condition that a row belongs in a file: `to` leads to the rectification."""
    reached = in_reach(about, f"{to}unit_path")
    if about.kind == PERSON:
        return reached & Q(**{person: about.id})
    if about.kind == POST:
        return reached & Q(**{f"{to}owner_post": about.id})
    return reached & subtree(about.path, f"{to}unit_path")


def _days(about: FileAbout, field: str) -> Q:
    return Q(**{f"{field}__gte": about.starts_at, f"{field}__lt": about.ends_at})


def _upward(about: FileAbout) -> Iterator[FileEntry]:
    """Yield what went up the line: questions for time and money, what was late and escalated."""
    to = "rectification__"
    for each in (
        Extension.objects.filter(_about(about, to, "asked_by"), _days(about, "asked_at"))
        .select_related("rectification", "asked_by")
        .order_by("asked_at", "id")[: MOST + 1]
    ):
        yield _entry(
            each,
            each.asked_at,
            _("{person} asked for more time, until {day}, to mend {what}: {reason}. {answer}"),
            person=each.asked_by.name,
            day=each.to_on,
            reason=each.reason,
            answer=_answer(each, each.granted),
        )
    for asked in (
        FundsRequest.objects.filter(_about(about, to, "asked_by"), _days(about, "asked_at"))
        .select_related("rectification", "asked_by")
        .order_by("asked_at", "id")[: MOST + 1]
    ):
        yield _entry(
            asked,
            asked.asked_at,
            _("{person} asked for {amount} to mend {what}: {reason}. {answer}"),
            person=asked.asked_by.name,
            amount=f"{asked.amount:f}",
            reason=asked.purpose,
            answer=_answer(asked, asked.granted),
        )
    for step in (
        Escalation.objects.filter(_about(about, to, "rectification__owner"), _days(about, "at"))
        .select_related("rectification", "post")
        .order_by("at", "id")[: MOST + 1]
    ):
        yield _entry(
            step,
            step.at,
            _("Late by {days} days ({stage}), {what} was brought before {post}."),
            days=step.days_over,
            stage=step.get_stage_display,
            post=step.post.title if step.post else None,
        )


def _answer(row: Any, granted: Any) -> Said:
    if row.decided_at is None:
        return Said(_("Answer: {answer}."), answer=WAITING)
    answer = GRANTED if granted else REFUSED
    return Said(_("Answer of {at}: {answer}."), answer=answer, at=row.decided_at)


def _done(about: FileAbout) -> Iterator[FileEntry]:
    """Yield what was given to somebody to mend, what he mended, and what he verified."""
    for each in (
        Rectification.objects.filter(_about(about, "", "owner"), _days(about, "assigned_at"))
        .select_related("owner")
        .order_by("assigned_at", "id")[: MOST + 1]
    ):
        yield _entry(
            each,
            each.assigned_at,
            _("{person} was to mend {what} until {due}. It stands: {state}."),
            person=each.owner.name,
            due=each.due_on,
            state=each.get_state_display,
        )
    repairs = list(
        Repair.objects.filter(_about(about, "rectification__", "by"), _days(about, "done_at"))
        .select_related("rectification", "by")
        .order_by("done_at", "id")[: MOST + 1]
    )
    photos = Attachment.objects.by_subject(REPAIR, [repair.pk for repair in repairs])
    shown = evidence_for(about, [repair_key(repair) for repair in repairs])
    for repair in repairs:
        words = (
            _("{person} mended {what}, in time: {text}")
            if repair.in_time
            else _("{person} mended {what}, late: {text}")
        )
        yield _entry(
            repair,
            repair.done_at,
            words,
            recorded=repair.reported_at,
            # What another person added would show that he did.
            records=(
                *shown.get(repair_key(repair), ()),
                *(
                    (ATTACHMENT, each.pk)
                    for each in photos.get(repair.pk, ())
                    if each.added_by_id == repair.by_id
                ),
            ),
            person=repair.by.name,
            text=repair.text,
        )
    verified = list(
        Verification.objects.filter(
            _about(about, "repair__rectification__", "by"), _days(about, "at")
        )
        .select_related("repair__rectification", "by")
        .order_by("at", "id")[: MOST + 1]
    )
    shown = evidence_for(about, [f"{VERIFICATION}:{seen.pk}" for seen in verified])
    for seen in verified:
        words = (
            _("{person} verified the repair of {what}: effective.")
            if seen.effective
            else _("{person} verified the repair of {what}: not effective, {text}")
        )
        yield _entry(
            seen.repair,
            seen.at,
            words,
            records=shown.get(f"{VERIFICATION}:{seen.pk}", ()),
            person=seen.by.name,
            text=seen.opinion,
        )


def _entry(
    row: Any,
    at: datetime,
    words: Text,
    *,
    recorded: datetime | None = None,
    records: tuple[tuple[str, int], ...] = (),
    **places: Any,
) -> FileEntry:
    rectification = row if isinstance(row, Rectification) else row.rectification
    return FileEntry(
        happened_at=at,
        recorded_at=recorded or at,
        sentence=Said(words, what=rectification.source_label, **places),
        source=f"{RECTIFICATION}:{rectification.pk}",
        records=records,
    )


FILES = (
    FileSource("actions.upward", _("Reported upward"), 50, _upward, Actions.VIEW),
    FileSource("actions.done", _("Repairs: given, done, verified"), 57, _done, Actions.VIEW),
)
