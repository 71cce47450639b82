"""Long dry runs and imports, done by the worker with the asker's rights."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.registry import ErrandKind, Product
from dutyline.kernel.registry.imports import COUNTED
from dutyline.shell.imports.models import Upload
from dutyline.shell.imports.operations import Progress, bring_in, try_out
from dutyline.shell.imports.refusals import UploadGone


def _plan(actor: Actor, parameters: Mapping[str, Any], progress: Progress) -> Product:
    upload = _upload(actor, parameters)
    return _product(try_out(by=actor, upload=upload, at=timezone.now(), progress=progress))


def _apply(actor: Actor, parameters: Mapping[str, Any], progress: Progress) -> Product:
    upload = _upload(actor, parameters)
    if upload.applied_at:
        # The worker died after the import was committed and before this errand was closed.
        return _product(upload)
    return _product(bring_in(by=actor, upload=upload, at=timezone.now(), progress=progress))


def _upload(actor: Actor, parameters: Mapping[str, Any]) -> Upload:
    upload = Upload.objects.of(actor).filter(pk=parameters["upload"]).first()
    if upload is None:
        raise UploadGone
    return upload


def _product(upload: Upload) -> Product:
    report = upload.report or {}
    return Product(counts={name: report[name] for name in COUNTED if report.get(name)})


def _page(parameters: Mapping[str, Any]) -> str:
    """Return the report of the file; nothing once it was swept, which is before its task is."""
    there = Upload.objects.filter(pk=parameters["upload"]).exists()
    return reverse("import_report", args=[parameters["upload"]]) if there else ""


TAP = _("To the report of the import")
KINDS = (
    ErrandKind("imports.plan", _("Dry run of an import"), _plan, tap=TAP, url_for=_page),
    ErrandKind("imports.apply", _("Import"), _apply, tap=TAP, url_for=_page),
)
