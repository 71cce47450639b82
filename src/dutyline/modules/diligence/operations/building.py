"""The work of the errand: collect, sign the log, write the paper and the ZIP, keep both."""

import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from dutyline.kernel.access.actor import Actor, NotPermitted
from dutyline.kernel.files.operations import deposit
from dutyline.kernel.ledger.models import Checkpoint
from dutyline.kernel.ledger.operations import enter_waiting, make_checkpoint
from dutyline.kernel.organisation.calendar import zone_of_path
from dutyline.kernel.registry import ErrandKind, Product, Refusal
from dutyline.kernel.registry.filing import MOST
from dutyline.modules.diligence.keys import BUILD, FILE, PDF, ZIP
from dutyline.modules.diligence.models import DiligenceFile
from dutyline.modules.diligence.operations import bundle, paper
from dutyline.modules.diligence.operations.collecting import Made, proved, sections_of
from dutyline.modules.diligence.operations.refusals import TooLong
from dutyline.modules.diligence.operations.subjects import about, subject_for
from dutyline.modules.diligence.permissions import Diligence
from dutyline.toolkit.pdf.refused import PaperRefused

KEPT = timedelta(days=60)
"""How long the papers can be fetched; who needs them later asks again."""
Progress = Callable[[int, int], None]


class NothingInTheLog(Refusal):
    """A log without an entry cannot be signed, and a file without a checkpoint proves nothing."""

    message = gettext_lazy("The evidence log is still empty; there is nothing to prove yet.")


def build(actor: Actor, parameters: Mapping[str, Any], progress: Progress) -> Product:
    """Make the papers of a file with the rights its asker has now; safe to run twice.

    Raises NotPermitted, TooLong, NothingInTheLog.
    """
    file = DiligenceFile.objects.get(pk=parameters["file"])
    if file.built_at is not None:
        return Product()
    subject = subject_for(actor, file.kind, file.about_id)
    asked = about(actor, subject, file.first, file.last) if subject else None
    if subject is None or asked is None:
        raise NotPermitted(Diligence.ASK)
    with timezone.override(zone_of_path(subject.path)), tempfile.TemporaryDirectory() as folder:
        sections = sections_of(actor, asked, progress)
        at = timezone.now()
        signed = _signed(at)
        made = Made(file, sections, proved(sections), signed, at)
        steps = len(sections) + 3
        progress(steps - 2, steps)
        try:
            pdf = paper.pdf(made)
        except PaperRefused as refused:
            raise TooLong(most=MOST) from refused
        progress(steps - 1, steps)
        target = Path(folder) / "file.zip"
        bundle.write(target, made, pdf)
        printed = Path(folder) / "file.pdf"
        printed.write_bytes(pdf)
        _keep(file, {PDF: printed, ZIP: target}, sum(len(each.entries) for each in sections), at)
        progress(steps, steps)
    return Product()


def _signed(at: datetime) -> Checkpoint:
    """Enter what waits and sign the log, so that what was just recorded is proved too."""
    enter_waiting(at)
    signed = make_checkpoint(at)
    if signed is None:
        raise NothingInTheLog
    return signed


@transaction.atomic
def _keep(file: DiligenceFile, papers: Mapping[str, Path], entries: int, at: datetime) -> None:
    row = DiligenceFile.objects.select_for_update().get(pk=file.pk)
    if row.built_at is not None:
        return
    by = Actor.system(row.asked_by_name)
    types = {PDF: "application/pdf", ZIP: "application/zip"}
    for role, path in papers.items():
        deposit(
            by=by,
            subject=(FILE, row.pk),
            role=role,
            path=path,
            name=_name(row, role),
            media_type=types[role],
            at=at,
        )
    row.built_at, row.entries, row.kept_until = at, entries, at + KEPT
    row.save(update_fields=["built_at", "entries", "kept_until"])


def _name(file: DiligenceFile, role: str) -> str:
    """Return the name of a paper in the language of the file."""
    with override(paper.languages_of(file)[0]):
        word = _("due-diligence-file")  # makemessages does not look into an f-string
    return f"{word}-{file.pk}-{file.first.isoformat()}-{file.last.isoformat()}.{role}"


def _page(parameters: Mapping[str, Any]) -> str:
    return reverse("diligence:file", args=[parameters["file"]])


ERRAND = ErrandKind(
    BUILD,
    gettext_lazy("Due-diligence file"),
    build,
    tap=gettext_lazy("Open the file"),
    url_for=_page,
)
