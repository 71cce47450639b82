"""The ledger as a file: Excel and CSV that come back through the import, and a list to print."""

from django.contrib.auth.decorators import login_required
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dutyline.kernel.errands.operations import TooManyErrands, ask_errand
from dutyline.modules.inspections.ledger_export import AT_ONCE, EXPORT, file_name
from dutyline.modules.inspections.models import Finding, StatisticsReport
from dutyline.modules.inspections.operations.ledger_columns import COLUMNS, ledger_rows
from dutyline.modules.inspections.queries.findings import LEDGER_ORDER
from dutyline.modules.inspections.views.finding_scope import actor_of, require_ledger
from dutyline.modules.inspections.views.ledger import filter_of
from dutyline.modules.inspections.views.papers import MOST_PRINTED, list_pdf
from dutyline.modules.inspections.views.statistics import reports_for
from dutyline.modules.inspections.views.statistics_report import (
    SHARES,
    heads,
    period_words,
    report_page,
)
from dutyline.toolkit.paging import capped_count
from dutyline.toolkit.pdf.sent import sent_pdf
from dutyline.toolkit.spreadsheets.columns import Column, SheetToWrite
from dutyline.toolkit.spreadsheets.sent import sent_sheets
from dutyline.toolkit.spreadsheets.write import CSV, stream_csv, stream_xlsx
from dutyline.toolkit.ui.messages import done

KINDS = ("xlsx", "csv", "pdf")


@login_required
@require_safe
def findings_export(request: HttpRequest) -> HttpResponseBase:
    """Send what the ledger's address asks for as a file; very much of it becomes a task."""
    actor, today = actor_of(request), timezone.localdate()
    require_ledger(actor)
    kind = request.GET.get("as", "")
    if kind not in KINDS:
        raise Http404
    wanted, _refused = filter_of(request)
    rows = Finding.objects.visible_to(actor).matching(wanted, today).order_by(*LEDGER_ORDER)
    if kind == "pdf":
        count, more = capped_count(rows, MOST_PRINTED)
        return sent_pdf(list_pdf(rows[:MOST_PRINTED], wanted, count, more=more), file_name("pdf"))
    if capped_count(rows, AT_ONCE)[1]:
        return _as_errand(request, kind, wanted.write())
    columns = [column.for_sheet() for column in COLUMNS]
    lines = ledger_rows(rows, today)
    if kind == "csv":
        return sent_sheets(stream_csv(columns, lines), file_name(kind), CSV)
    sheet = SheetToWrite(_("Hidden dangers"), columns, lines)
    return sent_sheets(stream_xlsx(sheet), file_name(kind))


@login_required
@require_safe
def statistics_xlsx(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send a statistics report as a workbook, one sheet a table."""
    return statistics_workbook(get_object_or_404(reports_for(actor_of(request)), pk=pk))


def statistics_workbook(report: StatisticsReport) -> HttpResponseBase:
    """Answer with a statistics report in scope; 404 before its figures are made."""
    columns = [
        Column(word, "percent" if place in SHARES else "number")
        for place, word in enumerate(heads())
    ]
    sheets = [
        SheetToWrite(
            part.title,
            [Column(part.title), *columns],
            [[row.label, *row.cells] for row in part.rows],
        )
        for part in report_page(report)
    ]
    if not sheets:
        raise Http404
    name = f"{period_words(report)} {report.company.name}.xlsx"
    return sent_sheets(stream_xlsx(*sheets), name)


def _as_errand(request: HttpRequest, kind: str, wanted: dict[str, object]) -> HttpResponse:
    """Ask the worker for it and lead to the page that shows how far it is."""
    parameters = {"filter": wanted, "as": kind, "language": get_language() or ""}
    try:
        errand = ask_errand(
            by=actor_of(request), kind=EXPORT, parameters=parameters, at=timezone.now()
        )
    except TooManyErrands as refusal:
        done(request, str(refusal))
        return HttpResponseRedirect(reverse("errands:errands"))
    return HttpResponseRedirect(reverse("errands:errand", args=[errand.pk]))
