"""Reports made without sign-in: read, taken up, counted towards a known danger, answered."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.receipts.asking import Question, Text, ask
from dutyline.modules.inspections.forms.report import CountTowardsForm, ReplyForm, TakeUpForm
from dutyline.modules.inspections.keys import REPORT
from dutyline.modules.inspections.models import Finding, PlaceReport, ReportState
from dutyline.modules.inspections.operations import (
    Details,
    decline_report,
    similar_to,
    take_up_report,
)
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.views.finding_scope import actor_of
from dutyline.modules.inspections.views.round_scope import in_unit, require, unit_asked
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui.parts import Column, Link, Photo, Tab

SIZE = 50
NEAR = 8
NEWEST = ("-at", "-id")


@login_required
@require_safe
def place_reports(request: HttpRequest) -> HttpResponse:
    """List the reports of the units where the actor takes them up."""
    actor = actor_of(request)
    require(actor, Inspections.REPORT_DECIDE)
    unit = unit_asked(actor, request.GET.get("unit", "")[:255], Inspections.REPORT_DECIDE)
    waiting = request.GET.get("which", "waiting") != "all"
    rows = PlaceReport.objects.visible_to(actor).filter(**in_unit(unit))
    rows = rows.waiting() if waiting else rows
    page = page_of(request, rows.select_related("place", "unit", "finding"), NEWEST, SIZE)
    context = {
        "page": page,
        "rows": page.rows,
        "columns": (
            Column(pgettext("column", "Report"), css="cell-title"),
            Column(pgettext("column", "State")),
            Column(pgettext("column", "Sent"), css="cell-end"),
        ),
        "tabs": [
            Tab(pgettext("reports", "Waiting"), "?which=waiting", current=waiting),
            Tab(pgettext("reports", "All"), "?which=all", current=not waiting),
        ],
        "waiting": waiting,
        "now": timezone.localtime(),
    }
    return render(request, "inspections/reports_inbox.html", context)


@login_required
@require_safe
def place_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a report and what may be done with it."""
    actor = actor_of(request)
    row = report_or_404(actor, pk)
    photos = Attachment.objects.filter(subject_type=REPORT, subject_id=row.pk).order_by("id")
    context = {
        "report": row,
        "photos": [_photo(each) for each in photos],
        "waits": row.state == ReportState.WAITING,
        "alike": similar_to(
            by=actor,
            on=timezone.localdate(),
            at=timezone.now(),
            title=row.sentence,
            unit=row.unit,
            place=row.place,
        ),
    }
    return render(request, "inspections/report_received.html", context)


@login_required
def finding_of_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn a report into a hidden danger."""
    actor = actor_of(request)
    row = report_or_404(actor, pk)
    form = TakeUpForm(
        request.POST or None, on=timezone.localdate(), initial={"title": row.sentence[:200]}
    )

    def act(at: datetime) -> str:
        said = {name: value for name, value in form.cleaned_data.items() if name in _DETAILS}
        finding = take_up_report(
            by=actor, report=row, details=Details(**said), reply=form.cleaned_data["reply"], at=at
        )
        return reverse("inspections:finding", args=[finding.pk])

    question = _question(
        row,
        _("Take it up as a hidden danger"),
        pgettext_lazy("report", "Take up"),
        _("Taken up. The reporter sees it with his code."),
    )
    return ask(request, form, question, act)


@login_required
def merger_of_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Count a report towards a hidden danger that is known already."""
    actor = actor_of(request)
    row = report_or_404(actor, pk)
    open_ones = Finding.objects.visible_to(actor).open()
    near = open_ones.filter(place=row.place).order_by("-found_at", "-id")
    form = CountTowardsForm(request.POST or None, among=near if request.POST else near[:NEAR])

    def act(at: datetime) -> str:
        said = form.cleaned_data
        finding = take_up_report(
            by=actor, report=row, finding=said["finding"], reply=said["reply"], at=at
        )
        return reverse("inspections:finding", args=[finding.pk])

    question = _question(
        row,
        _("Which hidden danger does it mean?"),
        _("Count it there"),
        _("Counted there. The reporter sees how that one goes on."),
    )
    return ask(request, form, question, act)


@login_required
def reply_to_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a report that is no hidden danger."""
    actor = actor_of(request)
    row, form = report_or_404(actor, pk), ReplyForm(request.POST or None)

    def act(at: datetime) -> str:
        decline_report(by=actor, report=row, reply=form.cleaned_data["reply"], at=at)
        return reverse("inspections:place_reports")

    question = _question(
        row,
        _("Answer without taking it up"),
        pgettext_lazy("report", "Answer"),
        _("Answered. The reporter reads it with his code."),
    )
    return ask(request, form, question, act)


def report_or_404(actor: Actor, pk: int) -> PlaceReport:
    """Return a report the actor takes up; 404 for every other."""
    rows = PlaceReport.objects.visible_to(actor).select_related(
        "place__unit", "unit", "finding", "decided_by"
    )
    row: PlaceReport = get_object_or_404(rows, pk=pk)
    return row


_DETAILS = ("title", "category", "risk", "grade", "grade_reason")


def _question(row: PlaceReport, title: Text, button: Text, done: Text) -> Question:
    if row.state != ReportState.WAITING:
        raise Http404
    here = reverse("inspections:place_report", args=[row.pk])
    crumbs = [
        Link(_("Reports"), reverse("inspections:place_reports")),
        Link(row.place.name, here),
    ]
    return Question(
        title,
        button,
        here,
        done=done,
        lead=f"“{row.sentence}”",
        crumbs=crumbs,
    )


def _photo(row: Attachment) -> Photo:
    return Photo(
        label="",
        url=reverse("files:thumbnail", args=[row.pk]),
        alt=_("Photo sent with the report"),
        at=row.added_at,
        width=row.width or 0,
        height=row.height or 0,
        link=reverse("files:view", args=[row.pk]),
    )
