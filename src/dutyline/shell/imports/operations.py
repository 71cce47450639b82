"""The verbs of the wizard: take a file in, say how it is read, try it, import it, forget it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.errands.operations import NotSignedIn, ask_errand
from dutyline.kernel.registry.imports import (
    ImportMap,
    Options,
    RefusedRow,
    Report,
    Sheet,
    read_sheet,
)
from dutyline.shell.imports import storage
from dutyline.shell.imports.kinds import adapter_of
from dutyline.shell.imports.models import Problem, Reading, Upload
from dutyline.shell.imports.reading import look_into, matched, signature_of
from dutyline.shell.imports.refusals import (
    AlreadyApplied,
    FileNotRead,
    NotPlanned,
    UploadBusy,
    UploadGone,
)
from dutyline.toolkit.images.document import safe_name
from dutyline.toolkit.untrusted.refusal import Refused

KEPT = timedelta(days=1)
"""How long an upload lies here."""
AT_ONCE = 1_500
"""Rows a page works through while one waits; more is an errand."""
BATCH = 1_000
MOST_UPLOADS = 20
"""A person's unapplied uploads; the oldest gives way to a new one."""

Progress = Callable[[int, int], None]


@transaction.atomic
def bring_file(
    *,
    by: Actor,
    kind: str,
    content: bytes,
    name: str,
    mapping: ImportMap,
    as_of: date,
    partial: bool,
    at: datetime,
) -> Upload:
    """Take a file in, read as it was last time with these columns; raises FileNotRead.

    Nothing is kept of a file that is refused.
    """
    if by.account_id is None:
        raise NotSignedIn
    found = look_into(content, name, kind, mapping)
    if not mapping.columns:
        mapping = _remembered(kind, found["headers"], mapping)
        if mapping.layout.as_json() or mapping.encoding or mapping.delimiter:
            found = look_into(content, name, kind, mapping)
    secret = storage.keep(content)
    for old in Upload.objects.of(by).order_by("-id")[MOST_UPLOADS - 1 :]:
        forget_upload(by=by, upload=old)
    return Upload.objects.create(
        account_id=by.account_id,
        kind=kind,
        name=safe_name(name, name.rpartition(".")[2].lower()[:8] or "csv")[:200],
        size=len(content),
        secret=secret,
        mapping=mapping.as_json(),
        found=found,
        as_of=as_of,
        partial=partial,
        uploaded_at=at,
    )


@transaction.atomic
def lay_out(*, by: Actor, upload: Upload, mapping: ImportMap) -> Upload:
    """Read the file anew with another sheet, other rows or characters; raises FileNotRead."""
    upload = _held(by, upload)
    upload.found = look_into(content_of(upload), upload.name, upload.kind, mapping)
    upload.mapping, upload.report = mapping.as_json(), None
    upload.save(update_fields=["found", "mapping", "report"])
    return upload


@transaction.atomic
def match_fields(
    *, by: Actor, upload: Upload, columns: dict[str, str], as_of: date, partial: bool, at: datetime
) -> Upload:
    """Say which column feeds which field, and remember it for files with the same columns."""
    upload = _held(by, upload)
    told = ImportMap.from_json({**upload.mapping, "columns": columns})
    upload.mapping, upload.as_of, upload.partial = told.as_json(), as_of, partial
    upload.report = None
    upload.save(update_fields=["mapping", "as_of", "partial", "report"])
    Reading.objects.update_or_create(
        kind=upload.kind,
        signature=signature_of(upload.found["headers"]),
        defaults={"mapping": upload.mapping, "at": at},
    )
    return upload


@transaction.atomic
def send_off(*, by: Actor, upload: Upload, verb: str, at: datetime) -> Upload:
    """Let the worker do what takes long: the dry run ("plan") or the import ("apply")."""
    upload = _held(by, upload)
    parameters = {"upload": upload.pk}
    upload.errand = ask_errand(by=by, kind=f"imports.{verb}", parameters=parameters, at=at)
    upload.save(update_fields=["errand"])
    return upload


@transaction.atomic
def try_out(*, by: Actor, upload: Upload, at: datetime, progress: Progress | None = None) -> Upload:
    """Run the import dry and keep what it says; raises the adapter's own refusals."""
    sheet, options = _work(upload, at, progress)
    report = adapter_of(upload.kind).plan(sheet, options, by=by)
    return _note(upload, report, at=None)


@transaction.atomic
def bring_in(
    *, by: Actor, upload: Upload, at: datetime, progress: Progress | None = None
) -> Upload:
    """Import the file in one transaction and keep what was done; the bytes are let go."""
    if upload.applied_at:
        raise AlreadyApplied
    if upload.report is None:
        raise NotPlanned
    sheet, options = _work(upload, at, progress)
    report = adapter_of(upload.kind).apply(sheet, options, by=by)
    transaction.on_commit(lambda: storage.forget(upload.secret))
    return _note(upload, report, at=at)


@transaction.atomic
def forget_upload(*, by: Actor, upload: Upload) -> None:
    """Remove an upload and its bytes."""
    secret = upload.secret
    Upload.objects.of(by).filter(pk=upload.pk).delete()
    transaction.on_commit(lambda: storage.forget(secret))


def sweep(now: datetime) -> int:
    """Forget uploads older than a day, and bytes without a row; return how many."""
    gone = Upload.objects.filter(uploaded_at__lt=now - KEPT).delete()[0]
    return gone + storage.forget_older((now - KEPT).timestamp())


def content_of(upload: Upload) -> bytes:
    """Return the bytes of an upload; raises UploadGone once they were swept."""
    try:
        with storage.opened(upload.secret) as file:
            return file.read()
    except FileNotFoundError as error:
        raise UploadGone from error


def columns_of(upload: Upload) -> dict[str, int]:
    """Return which field is read from which column, by number."""
    return matched(upload.found, upload.kind, ImportMap.from_json(upload.mapping))


def _held(by: Actor, upload: Upload) -> Upload:
    row = Upload.objects.of(by).select_for_update(of=("self",)).get(pk=upload.pk)
    if row.applied_at:
        raise AlreadyApplied
    if row.is_busy:
        raise UploadBusy
    return row


def _remembered(kind: str, headers: list[str], mapping: ImportMap) -> ImportMap:
    known = Reading.objects.filter(kind=kind, signature=signature_of(headers)).first()
    if known is None:
        return mapping
    given = {name: value for name, value in mapping.as_json().items() if value}
    return ImportMap.from_json({**known.mapping, "sheet": None, **given})


def _work(upload: Upload, at: datetime, progress: Progress | None) -> tuple[Sheet, Options]:
    mapping, adapter = ImportMap.from_json(upload.mapping), adapter_of(upload.kind)
    try:
        sheet = read_sheet(BytesIO(content_of(upload)), upload.name, adapter.fields, mapping)
    except Refused as refused:
        raise FileNotRead(reason=refused.message) from refused
    options = Options(as_of=upload.as_of, at=at, partial=upload.partial)
    return sheet, replace(options, progress=progress) if progress else options


def _note(upload: Upload, report: Report, *, at: datetime | None) -> Upload:
    said = report.as_json()
    del said["refusals"]
    upload.report, upload.applied_at = said, at
    upload.save(update_fields=["report", "applied_at"])
    upload.problems.all().delete()
    Problem.objects.bulk_create(_problems(upload, report.refused), batch_size=BATCH)
    return upload


def _problems(upload: Upload, refused: Iterable[RefusedRow]) -> list[Problem]:
    # A fact without a column of its own is told by its label.
    labels = {each.key: str(each.label) for each in adapter_of(upload.kind).fields}
    return [
        Problem(
            upload=upload,
            row=each.row,
            column=labels.get(str(each.column), str(each.column))[:200],
            value=each.value[:300],
            reason=str(each.reason)[:500],
        )
        for each in refused
    ]
