"""Recording a danger, signed in: photo first, one sentence, the place."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dutyline.kernel.criteria.lookup import criterion_row
from dutyline.kernel.receipts.submission import carry_out, sent_before
from dutyline.modules.inspections.forms.finding_record import RecordForm
from dutyline.modules.inspections.keys import FINDING
from dutyline.modules.inspections.models import Grade
from dutyline.modules.inspections.operations.details import Details
from dutyline.modules.inspections.operations.recording import record_finding
from dutyline.modules.inspections.operations.similar import Similar, similar_to
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.rules.grading import grade_by_criteria
from dutyline.modules.inspections.views.finding_scope import actor_of
from dutyline.modules.inspections.views.finding_verbs.photos import BEFORE, keep_photos
from dutyline.modules.inspections.views.record_ground import form_for
from dutyline.toolkit.ui.messages import done

WORDS_ENOUGH = 4
"""Letters from which a sentence can be compared with others."""


@login_required
def report(request: HttpRequest) -> HttpResponse:
    """Record a danger; what looks the same is shown once before it is saved."""
    actor, now = actor_of(request), timezone.localtime()
    if not actor.can(Inspections.FINDING_RECORD):
        raise Http404
    form = form_for(request, actor)
    alike: list[Similar] = []
    status = 200
    if request.method == "POST":
        status = 422
        sent = sent_before(request)
        if sent is None and form.is_valid():
            alike = _unseen(form, request, now)
            if not alike:
                sent = carry_out(request, form, lambda: _record(request, form))
        if sent:
            done(request, _("Recorded. Thank you for looking."))
            return sent
    context = {
        "form": form,
        "alike": alike,
        "seen": _ids(alike),
        "grading": _grading(form, now),
        "photo_lost": bool(alike and request.FILES),
    }
    return render(request, "inspections/report.html", context, status=status)


@login_required
@require_safe
def similar(request: HttpRequest) -> HttpResponse:
    """Show what looks the same as the sentence being written, and the grade it will have."""
    actor, now = actor_of(request), timezone.localtime()
    if not actor.can(Inspections.FINDING_RECORD):
        raise Http404
    form = form_for(request, actor, request.GET)
    form.is_valid()
    alike = _alike(form, request, now)
    context = {"alike": alike, "seen": _ids(alike), "grading": _grading(form, now)}
    return render(request, "inspections/report.html#similar", context)


@transaction.atomic
def _record(request: HttpRequest, form: RecordForm) -> str:
    actor, at, said = actor_of(request), timezone.now(), form.cleaned_data
    unit, place = form.ground or (None, None)
    finding = record_finding(
        by=actor,
        details=Details(
            title=said["title"],
            unit=unit,
            place=place,
            found_at=said["found_on"],
            finder=actor.person,
            ticked=tuple(said["ticked"]),
            **{
                name: said[name]
                for name in (
                    "description",
                    "spot",
                    "thing",
                    "category",
                    "kind",
                    "clause",
                    "risk",
                    "grade",
                    "grade_reason",
                    "accident_type",
                    "proposed_measures",
                    "interim_control",
                )
            },
        ),
        at=at,
    )
    keep_photos(by=actor, subject=(FINDING, finding.pk), role=BEFORE, files=said["photos"], at=at)
    return reverse("inspections:finding", args=[finding.pk])


def _unseen(form: RecordForm, request: HttpRequest, now: datetime) -> list[Similar]:
    """Return what looks the same and was not shown before this was sent."""
    seen = set(form.cleaned_data["seen"].split(","))
    alike = _alike(form, request, now)
    return [] if {str(each.finding.pk) for each in alike} <= seen else alike


def _alike(form: RecordForm, request: HttpRequest, now: datetime) -> list[Similar]:
    title = form.cleaned_data.get("title", "").strip()
    if form.ground is None or len(title) < WORDS_ENOUGH:
        return []
    unit, place = form.ground
    return similar_to(
        by=actor_of(request),
        on=now.date(),
        at=now,
        title=title,
        unit=unit,
        place=place,
        category=form.cleaned_data.get("category", ""),
    )


def _ids(alike: list[Similar]) -> str:
    return ",".join(str(each.finding.pk) for each in alike)


def _grading(form: RecordForm, now: datetime) -> dict[str, object] | None:
    """Return the grade the criteria give to what is said so far, with clause and usual days."""
    if not form.is_bound:
        return None
    said = getattr(form, "cleaned_data", {})
    grading = grade_by_criteria(
        now.date(),
        ticked=said.get("ticked", ()),
        clause=said.get("clause", ""),
        category=said.get("category", ""),
    )
    days = criterion_row("findings.deadline_days", now.date())
    return {
        "label": Grade(grading.grade).label,
        "clause": grading.clause,
        "days": days.value[grading.grade],
        "source": f"{days.instrument} {days.clause}".strip() or days.label,
    }
