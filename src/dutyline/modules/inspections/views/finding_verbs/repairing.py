"""The report that it is repaired, and what somebody else saw of it."""

from datetime import date, datetime, time, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.actions.keys import REPAIR, VERIFICATION
from dutyline.kernel.organisation.calendar import zone_of
from dutyline.modules.inspections.forms.finding_repair import RepairForm, VerificationForm
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.operations.rectifying import report_repair, verify_repair
from dutyline.modules.inspections.views.finding_scope import actor_of, finding_or_404, posted
from dutyline.modules.inspections.views.finding_verbs.page import Verb, answer
from dutyline.modules.inspections.views.finding_verbs.photos import AFTER, keep_photos

MINUTE = timedelta(minutes=1)


@login_required
def repair(request: HttpRequest, pk: int) -> HttpResponse:
    """Report the finding repaired, with photos, and hand it to whoever verifies."""
    actor, form = actor_of(request), RepairForm(posted(request), request.FILES or None)
    finding = finding_or_404(actor, pk)
    verb = Verb(
        "repair",
        _("What was done?"),
        _("Report it repaired"),
        _("Reported; another person verifies it"),
    )

    def act(at: datetime) -> None:
        said = form.cleaned_data
        done = report_repair(
            by=actor,
            finding=finding,
            text=said["text"],
            at=at,
            done_at=finished_at(finding, said["done_on"], at),
            spent=said["spent"],
        )
        keep_photos(by=actor, subject=(REPAIR, done.pk), role=AFTER, files=said["photos"], at=at)

    return answer(request, finding, verb, form, act)


@login_required
def verification(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether the repair works; if not, it goes back to its owner."""
    actor = actor_of(request)
    finding = finding_or_404(actor, pk)
    form = VerificationForm(
        posted(request),
        request.FILES or None,
        owner=finding.owner.name if finding.owner else "",
        initial={"effective": request.GET.get("effective", "")},
    )
    verb = Verb(
        "verification",
        _("Is it really fixed?"),
        _("Record verification"),
        _("Verification recorded"),
    )

    def act(at: datetime) -> None:
        said = form.cleaned_data
        seen = verify_repair(
            by=actor,
            finding=finding,
            effective=said["effective"] == "yes",
            at=at,
            opinion=said["opinion"],
            due_on=said["due_on"] if said["effective"] == "no" else None,
        )
        keep_photos(
            by=actor, subject=(VERIFICATION, seen.pk), role=AFTER, files=said["photos"], at=at
        )

    return answer(request, finding, verb, form, act)


def finished_at(finding: Finding, day: date | None, at: datetime) -> datetime:
    """Return the moment a day of work ended: now for today, else the last minute of that day."""
    tz = zone_of(finding.unit)
    if day is None or day == timezone.localdate(at, tz):
        return at
    return datetime.combine(day + timedelta(days=1), time(), tz) - MINUTE
