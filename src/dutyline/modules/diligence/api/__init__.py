"""Due-diligence files through the API."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import NotThere, actor_of, whole_token
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.receipts.per_key import carried_out
from dutyline.modules.diligence.addresses import sees_file
from dutyline.modules.diligence.keys import FILE
from dutyline.modules.diligence.models import DiligenceFile
from dutyline.modules.diligence.operations import ask_file
from dutyline.modules.diligence.operations.subjects import subject_for
from dutyline.modules.diligence.permissions import Diligence
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Day, Id, Reason, Strict

router = Router()


class FileNew(Strict):
    """About whom, for which days, and why; of one's own file without a reason."""

    kind: Literal["person", "post", "unit"]
    about_id: Id
    first: Day
    last: Day
    language: Literal["en", "zh-hans", "both"] = "en"
    reason: Reason = ""


class Asking(Schema):
    """That a file was asked for: by whom, about whom, why."""

    id: int
    kind: str
    about_id: int
    about_name: str
    first: date
    last: date
    reason: str
    asked_by_name: str
    asked_at: datetime


class Paper(Schema):
    """A paper to fetch at `/files/{id}/content`; `role` is `pdf` or `zip`."""

    id: int
    role: str
    name: str
    size: int


class FileOut(Asking):
    """A file one asked for; its papers are there once `built_at` is, until `kept_until`."""

    language: str
    state: str
    error: str
    errand_id: int | None
    entries: int | None
    built_at: datetime | None
    kept_until: datetime | None
    papers: list[Paper]


@router.post(
    "/due-diligence-files", response={202: FileOut}, summary="Ask for a due-diligence file"
)
def ask_new(request: HttpRequest, body: FileNew) -> HttpResponse:
    """Ask the worker for a file; whoever it is about is told that it was asked for, and why."""
    actor = actor_of(request)
    whole_token(actor, Diligence.ASK)

    def act() -> dict[str, Any]:
        subject = subject_for(actor, body.kind, body.about_id)
        if subject is None:
            raise NotThere("about_id", body.about_id)
        row = ask_file(
            by=actor,
            subject=subject,
            first=body.first,
            last=body.last,
            language=body.language,
            reason=body.reason,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        return FileOut(**_shown(actor, row)).model_dump(mode="json")

    return carried_out(request, act, status=202)


@router.get(
    "/due-diligence-files", response=Listing[Asking], summary="Due-diligence files asked for"
)
def list_files(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """List what the caller asked for, the newest first; a token sees its own only."""
    return listing(DiligenceFile.objects.asked_by(actor_of(request)), ("-id",), asked)


@router.get(
    "/my/due-diligence-requests", response=Listing[Asking], summary="Files others asked about me"
)
def list_about_me(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """List the files others asked for about the caller, his post or his unit."""
    actor = actor_of(request)
    whole_token(actor, Diligence.ASK)
    return listing(DiligenceFile.objects.concerning(actor), ("-id",), asked)


@router.get("/due-diligence-files/{file_id}", response=FileOut, summary="One due-diligence file")
def read_file(request: HttpRequest, response: HttpResponse, file_id: Id) -> dict[str, Any]:
    """Return how far a file is, and its papers once they are made."""
    actor = actor_of(request)
    rows = DiligenceFile.objects.asked_by(actor).select_related("errand")
    row = get_object_or_404(rows, pk=file_id)
    shown = _shown(actor, row)
    if shown["state"] in {"queued", "running"}:
        response["Retry-After"] = "1"
    return shown


def _shown(actor: Actor, row: DiligenceFile) -> dict[str, Any]:
    papers = []
    if row.built_at and sees_file(actor, row.pk):
        papers = [
            {"id": each.pk, "role": each.role, "name": each.name, "size": each.size}
            for each in Attachment.objects.of(FILE, row.pk)
        ]
    names = ("id", "kind", "about_id", "about_name", "first", "last", "reason", "language")
    more = ("asked_by_name", "asked_at", "errand_id", "entries", "built_at", "kept_until")
    return {name: getattr(row, name) for name in (*names, *more)} | {
        "state": _state(row),
        "error": row.errand.error if row.errand and not row.built_at else "",
        "papers": papers,
    }


def _state(row: DiligenceFile) -> str:
    if row.thrown_away_at:
        return "thrown_away"
    if row.built_at:
        return "done"
    return row.errand.state if row.errand else "failed"
