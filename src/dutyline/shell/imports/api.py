"""Routes of imports: bring a file, say how it is read, try it, import it."""

import json
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import File, Form, Query, Router, Schema, Status, UploadedFile
from pydantic import Field

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.kernel.registry.imports import BadMap, ImportMap
from dutyline.shell.imports.kinds import adapter_of, kind_or_404, kinds_for
from dutyline.shell.imports.models import Problem, Upload
from dutyline.shell.imports.operations import (
    AT_ONCE,
    bring_file,
    bring_in,
    columns_of,
    forget_upload,
    lay_out,
    match_fields,
    send_off,
    try_out,
)
from dutyline.toolkit.rest.listing import Asked, Listing, listing, whole
from dutyline.toolkit.rest.shapes import Day, Id, Strict, Words, as_json
from dutyline.toolkit.spreadsheets.limits import ORDINARY

router = Router()


class FieldOut(Schema):
    """A fact a file of a kind may hold."""

    key: str
    label: str
    required: bool


class KindOut(Schema):
    """A kind of file the caller may import."""

    key: str
    label: str
    hint: str
    fields: list[FieldOut]


class UploadOut(Schema):
    """A file on its way in.

    `columns` are the facts that are read, each from its header. `report` is what the dry run
    (`applied_at` null) or the import said: counts of created, changed, unchanged, closed, refused.
    While `errand_id` is unfinished the worker is at it.
    """

    id: int
    kind: str
    name: str
    size: int
    as_of: date
    partial: bool
    sheets: list[str]
    sheet: str
    headers: list[str]
    rows: int
    decisions: list[str]
    columns: dict[str, str]
    mapping: dict[str, Any]
    report: dict[str, Any] | None
    errand_id: int | None
    is_busy: bool
    uploaded_at: datetime
    applied_at: datetime | None

    @staticmethod
    def resolve_sheets(upload: Upload) -> list[str]:
        """Name the sheets of the file."""
        return list(upload.found["sheets"])

    @staticmethod
    def resolve_sheet(upload: Upload) -> str:
        """Name the sheet that is read."""
        return str(upload.found["sheet"] or "")

    @staticmethod
    def resolve_headers(upload: Upload) -> list[str]:
        """Name the columns of the file."""
        return list(upload.found["headers"])

    @staticmethod
    def resolve_rows(upload: Upload) -> int:
        """Count the rows below the header."""
        return int(upload.found["rows"])

    @staticmethod
    def resolve_decisions(upload: Upload) -> list[str]:
        """Say what was decided about the file without being told."""
        return list(upload.found["decisions"])

    @staticmethod
    def resolve_columns(upload: Upload) -> dict[str, str]:
        """Say which header each fact is read from."""
        headers = upload.found["headers"]
        return {fact: headers[column] for fact, column in columns_of(upload).items()}


class Bringing(Schema):
    """What a file is; `mapping` is JSON as the command line takes it."""

    kind: str = Field(max_length=60)
    as_of: Day | None = Field(None, description="the day the file is true of; today without")
    partial: bool = Field(False, description="leave what it does not mention as it is")
    mapping: str = Field("", max_length=262_144)


class ColumnsGiven(Strict):
    """Which header each fact is read from; facts left out are not read."""

    columns: dict[str, str] = Field(max_length=200)
    as_of: Day
    partial: bool


class LayoutGiven(Strict):
    """Where the table is, where it was not found right; rows count from 1."""

    sheet: str | None = Field(None, max_length=100)
    header_row: int | None = Field(None, ge=1, le=1_048_576)
    header_rows: int | None = Field(None, ge=1, le=3)
    first_row: int | None = Field(None, ge=1, le=1_048_576)
    last_row: int | None = Field(None, ge=1, le=1_048_576)
    encoding: str | None = Field(None, max_length=20)


class ProblemsAsked(Asked):
    """Which problems."""

    column: str = Field("", max_length=200)
    q: Words = Field("", description="a part of the value or the reason")


class ProblemOut(Schema):
    """A row of the file that is left out: where, what stands there, why."""

    row: int
    column: str
    value: str
    reason: str


@router.get("/imports/kinds", response=Listing[KindOut], summary="What can be imported")
def list_kinds(request: HttpRequest) -> dict[str, Any]:
    """Return the kinds of file the caller may import, with their facts."""
    return whole(
        [
            {
                "key": kind.key,
                "label": str(kind.label),
                "hint": str(kind.hint),
                "fields": [
                    {"key": each.key, "label": str(each.label), "required": each.required}
                    for each in adapter_of(kind.key).fields
                ],
            }
            for kind in kinds_for(actor_of(request))
        ]
    )


@router.get("/imports", response=Listing[UploadOut], summary="One's own files on their way in")
def list_uploads(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """List the files the caller brought and did not forget, the newest first."""
    return listing(_uploads(request), ("-id",), asked)


@router.post("/imports", response={201: UploadOut}, summary="Bring a file")
def new_upload(
    request: HttpRequest, told: Form[Bringing], file: File[UploadedFile]
) -> Status[dict[str, Any]]:
    """Take a file in and match its columns; nothing is imported yet."""
    actor = actor_of(request)
    kind_or_404(actor, told.kind)
    mapping = _mapping(told.mapping)

    def act() -> dict[str, Any]:
        file.seek(0)
        upload = bring_file(
            by=actor,
            kind=told.kind,
            content=file.read(ORDINARY.bytes + 1),
            name=file.name or "",
            mapping=mapping,
            as_of=told.as_of or timezone.localdate(),
            partial=told.partial,
            at=timezone.now(),
        )
        return as_json(UploadOut, upload)

    return Status(201, once_per_key(request, act))


@router.get("/imports/{upload_id}", response=UploadOut, summary="One file on its way in")
def read_upload(request: HttpRequest, upload_id: Id) -> Upload:
    """Return a file of one's own, with what the last dry run or the import said."""
    return _upload(request, upload_id)


@router.put("/imports/{upload_id}/layout", response=UploadOut, summary="Say where the table is")
def new_layout(request: HttpRequest, upload_id: Id, body: LayoutGiven) -> dict[str, Any]:
    """Read the file anew with another sheet, other rows or characters."""

    def act() -> dict[str, Any]:
        upload = _upload(request, upload_id)
        given = body.model_dump(exclude={"sheet", "encoding"}, exclude_none=True)
        known = ImportMap.from_json(upload.mapping)
        told = known.as_json() | {
            "layout": given,
            "sheet": body.sheet or known.sheet,
            "encoding": body.encoding or known.encoding,
            "columns": {},
        }
        mapping = ImportMap.from_json(told)
        return as_json(UploadOut, lay_out(by=actor_of(request), upload=upload, mapping=mapping))

    return once_per_key(request, act)


@router.put("/imports/{upload_id}/columns", response=UploadOut, summary="Match the columns")
def new_columns(request: HttpRequest, upload_id: Id, body: ColumnsGiven) -> dict[str, Any]:
    """Say which header feeds which fact; it is remembered for files with the same header."""

    def act() -> dict[str, Any]:
        changed = match_fields(
            by=actor_of(request),
            upload=_upload(request, upload_id),
            at=timezone.now(),
            **body.model_dump(),
        )
        return as_json(UploadOut, changed)

    return once_per_key(request, act)


@router.post("/imports/{upload_id}/dry-run", response=UploadOut, summary="Try the import")
def new_dry_run(request: HttpRequest, upload_id: Id) -> dict[str, Any]:
    """Say what importing would do and change nothing; a long file is tried by the worker."""
    actor, now = actor_of(request), timezone.now()

    def act() -> dict[str, Any]:
        upload = _upload(request, upload_id)
        if upload.found["rows"] <= AT_ONCE:
            return as_json(UploadOut, try_out(by=actor, upload=upload, at=now))
        return as_json(UploadOut, send_off(by=actor, upload=upload, verb="plan", at=now))

    return once_per_key(request, act)


@router.post("/imports/{upload_id}/import", response=UploadOut, summary="Import the file")
def new_import(request: HttpRequest, upload_id: Id) -> dict[str, Any]:
    """Import in one transaction after a dry run; a long file is imported by the worker."""
    actor, now = actor_of(request), timezone.now()

    def act() -> dict[str, Any]:
        upload = _upload(request, upload_id)
        if upload.found["rows"] <= AT_ONCE:
            return as_json(UploadOut, bring_in(by=actor, upload=upload, at=now))
        return as_json(UploadOut, send_off(by=actor, upload=upload, verb="apply", at=now))

    return once_per_key(request, act)


@router.get("/imports/{upload_id}/problems", response=Listing[ProblemOut], summary="Rows left out")
def list_problems(
    request: HttpRequest, upload_id: Id, asked: Query[ProblemsAsked]
) -> dict[str, Any]:
    """List every problem by row, column and reason."""
    found = Problem.objects.filter(upload=_upload(request, upload_id))
    if asked.column:
        found = found.filter(column=asked.column)
    if asked.q:
        found = found.filter(reason__icontains=asked.q) | found.filter(value__icontains=asked.q)
    return listing(found, ("row", "id"), asked)


@router.delete("/imports/{upload_id}", response={204: None}, summary="Forget a file")
def forget(request: HttpRequest, upload_id: Id) -> Status[None]:
    """Remove a file; what it brought in stays."""
    forget_upload(by=actor_of(request), upload=_upload(request, upload_id))
    return Status(204, None)


def _uploads(request: HttpRequest) -> QuerySet[Upload]:
    actor = actor_of(request)
    kinds = [kind.key for kind in kinds_for(actor)]
    if not kinds:
        raise Http404
    return Upload.objects.of(actor).filter(kind__in=kinds).select_related("errand")


def _upload(request: HttpRequest, upload_id: int) -> Upload:
    return get_object_or_404(_uploads(request), pk=upload_id)


def _mapping(text: str) -> ImportMap:
    if not text:
        return ImportMap()
    try:
        return ImportMap.from_json(json.loads(text))
    except ValueError as error:
        raise BadMap(problem=str(error)) from error
