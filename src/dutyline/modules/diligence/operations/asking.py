"""Asking for a file: noted in history, told to whom it is about, made by the worker."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.errands.operations import NotSignedIn, ask_errand
from dutyline.kernel.history.filing import SUBJECTS
from dutyline.kernel.history.operations import record
from dutyline.kernel.notifications.operations import notify
from dutyline.modules.diligence.keys import ASKED, BUILD, REQUEST
from dutyline.modules.diligence.models import Concerned, DiligenceFile
from dutyline.modules.diligence.operations.refusals import (
    DaysBackwards,
    NotHere,
    NotYetOver,
    ReasonNeeded,
)
from dutyline.modules.diligence.operations.subjects import Subject, about, concerned_by


@transaction.atomic
def ask_file(
    *,
    by: Actor,
    subject: Subject,
    first: date,
    last: date,
    language: str,
    reason: str,
    on: date,
    at: datetime,
) -> DiligenceFile:
    """Ask for a file about a subject from `subject_for`, for its days, both included.

    Raises DaysBackwards, NotYetOver, ReasonNeeded, NotHere, NotSignedIn, TooManyErrands.
    """
    if last < first:
        raise DaysBackwards
    if last > on:
        raise NotYetOver
    if not subject.own and not reason.strip():
        raise ReasonNeeded
    if by.account_id is None:
        raise NotSignedIn
    asked = about(by, subject, first, last)
    if asked is None:
        raise NotHere
    file = DiligenceFile.objects.create(
        kind=subject.kind,
        about_id=subject.id,
        about_name=subject.name[:300],
        first=first,
        last=last,
        language=language,
        reason=reason.strip(),
        own=subject.own,
        asked_by_id=by.account_id,
        asked_by_name=by.name[:200],
        asked_at=at,
        token_id=by.token_id,
    )
    file.errand = ask_errand(by=by, kind=BUILD, parameters={"file": file.pk}, at=at)
    file.save(update_fields=["errand"])
    concerned = concerned_by(asked)
    Concerned.objects.bulk_create([Concerned(file=file, person=each) for each in concerned])
    days = {"first": first.isoformat(), "last": last.isoformat()}
    record(
        by=by,
        verb=ASKED,
        subject=(SUBJECTS[subject.kind], subject.id, subject.name),
        unit_path=subject.path or "/",
        at=at,
        reason=file.reason,
        **days,
    )
    notify(
        persons=[each for each in concerned if not by.is_person(each.pk)],
        kind=ASKED,
        subject=(REQUEST, file.pk),
        key=f"{ASKED}:{file.pk}",
        at=at,
        by=by.name,
        subject_name=subject.name,
        reason=file.reason,
        **days,
    )
    return file
