"""How a finding ends or changes its standing: closed, void, merged, graded, amended."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.modules.inspections.forms.finding_ends import (
    AmendmentForm,
    ClosureForm,
    MergerForm,
    ReasonForm,
    ReopeningForm,
)
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.operations.amending import AMENDABLE, amend_finding
from dutyline.modules.inspections.operations.closing import close_finding
from dutyline.modules.inspections.operations.grading import raise_grade
from dutyline.modules.inspections.operations.merging import merge_findings
from dutyline.modules.inspections.operations.reopening import reopen_finding
from dutyline.modules.inspections.operations.voiding import void_finding
from dutyline.modules.inspections.views.finding_scope import actor_of, finding_or_404, posted
from dutyline.modules.inspections.views.finding_verbs.page import Verb, answer


@login_required
def closure(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a verified finding."""
    actor, form = actor_of(request), ClosureForm(posted(request))
    finding = finding_or_404(actor, pk)
    verb = Verb(
        "closure",
        _("Close this hidden danger?"),
        pgettext_lazy("finding", "Close"),
        pgettext_lazy("finding", "Closed"),
    )
    return answer(
        request,
        finding,
        verb,
        form,
        lambda at: close_finding(by=actor, finding=finding, at=at, note=form.cleaned_data["note"]),
    )


@login_required
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a finding up again whose repair did not hold."""
    actor, form = actor_of(request), ReopeningForm(posted(request))
    finding = finding_or_404(actor, pk)
    verb = Verb(
        "reopening",
        _("Did the repair not hold?"),
        pgettext_lazy("finding", "Reopen"),
        pgettext_lazy("finding", "Reopened; its owner has a new notice"),
        lead=_("The earlier repair, verification and closure stay on record as they were."),
    )
    return answer(
        request,
        finding,
        verb,
        form,
        lambda at: reopen_finding(
            by=actor,
            finding=finding,
            due_on=form.cleaned_data["due_on"],
            reason=form.cleaned_data["reason"],
            at=at,
        ),
    )


@login_required
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare a finding void, with the reason."""
    actor, form = actor_of(request), ReasonForm(posted(request))
    finding = finding_or_404(actor, pk)
    verb = Verb(
        "void",
        _("Declare this hidden danger void?"),
        _("Declare void"),
        _("Declared void"),
        lead=_("It stays on record with its number; what it proved is withdrawn."),
        kind="refuse",
    )
    return answer(
        request,
        finding,
        verb,
        form,
        lambda at: void_finding(
            by=actor, finding=finding, reason=form.cleaned_data["reason"], at=at
        ),
    )


@login_required
def merger(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge a finding into another of the same thing."""
    actor = actor_of(request)
    finding = finding_or_404(actor, pk)
    others = Finding.objects.visible_to(actor).open().exclude(pk=finding.pk)
    form = MergerForm(
        posted(request), among=others, initial={"into": request.GET.get("into", "")[:20]}
    )
    near = others.filter(place=finding.place_id, unit=finding.unit_id).order_by("-found_at", "-id")
    verb = Verb(
        "merger",
        _("Which hidden danger is the same?"),
        pgettext_lazy("finding", "Merge"),
        pgettext_lazy("finding", "Merged"),
        extra={"near": list(near[:5])},
    )
    return answer(
        request,
        finding,
        verb,
        form,
        lambda at: merge_findings(
            by=actor,
            finding=finding,
            into=form.cleaned_data["into"],
            at=at,
            reason=form.cleaned_data["reason"],
        ),
    )


@login_required
def grade(request: HttpRequest, pk: int) -> HttpResponse:
    """Raise a finding to a major hidden danger."""
    actor, form = actor_of(request), ReasonForm(posted(request))
    finding = finding_or_404(actor, pk)
    verb = Verb(
        "grade",
        _("Why is it a major hidden danger?"),
        _("Grade it major"),
        _("Graded major; the whole line is told"),
        lead=_("A grade is never lowered again."),
    )
    return answer(
        request,
        finding,
        verb,
        form,
        lambda at: raise_grade(
            by=actor, finding=finding, reason=form.cleaned_data["reason"], at=at
        ),
    )


@login_required
def amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the words of a finding right; what stood there before stays in its history."""
    actor = actor_of(request)
    finding = finding_or_404(actor, pk)
    form = AmendmentForm(
        posted(request),
        on=timezone.localdate(),
        keep=finding,
        initial={name: getattr(finding, name) for name in AMENDABLE},
    )
    verb = Verb(
        "amendment",
        _("Put the record right"),
        _("Put right"),
        _("Put right"),
        lead=_("Place, time, finder and grade are facts; what stood here before is kept."),
    )
    return answer(
        request,
        finding,
        verb,
        form,
        lambda at: amend_finding(
            by=actor,
            finding=finding,
            changes={name: form.cleaned_data[name] for name in AMENDABLE},
            reason=form.cleaned_data["reason"],
            at=at,
        ),
    )
