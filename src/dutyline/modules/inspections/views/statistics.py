"""Statistics of hidden dangers, and the reports made from them."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import Unit, UnitKind
from dutyline.kernel.organisation.paths import ancestors, within
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.kernel.receipts.submission import carry_out
from dutyline.modules.inspections.models import FindingClock, StatisticsReport
from dutyline.modules.inspections.operations.statistics_reports import (
    make_figures,
    sign_statistics,
)
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.views.finding_scope import actor_of, posted
from dutyline.modules.inspections.views.statistics_figures import Page
from dutyline.modules.inspections.views.statistics_report import (
    explained,
    heads,
    period_words,
    report_page,
)
from dutyline.modules.inspections.views.statistics_span import LENGTHS, span_of, unit_of
from dutyline.toolkit.ui.messages import done
from dutyline.toolkit.ui.parts import Link

NEWEST = 20


@login_required
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Show found, closed, on time, repeats and days to close of a unit over some months."""
    actor, today = actor_of(request), timezone.localdate()
    unit, span = unit_of(request, actor), span_of(request, today)
    page = Page(unit, span, today)
    clock = FindingClock.objects.order_by("id").first()
    context = {
        "unit": unit,
        "crumbs": _crumbs(actor, unit),
        "span": span,
        "lengths": LENGTHS,
        "children": page.children,
        "stats": page.stats(),
        "months": page.months_chart(),
        "on_time": page.on_time_chart(),
        "heat": page.heat(),
        "categories": page.categories_chart(),
        "days": page.days_chart(),
        "grades": page.grade_rows(),
        "counted_at": clock.counted_at if clock else None,
        "next_report": _open_report(actor, unit),
    }
    return render(request, "inspections/statistics.html", context)


@login_required
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """List the quarterly and yearly reports of the companies in reach, the newest first."""
    actor = actor_of(request)
    rows = reports_for(actor).order_by("-last_month", "company__path", "period", "id")
    if not actor.can(Inspections.FINDING_VIEW):
        raise Http404
    shown = [(each, period_words(each)) for each in rows[: NEWEST * 2]]
    context = {"reports": shown, "today": timezone.localdate()}
    return render(request, "inspections/statistics_reports.html", context)


@login_required
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a report with its figures, its due day and who signed it."""
    actor = actor_of(request)
    row = get_object_or_404(reports_for(actor), pk=pk)
    return render(request, "inspections/statistics_report.html", _report_context(actor, row))


@login_required
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the figures of the period into a report; again renews them until it is signed."""
    actor = actor_of(request)
    row = get_object_or_404(reports_for(actor), pk=pk)
    return _act(request, actor, row, make_figures, _("Figures made"))


@login_required
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign a report as the principal."""
    actor = actor_of(request)
    row = get_object_or_404(reports_for(actor), pk=pk)
    if not actor.can(Inspections.STATISTICS_SIGN, row.company.path):
        raise Http404
    return _act(request, actor, row, sign_statistics, _("Signed"))


def reports_for(actor: Actor) -> QuerySet[StatisticsReport]:
    """Return the reports of companies whose findings the actor may see as a whole."""
    paths = actor.paths(Inspections.FINDING_VIEW)
    rows = StatisticsReport.objects.select_related("company", "signed_by")
    return rows.filter(within(paths, "company__path"))


def _act(
    request: HttpRequest, actor: Actor, row: StatisticsReport, verb: object, words: str
) -> HttpResponse:
    form = OnceForm(posted(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            sent = carry_out(request, form, lambda: _run(actor, row, verb))
            if sent:
                done(request, words)
                return sent
    context = {**_report_context(actor, row), "form": form}
    return render(request, "inspections/statistics_report.html", context, status=status)


def _run(actor: Actor, row: StatisticsReport, verb: object) -> str:
    verb(by=actor, report=row, at=timezone.now())  # type: ignore[operator]
    return reverse("inspections:statistics_report", args=[row.pk])


def _report_context(actor: Actor, row: StatisticsReport) -> dict[str, object]:
    return {
        "report": row,
        "page": report_page(row),
        "heads": heads(),
        "explained": explained(row),
        "words": period_words(row),
        "form": OnceForm(),
        "today": timezone.localdate(),
        "may_make": row.signed_at is None,
        "may_sign": row.signed_at is None
        and row.made_at is not None
        and actor.can(Inspections.STATISTICS_SIGN, row.company.path),
    }


def _open_report(actor: Actor, unit: Unit) -> StatisticsReport | None:
    """Return the report of this unit's company that falls due next and is not signed."""
    line = Unit.objects.filter(pk__in=ancestors(unit.path), kind=UnitKind.COMPANY)
    rows = reports_for(actor).filter(company__in=line, signed_at__isnull=True)
    return rows.order_by("due_on", "id").first()


def _crumbs(actor: Actor, unit: Unit) -> list[Link]:
    """Return the units above within reach, each leading to its own statistics."""
    above = Unit.objects.filter(pk__in=ancestors(unit.path)[:-1]).order_by("path")
    address = reverse("inspections:statistics")
    line = [
        Link(each.name, f"{address}?unit={each.pk}")
        for each in above
        if actor.can(Inspections.FINDING_VIEW, each.path)
    ]
    return [*line, Link(unit.name)]
