"""The third step: what would happen, row by row; and the fourth, what did."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from dutyline.kernel.receipts.forms import OnceForm
from dutyline.kernel.receipts.submission import carry_out
from dutyline.shell.imports.kinds import kind_or_404
from dutyline.shell.imports.models import Problem, Upload
from dutyline.shell.imports.operations import AT_ONCE, bring_in, forget_upload, send_off
from dutyline.shell.imports.views.columns import upload_or_404
from dutyline.shell.imports.words import tallies
from dutyline.shell.organisation.scope import actor_of
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.spreadsheets.columns import Column as SheetColumn
from dutyline.toolkit.spreadsheets.columns import SheetToWrite
from dutyline.toolkit.spreadsheets.sent import sent_sheets
from dutyline.toolkit.spreadsheets.write import stream_xlsx
from dutyline.toolkit.ui import messages
from dutyline.toolkit.ui.filters import Choice, Dimension, FilterBar
from dutyline.toolkit.ui.parts import Column

SIZE = 50
CHUNK = 2_000


@login_required
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the dry run or the result; its progress while the worker is at it."""
    return _show(request, upload_or_404(actor_of(request), pk), OnceForm())


@login_required
@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Import in one transaction: at once, or by the worker where that takes long."""
    actor = actor_of(request)
    upload = upload_or_404(actor, pk)
    form = OnceForm(request.POST)
    if form.is_valid():

        def act() -> str:
            now = timezone.now()
            if upload.found["rows"] <= AT_ONCE:
                bring_in(by=actor, upload=upload, at=now)
            else:
                send_off(by=actor, upload=upload, verb="apply", at=now)
            return reverse("import_report", args=[upload.pk])

        done = carry_out(request, form, act)
        if done:
            return done
    return _show(request, upload, form)


@login_required
@require_safe
def problems(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Send every problem as a workbook, with the filters of the page."""
    upload = upload_or_404(actor_of(request), pk)
    columns = [
        SheetColumn(_("Row"), "number"),
        SheetColumn(_("Column"), width=28),
        SheetColumn(_("What stands there"), width=40),
        SheetColumn(_("Why it is left out"), width=80),
    ]
    rows = (
        _found(request, upload)
        .order_by("row", "id")
        .values_list("row", "column", "value", "reason")
    )
    lines: Iterator[Any] = rows.iterator(chunk_size=CHUNK)
    return sent_sheets(
        stream_xlsx(SheetToWrite(_("Problems"), columns, lines)), f"problems-{upload.pk}.xlsx"
    )


@login_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget an upload at once."""
    actor = actor_of(request)
    upload = upload_or_404(actor, pk)
    forget_upload(by=actor, upload=upload)
    messages.done(request, _("The file is removed; nothing of it was imported."))
    return redirect("imports")


def _found(request: HttpRequest, upload: Upload) -> QuerySet[Problem]:
    found = Problem.objects.filter(upload=upload)
    column, words = request.GET.get("column", "")[:200], request.GET.get("q", "").strip()[:100]
    if column:
        found = found.filter(column=column)
    for word in words.split():
        found = found.filter(Q(reason__icontains=word) | Q(value__icontains=word))
    return found


def _bar(request: HttpRequest, upload: Upload) -> FilterBar:
    chosen = request.GET.get("column", "")
    columns = Problem.objects.filter(upload=upload).order_by("column").values_list("column")
    choices = [Choice(name, name, name == chosen) for (name,) in columns.distinct()[:100] if name]
    return FilterBar(
        [Dimension("column", pgettext("table", "Column"), choices, many=False)],
        search=request.GET.get("q", "")[:100],
        placeholder=_("Search reason or value"),
    )


def _show(request: HttpRequest, upload: Upload, form: Form) -> HttpResponse:
    context: dict[str, Any] = {
        "upload": upload,
        "kind": kind_or_404(actor_of(request), upload.kind),
        "form": form,
        "errand": upload.errand if upload.is_busy or _failed(upload) else None,
    }
    if upload.report and not upload.is_busy:
        context |= {
            "nothing": _came_to_nothing(upload.report),
            "tallies": tallies(upload.report["kinds"], upload.report),
            "decisions": upload.report["decisions"],
            "refused": upload.report["refused"],
            "page": page_of(request, _found(request, upload), ("row", "id"), SIZE),
            "bar": _bar(request, upload),
            "columns": [
                Column(_("Row"), number=True),
                Column(pgettext("table", "Column")),
                Column(_("What stands there")),
                Column(_("Why it is left out")),
            ],
            "filtered": bool(request.GET.get("q") or request.GET.get("column")),
        }
    status = 422 if form.errors else 200
    if request.headers.get("HX-Request") == "true":
        status = 200 if upload.is_busy else 286
        return render(request, "shell/imports/report.html#state", context, status=status)
    return render(request, "shell/imports/report.html", context, status=status)


def _came_to_nothing(report: Mapping[str, Any]) -> bool:
    """Say whether every row is refused, so that an import changes, and would change, nothing."""
    kept = ("created", "changed", "unchanged", "closed")
    return bool(report["refused"]) and not any(report[name] for name in kept)


def _failed(upload: Upload) -> bool:
    return upload.errand is not None and upload.errand.state == "failed"
